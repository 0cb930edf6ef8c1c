import type { Mutant } from './mutant.js';

/**
 * At most so many mutants, picked by a seed: one of each operator before a second of any. Each has a rank of its own,
 * so that another mutant does not change the choice among the rest. Pure.
 */
export function sampleOf(mutants: readonly Mutant[], max: number, seed: number): Mutant[] {
  const taken = new Map<string, number>();
  const ranked = mutants
    .map((mutant) => ({ mutant, rank: draw(seed, mutant.id) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ mutant }) => {
      const round = taken.get(mutant.operator) ?? 0;
      taken.set(mutant.operator, round + 1);
      return { mutant, round };
    });
  // Sorting is stable: within a round they stay in the order of their ranks.
  return ranked.sort((a, b) => a.round - b.round).slice(0, Math.max(0, max)).map(({ mutant }) => mutant);
}

/** A number from a seed and a text, by which a part is drawn: FNV-1a, then the last mixing of MurmurHash3, so that neighbours lie far apart. */
export function draw(seed: number, text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${seed} ${text}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
