import type { ProbeResult } from '../model/probe-result.js';

/** Real checks that must have shown the same slow outcome before the slots after them are taken to be like them. */
const CONFIRMATIONS = 3;

/** Wall milliseconds from which on a check counts as slow: sending one for each slot would cost minutes. */
const SLOW_MS = 1000;

/** Whether the next slot may be projected from the checks so far. Pure. */
export function isProjectable(probes: readonly ProbeResult[]): boolean {
  const last = probes.slice(-CONFIRMATIONS);
  const [first] = last;
  if (!first || last.length < CONFIRMATIONS) return false;
  return last.every(({ outcome, status, tookMs }) => outcome === first.outcome && status === first.status && tookMs >= SLOW_MS);
}
