import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MutantResult } from '../model/audit.js';
import type { Timings } from '../model/audit-journal.js';
import type { RuntimeKind } from '../model/scenario.js';
import { maskedResult } from './masked-result.js';
import type { Mutant } from './mutant.js';
import { contentsOfNamed, filesOfRelease, fingerprintOf } from './fingerprint.js';
import { packed, unpacked } from './packed-strings.js';
import type { AuditInput } from './settings.js';
import type { Subject } from './subject.js';

/** Of the file's form: what an older canarybed has written is not read. */
const FORM = 4;

/** Results that another try might change are not kept. */
const KEPT = new Set<MutantResult['status']>(['killed', 'survived', 'false-alarm', 'harmless']);

/** All that an answer depends on but the mutant. */
export interface Identity {
  /** Fingerprint of all but the release's own files: description, links, installed packages, versions, runtime. */
  readonly key: string;
  /** Fingerprint of the release's own files. */
  readonly tree: string;
  /** What tells the content of each of them, by its path in the release's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** By which a part is drawn where there is too much to be learned. */
  readonly seed: number;
}

/** What `--incremental` keeps of an audit, all of it for one identity; without secrets. */
export interface Memory extends Pick<Identity, 'key' | 'tree'> {
  readonly form: number;
  /** Undefined where their names tell a secret. */
  readonly files?: Identity['files'];
  /** Seed by which a part of the files or assets was drawn; undefined: all were learned, whatever the seed. */
  readonly drawnBy?: number;
  /** What learning found; texts that the description gives are named by their place in it. Undefined where it told a secret, or a server did not answer. */
  readonly subject?: unknown;
  /** By the fingerprint of the mutant. */
  readonly results: Readonly<Record<string, MutantResult>>;
  readonly timings: Timings;
  readonly controlBoots: readonly number[];
}

interface Surroundings {
  readonly runtime: RuntimeKind;
  /** Of canarybed. */
  readonly version: string;
  /** Ids of those that containers are started from; none in the embedded runtime. */
  readonly images: readonly string[];
  /** Absolute paths of files in the release's folder that are none of its own. */
  readonly leftOut?: readonly string[];
  readonly seed: number;
}

/** Where the release lies does not count, what lies there does. */
export async function identityOf(input: AuditInput, { runtime, version, images, leftOut, seed }: Surroundings): Promise<Identity> {
  const { release, templates, statics, tables, readChecks, reset, watchFor, sources = [] } = input;
  const { folder, ...described } = release;
  const { own, others } = await filesOfRelease(folder, leftOut);
  // Not those of its settings: a release may write there.
  const named = await contentsOfNamed([described.database, described.migrations, described.build, reset, sources], folder);
  const key = fingerprintOf({ described, templates, statics, tables, readChecks, reset, watchFor, runtime, images, version, node: process.version, others, named });
  return { key, tree: fingerprintOf(own), files: own, seed };
}

/** Whether what is remembered is of the very same release, and of all else that counts. Pure. */
export const isOf = (past: Memory, identity: Identity): boolean => past.key === identity.key && past.tree === identity.tree && !isDrawnOtherwise(past, identity);

/** Whether what is remembered is of a part that another seed drew: mutants of other files, and users who ask for other assets. Pure. */
export const isDrawnOtherwise = ({ drawnBy }: Memory, { seed }: Identity): boolean => drawnBy !== undefined && drawnBy !== seed;

/** Nothing is known yet. */
export const freshMemory = ({ key, tree, files }: Identity): Memory => ({ form: FORM, key, tree, files, results: {}, timings: { boots: [], checks: [] }, controlBoots: [] });

/** What an earlier audit has left, whatever it was of; undefined where there was none, or the file cannot be read. */
export function readMemory(file: string): Memory | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const memory = JSON.parse(readFileSync(file, 'utf8')) as Memory;
    return memory.form === FORM ? memory : undefined;
  } catch {
    return undefined;
  }
}

/** Replaced as a whole: an interrupted audit leaves the one before, or this one. */
export function writeMemory(file: string, memory: Memory): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(memory)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The subject as it was learned from a description of the same key; undefined where it was not kept. Pure. */
export const rememberedSubject = ({ subject }: Memory, { release }: AuditInput): Subject | undefined =>
  subject === undefined ? undefined : (unpacked(subject, release) as Subject);

/** Results that need no run, by the mutant's id. Pure. */
export function rememberedResults({ results }: Memory, mutants: readonly Mutant[]): Map<string, MutantResult> {
  return new Map(
    mutants.flatMap((mutant) => {
      const result = results[fingerprintOf(mutant)];
      return result ? [[mutant.id, { ...result, remembered: true }]] : [];
    }),
  );
}

/**
 * What is kept from now on: all that was known of the same identity, and what this audit found. Pure.
 * @param mask blots out secrets; what it changes in what was learned is not kept
 */
export function remembering(
  memory: Memory,
  { release }: AuditInput,
  subject: Subject,
  mutants: readonly Mutant[],
  { results, timings, controlBoots }: Pick<Memory, 'timings' | 'controlBoots'> & { readonly results: ReadonlyMap<string, MutantResult> },
  mask: <T>(value: T) => T,
): Memory {
  const learned = packed(subject, release);
  const isWhole = (subject.learned.silent ?? []).length === 0;
  const isMasked = (value: unknown): boolean => JSON.stringify(mask(value)) !== JSON.stringify(value);
  const fresh = mutants.flatMap((mutant) => {
    const result = results.get(mutant.id);
    return result && KEPT.has(result.status) ? [[fingerprintOf(mutant), maskedResult(result, mask)] as const] : [];
  });
  const { files, ...known } = memory;
  return {
    form: FORM,
    key: known.key,
    tree: known.tree,
    ...(subject.learned.drawnBy === undefined ? {} : { drawnBy: subject.learned.drawnBy }),
    ...(files && !isMasked(Object.keys(files)) ? { files } : {}),
    ...(isWhole && !isMasked(learned) ? { subject: learned } : {}),
    results: { ...memory.results, ...Object.fromEntries(fresh) },
    timings: controlBoots.length > 0 ? timings : memory.timings,
    controlBoots: controlBoots.length > 0 ? controlBoots : memory.controlBoots,
  };
}
