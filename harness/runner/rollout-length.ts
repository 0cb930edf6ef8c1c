import type { Scenario } from '../model/scenario.js';

/** Wall seconds beside all that takes its time, for what comes before and after. */
const BESIDE = 60;

/** Seconds of the clock from the begin of a rollout to when nothing is looked at any more. Pure. @param judgedAt that of its verdict */
export const rolloutLength = (scenario: Scenario, judgedAt: number): number => judgedAt + afterVerdict(scenario);

/**
 * Wall seconds after which a rollout in real time, where nothing of a deadline is skipped, is late: an instance that is
 * never healthy is refused only at its end, and an old fleet may take as long before. Pure.
 */
export const longestInRealTime = (scenario: Scenario): number => (scenario.fleets ? 2 : 1) * scenario.deadline + afterVerdict(scenario) + BESIDE;

/** Bake, and the delay of those balancers that wait for all of it. */
function afterVerdict({ fleets, balancer }: Scenario): number {
  if (!fleets) return 0;
  return fleets.bake + (balancer === 'classic' ? 0 : fleets.draining);
}
