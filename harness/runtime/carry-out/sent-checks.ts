import type { RequestFault } from '../../model/fault.js';
import { parseTarget } from '../../model/health-check-target.js';
import type { BalancerKind, HealthCheck } from '../../model/health-check.js';
import { probeFormText } from '../../model/probe-form.js';
import { askedText } from '../../model/probe-request.js';
import type { SentCheck } from '../../model/probe-result.js';
import type { Evidence } from './evidence.js';
import type { LaunchPlan } from './plan.js';
import { redirectCheck } from './request.js';

/** Each different check that a balancer sent to an instance. */
export class SentChecks {
  readonly #byText = new Map<string, SentCheck>();

  note(sent: SentCheck): void {
    this.#byText.set(`${sent.target} ${sent.unsent} ${sent.request}`, sent);
  }

  get all(): readonly SentCheck[] {
    return [...this.#byText.values()];
  }
}

/**
 * Whether checks were sent as a fault in their wiring has them, and not as they would be without it. A fault in the form is in
 * the request, so that this must have been sent; where no connection came about another fault may be the reason. Pure.
 * @param privateAddress that of the instance, which stands in `Host`
 */
export function seenCheck(fault: RequestFault & { summary: string }, { healthCheck, rightCheck, faults }: LaunchPlan, privateAddress: string, sent: readonly SentCheck[]): Evidence {
  const { target, form } = healthCheck;
  const asked = `${target}${form ? `, asked ${probeFormText(form)}` : ''}`;
  const so = sent.filter((check) => isSame(check, asSent(healthCheck, check.kind, privateAddress)));
  const changed = redirectCheck(rightCheck, [fault]);
  const isOther = so.some(({ kind }) => !isSame(asSent(changed, kind, privateAddress), asSent(rightCheck, kind, privateAddress)));
  if (so.length === 0) return { live: false, sentence: `no check was sent to ${asked}` };
  if (!isOther) return { live: false, sentence: `checks were sent to ${asked}, as they would be without the fault` };
  if (fault.operator === 'asked-otherwise' && so.every(({ unsent }) => unsent)) {
    return { live: faults.length > 1, sentence: `checks were set to ${asked}; no connection came about over which one could ask` };
  }
  return { live: true, sentence: `checks were sent to ${asked}` };
}

type Sent = Pick<SentCheck, 'target' | 'request'>;

const isSame = (one: Sent, other: Sent): boolean => one.target === other.target && one.request === other.request;

const asSent = ({ target, form }: HealthCheck, kind: BalancerKind, privateAddress: string): Sent => ({
  target,
  request: askedText(kind, parseTarget(target), privateAddress, form),
});
