import type { Fault } from '../model/fault.js';
import type { Expectation, Scenario } from '../model/scenario.js';

/** Kinds of fault whose checks end by time-out, so that several real seconds pass for each. */
const SLOW = new Set(['hung', 'stop', 'block-event-loop', 'never-listen', 'slow-answer', 'loopback-only', 'lock-held', 'slow']);

/**
 * Scenarios that live through much wall time first, so that the others fill the time meanwhile; those whose process
 * is expected to be gone last, since nothing of theirs is left to be watched. Stable. Pure.
 */
export const longestFirst = (scenarios: readonly Scenario[]): Scenario[] =>
  [...scenarios].sort((a, b) => wallTimeOf(b) - wallTimeOf(a));

function wallTimeOf({ faults, pace, deadline, expectation }: Scenario): number {
  if (pace === 'realtime') return deadline;
  if (endsItself(expectation)) return -1;
  return Math.max(0, ...faults.map(faultTime));
}

const endsItself = ({ because }: Expectation): boolean => typeof because === 'object' && because.exitCode !== undefined;

function faultTime(fault: Fault): number {
  const own = 'seconds' in fault ? (fault.seconds ?? 0) : 0;
  const lasting = 'lasts' in fault ? (fault.lasts ?? 0) : 0;
  return Math.max(own, lasting, SLOW.has(fault.operator) ? 15 : 0);
}
