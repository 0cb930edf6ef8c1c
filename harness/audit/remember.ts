import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MutantResult } from '../model/audit.js';
import type { RuntimeKind } from '../model/scenario.js';
import { maskedResult } from './masked-result.js';
import type { Timings } from './measures.js';
import type { Mutant } from './mutant.js';
import { fingerprintOf, fingerprintOfFolder, contentsOfNamed } from './fingerprint.js';
import { packed, unpacked } from './packed-strings.js';
import type { AuditInput } from './settings.js';
import type { Subject } from './subject.js';

/** Of the file's form: what an older canarybed has written is not read. */
const FORM = 2;

/** Results that another try might change are not kept. */
const KEPT = new Set<MutantResult['status']>(['killed', 'survived', 'false-alarm', 'harmless']);

/** What `--incremental` keeps of an audit, all of it under one key; without secrets. */
export interface Memory {
  readonly form: number;
  /** Fingerprint of all that an answer depends on but the mutant: description, files, versions, runtime. */
  readonly key: string;
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
}

/** One value for all that an answer depends on but the mutant. Where the release lies does not count, what lies there does. */
export async function memoryKey(input: AuditInput, { runtime, version, images, leftOut }: Surroundings): Promise<string> {
  const { release, templates, statics, tables, readChecks, reset, sources = [] } = input;
  const { folder, ...described } = release;
  const files = await fingerprintOfFolder(folder, leftOut);
  // Not those of its settings: a release may write there.
  const named = await contentsOfNamed([described.database, described.migrations, described.build, reset, sources], folder);
  return fingerprintOf({ described, templates, statics, tables, readChecks, reset, runtime, images, version, node: process.version, files, named });
}

const nothing = (key: string): Memory => ({ form: FORM, key, results: {}, timings: { boots: [], checks: [] }, controlBoots: [] });

/** What is remembered under this key; nothing where anything changed, or the file cannot be read. */
export function readMemory(file: string, key: string): Memory {
  if (!existsSync(file)) return nothing(key);
  try {
    const memory = JSON.parse(readFileSync(file, 'utf8')) as Memory;
    return memory.form === FORM && memory.key === key ? memory : nothing(key);
  } catch {
    return nothing(key);
  }
}

/** Replaced as a whole: an interrupted audit leaves the one before, or this one. */
export function writeMemory(file: string, memory: Memory): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(memory)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The subject as it was learned from the same input; undefined where it was not kept. Pure. */
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
 * What is kept from now on: all that was known under the key, and what this audit found. Pure.
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
  const tellsSecret = JSON.stringify(mask(learned)) !== JSON.stringify(learned);
  const fresh = mutants.flatMap((mutant) => {
    const result = results.get(mutant.id);
    return result && KEPT.has(result.status) ? [[fingerprintOf(mutant), maskedResult(result, mask)] as const] : [];
  });
  return {
    form: FORM,
    key: memory.key,
    ...(isWhole && !tellsSecret ? { subject: learned } : {}),
    results: { ...memory.results, ...Object.fromEntries(fresh) },
    timings: controlBoots.length > 0 ? timings : memory.timings,
    controlBoots: controlBoots.length > 0 ? controlBoots : memory.controlBoots,
  };
}
