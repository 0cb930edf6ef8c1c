import type { MutantResult } from '../model/audit.js';
import type { Harm } from '../model/scenario.js';

/** What tells how badly users are hurt. */
export interface Hurt {
  readonly harm?: Harm | undefined;
  readonly oldHarm?: Harm | undefined;
  readonly hurt?: readonly string[] | undefined;
  readonly hurtLater?: readonly string[] | undefined;
  /** Requests through the balancer that failed. */
  readonly errors?: number | undefined;
}

/** How much each sort of harm weighs, the weightiest first: fleets that are hurt, requests hurt at once, later, through the balancer. Pure. */
export const harmWeight = ({ harm, oldHarm, hurt = [], hurtLater = [], errors = 0 }: Hurt): readonly number[] => [
  [harm, oldHarm].filter((each) => each === 'hurt').length,
  hurt.length,
  hurtLater.length,
  errors,
];

/** The weightiest first; such as weigh the same keep their order. Pure. */
export function heaviestFirst<T>(things: readonly T[], weightOf: (thing: T) => readonly number[]): T[] {
  return [...things].sort((a, b) => {
    const [of, than] = [weightOf(a), weightOf(b)];
    return than.reduce((difference, value, index) => difference || value - (of[index] ?? 0), 0);
  });
}

/**
 * Survivors with the worst first: those that hurt the users of both fleets, then by how many of the users' requests were
 * hurt at once, then by how many later. Such as hurt alike keep their order. Pure.
 */
export const byHarm = (mutants: readonly MutantResult[]): MutantResult[] =>
  heaviestFirst(mutants, ({ harm, oldHarm, hurt, observed }) => harmWeight({ harm, oldHarm, hurt, hurtLater: observed?.hurtLater }));
