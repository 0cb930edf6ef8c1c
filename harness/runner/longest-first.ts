import type { Fault } from '../model/fault.js';
import type { Scenario } from '../model/scenario.js';

/** Kinds of fault whose checks end by time-out, so that several real seconds pass for each. */
const SLOW = new Set(['hung', 'stop', 'block-event-loop', 'never-listen', 'slow-answer', 'loopback-only', 'lock-held', 'slow']);

/** Scenarios that live through much wall time first, so that the others fill the time meanwhile. Stable. Pure. */
export const longestFirst = (scenarios: readonly Scenario[]): Scenario[] =>
  [...scenarios].sort((a, b) => wallSecondsOf(b) - wallSecondsOf(a));

/** Whether a scenario's process is expected to be gone, so that nothing of it is left to be watched. Pure. */
export const endsItself = ({ expectation: { because } }: Scenario): boolean =>
  typeof because === 'object' && because.exitCode !== undefined;

/** Wall seconds that a fault has to last for its scenario to be one that waits rather than works. */
const LONG = 5;

/** Whether a scenario spends its time waiting for an answer or for the end of a fault. Pure. */
export const mostlyWaits = ({ faults, pace }: Scenario): boolean => pace === 'realtime' || faults.some((fault) => faultTime(fault) >= LONG);

/** Wall seconds that an old fleet takes to come into service before the canary's first boot, and users to be met. */
const BESIDE_OLD = 10;

/** Wall seconds that a scenario lives through beside its boot, as far as its faults and its health check tell. Pure. */
export function wallSecondsOf(scenario: Scenario): number {
  const { faults, pace, deadline, healthCheck, fleets } = scenario;
  const { interval, timeout } = healthCheck;
  if (pace === 'realtime') return deadline;
  if (endsItself(scenario)) return 0;
  // A fleet that lives is watched for one true gap.
  return interval + timeout + (fleets ? BESIDE_OLD : 0) + Math.max(0, ...faults.map(faultTime));
}

function faultTime(fault: Fault): number {
  const own = 'seconds' in fault ? (fault.seconds ?? 0) : 0;
  const lasting = 'lasts' in fault ? (fault.lasts ?? 0) : 0;
  return Math.max(own, lasting, SLOW.has(fault.operator) ? 15 : 0);
}
