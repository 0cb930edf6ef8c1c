import type { MutantResult } from '../model/audit.js';
import { fingerprintOf } from './fingerprint.js';
import type { Mutant } from './mutant.js';
import { freshMemory, isDrawnOtherwise, isOf, rememberedSubject, type Identity, type Memory } from './remember.js';
import type { AuditInput } from './settings.js';
import type { Subject } from './subject.js';
import { touchedBy } from './touched.js';

/** Most files that are named as the reason why mutants run again. */
const MOST_NAMED = 3;

/** What of an earlier audit holds now. */
export interface Recalled {
  readonly memory: Memory;
  /** Fingerprints of the mutants that have a result which may hold no longer. */
  readonly lost: ReadonlySet<string>;
  /** Why it may not, in words that follow "run again"; left out: nothing is lost. */
  readonly why?: string;
}

/**
 * What of an earlier audit holds now. Where all is the same it is all; where only files of the release changed it is what
 * they cannot reach; else nothing. Pure.
 * @param past as it was read; undefined: there was no earlier audit
 * @param subject as it is now
 * @param mutants all that are derived of it
 */
export function recall(past: Memory | undefined, identity: Identity, input: AuditInput, subject: Subject, mutants: readonly Mutant[]): Recalled {
  if (past === undefined) return { memory: freshMemory(identity), lost: new Set() };
  if (isOf(past, identity)) return { memory: past, lost: new Set() };
  const { results, why } = stillTrue(past, identity, input, subject, mutants);
  const lost = new Set(Object.keys(past.results).filter((fingerprint) => !(fingerprint in results)));
  return { memory: { ...freshMemory(identity), results }, lost, ...(lost.size > 0 ? { why } : {}) };
}

/** Mutants that run again though they have a result, and why; undefined: there are none. Pure. */
export function runAgain({ lost, why }: Recalled, run: readonly Mutant[]): { readonly count: number; readonly why: string } | undefined {
  const count = run.filter((mutant) => lost.has(fingerprintOf(mutant))).length;
  return count > 0 && why !== undefined ? { count, why } : undefined;
}

function stillTrue(past: Memory, identity: Identity, input: AuditInput, now: Subject, mutants: readonly Mutant[]): { readonly results: Memory['results']; readonly why: string } {
  if (past.key !== identity.key) return { results: {}, why: 'since more changed than files of the release' };
  if (isDrawnOtherwise(past, identity)) return { results: {}, why: `since seed ${identity.seed} draws other files` };
  if (past.files === undefined) return { results: {}, why: 'since files of the release changed' };
  const changed = changedFiles(past.files, identity.files);
  const words = `since ${named(changed)} changed`;
  const before = rememberedSubject(past, input);
  if (fingerprintOf(before) !== fingerprintOf(now)) return { results: {}, why: `${words}, and what is learned with it` };
  const holds = holdsAfter(changed, now, mutants);
  const kept = mutants.flatMap((mutant) => {
    const fingerprint = fingerprintOf(mutant);
    const result = past.results[fingerprint];
    return result && holds(mutant, result) ? [[fingerprint, result] as const] : [];
  });
  return { results: Object.fromEntries(kept), why: words };
}

/** Files that are others now, or there are none of before or now; sorted. Pure. */
export function changedFiles(before: Identity['files'], now: Identity['files']): string[] {
  const all = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...all].filter((file) => before[file] !== now[file]).sort();
}

function named(files: readonly string[]): string {
  const more = files.length - MOST_NAMED;
  return more > 0 ? `${files.slice(0, MOST_NAMED).join(', ')} and ${more} more` : files.join(', ');
}

/**
 * Whether a result holds for a release in which files changed and of which learning finds the same. None does that the
 * change touches by itself. Of the others each file must be out of reach: all that the release does with a sheet or
 * picture is to give it to users, and those of the control get the same; and what is read once the port is open is not
 * read where it never opened. Pure.
 */
export function holdsAfter(changed: readonly string[], { learned: { readLate } }: Subject, mutants: readonly Mutant[]): (mutant: Mutant, result: MutantResult) => boolean {
  const touched = touchedBy(changed, mutants);
  return (mutant, result) =>
    !touched(mutant) &&
    changed.every((file) => readLate?.whenFetched.includes(file) === true || (readLate?.onceOpen.includes(file) === true && neverServed(mutant, result)));
}

/** Nobody got an answer of it, and there was nobody else to give one. */
const neverServed = ({ old }: Mutant, { status, process, observed, hurt }: MutantResult): boolean =>
  old === undefined &&
  status === 'killed' &&
  (process?.fate === 'failed-start' || process?.fate === 'never-listened') &&
  observed?.listened === false &&
  observed.hurtLater === undefined &&
  hurt.length > 0 &&
  hurt.every((sentence) => sentence.endsWith(': ECONNREFUSED'));
