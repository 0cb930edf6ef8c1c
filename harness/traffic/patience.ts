import type { UserAnswer } from '../model/journal.js';

/** Wall seconds after which a user has given up, where nothing is known that says otherwise. */
export const PATIENCE = 8;

/** Wall seconds for which a user waits at most, and for which one of the unbroken release does. */
export const LONGEST_PATIENCE = 30;

/** More than the rollouts that may be at work for each processor: what they take from each other is no release's fault. */
const TIMES_AS_SLOW = 8;

/**
 * Wall seconds after which a user of a canary, or of an old fleet, has given up: eight times as long as the unbroken
 * release took for its slowest answer on this machine, between 8 s and 30 s. Pure.
 *
 * @param control the control's answers, each list one round of the same requests
 */
export function patienceFor(control: readonly (readonly UserAnswer[])[]): number {
  const slowest = Math.max(0, ...control.flat().map(({ tookMs }) => tookMs)) / 1000;
  return Math.min(LONGEST_PATIENCE, Math.max(PATIENCE, Math.ceil(TIMES_AS_SLOW * slowest)));
}
