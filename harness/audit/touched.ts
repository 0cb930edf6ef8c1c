import type { Mutant } from './mutant.js';

/**
 * Whether a mutant is touched by a change of files. One that no mutant breaks by itself is code, a setting or a migration:
 * it may change what becomes of all. Pure.
 * @param changed files of the release, relative to its folder
 * @param mutants all that are derived of it
 */
export function touchedBy(changed: readonly string[], mutants: readonly Mutant[]): (mutant: Mutant) => boolean {
  const own = new Set(mutants.flatMap(({ files }) => files));
  if (changed.some((file) => !own.has(file))) return () => true;
  return ({ files }) => files.some((file) => changed.includes(file));
}
