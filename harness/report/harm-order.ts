import type { MutantResult } from '../model/audit.js';

/**
 * Survivors with the worst first: those that hurt the users of both fleets, then by how many of the users' requests were
 * hurt at once, then by how many later. Such as hurt alike keep their order. Pure.
 */
export function byHarm(mutants: readonly MutantResult[]): MutantResult[] {
  return [...mutants].sort((a, b) => {
    const [of, than] = [harmOf(a), harmOf(b)];
    return than.reduce((difference, value, index) => difference || value - (of[index] ?? 0), 0);
  });
}

const harmOf = ({ harm, oldHarm, hurt, observed }: MutantResult): number[] => [
  [harm, oldHarm].filter((each) => each === 'hurt').length,
  hurt.length,
  observed?.hurtLater?.length ?? 0,
];
