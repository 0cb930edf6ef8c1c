import { parseTarget } from '../../../model/health-check-target.js';
import type { BalancerKind } from '../../../model/health-check.js';
import { askedText } from '../../../model/probe-request.js';
import type { RunResults, ScenarioResult } from '../../results.js';
import type { ProbeRecord } from '../../rollout-record.js';

/** A health check's request, line by line, and what must be said of it. */
export interface ShownRequest {
  readonly lines: readonly string[];
  readonly note?: string;
}

/** Stands for what results of an earlier version do not have. */
const ADDRESS = 'instance';

const KINDS: readonly string[] = ['classic', 'application', 'network'] satisfies BalancerKind[];

/** What was sent, to the letter. Results of an earlier version do not have it: there it is made anew, and the note says so. Pure. */
export function shownRequest(
  { request, unsent }: Pick<ProbeRecord, 'request' | 'unsent'>,
  bodies: RunResults['bodies'],
  scenario: Pick<ScenarioResult, 'balancer' | 'numbers'>,
): ShownRequest {
  if (request === undefined) return madeAnew(scenario);
  const text = bodies[request];
  if (text === undefined) return { lines: [`its text ${request} is not in these results`] };
  return { lines: text.trimEnd().split('\r\n'), ...(unsent ? { note: 'It was not sent, since no connection came about.' } : {}) };
}

function madeAnew({ balancer, numbers }: Pick<ScenarioResult, 'balancer' | 'numbers'>): ShownRequest {
  if (!numbers || !KINDS.includes(balancer)) return { lines: ['not known: the results do not have what was sent'] };
  try {
    const target = parseTarget(numbers.target);
    const lines = askedText(balancer as BalancerKind, target, ADDRESS, numbers.form).trimEnd().split('\r\n');
    return { lines, note: `An earlier version did not keep what was sent. This is how such a check asks; "${ADDRESS}" stands for the private address.` };
  } catch {
    return { lines: [`not known: ${numbers.target} is no target`] };
  }
}
