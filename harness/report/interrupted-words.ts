import type { RunResults } from './results.js';

/** What of a run's results tells how it ended. */
export type HowEnded = Pick<RunResults, 'interrupted' | 'unjudged'> & { readonly scenarios: { readonly length: number } };

/** That a run was interrupted, and how much of it was not judged; undefined of one that came to its end. Pure. */
export function interruptedWords({ interrupted, unjudged, scenarios }: HowEnded): string | undefined {
  if (!interrupted) return undefined;
  const count = unjudged?.count;
  if (count === undefined) return 'interrupted: there would have been more';
  return count === 0 ? 'interrupted, when all were judged' : `interrupted: ${count} of ${count + scenarios.length} not judged`;
}
