import { tenths } from './duration.js';
import type { Verdict } from './verdict.js';

/** A rollout as it stands after a check or at the deadline. Times in seconds of its clock. */
export interface Standing {
  readonly now: number;
  readonly deadline: number;
  readonly wanted: number;
  readonly inService: number;
  /** The last check's sentence, for the comparison. */
  readonly lastCheck: string;
}

/**
 * Whether a canary fleet is accepted or rejected: accepted as soon as one look finds all wanted instances in service,
 * as the provider counts when it waits for capacity; rejected when the deadline comes first. Undefined: go on. Pure.
 */
export function decide({ now, deadline, wanted, inService, lastCheck }: Standing): Verdict | undefined {
  if (inService >= wanted) {
    return { verdict: 'accepted', at: now, comparison: `${inService} of ${wanted} instances in service at ${tenths(now)} s` };
  }
  if (now < deadline - 1e-6) return undefined;
  return {
    verdict: 'rejected',
    at: now,
    comparison: `${inService} of ${wanted} instances in service at the deadline of ${tenths(deadline)} s; last check: ${lastCheck}`,
  };
}
