import { parseTarget } from '../../../model/health-check-target.js';
import type { BalancerKind } from '../../../model/health-check.js';
import type { HealthCheckNumbers } from '../../../model/journal.js';
import { requestText } from '../../../model/probe-request.js';

/** Stands for what only the instance's own network knew. */
const ADDRESS = 'instance';

const KINDS: readonly string[] = ['classic', 'application', 'network'] satisfies BalancerKind[];

/**
 * The request of a health check, line by line, as its kind of balancer sends it; of a check by a plain connection what is
 * done instead. The private address is not in results: `instance` stands for it. Pure.
 */
export function requestLines(kind: string, numbers: Pick<HealthCheckNumbers, 'target' | 'form'> | undefined): string[] {
  if (!numbers || !KINDS.includes(kind)) return ['not known: the journal does not have the check in numbers'];
  try {
    const target = parseTarget(numbers.target);
    if (target.path === undefined) return [`opens a connection to port ${target.port} and sends nothing`];
    return requestText(kind as BalancerKind, target, ADDRESS, numbers.form).trimEnd().split('\r\n');
  } catch {
    return [`not known: ${numbers.target} is no target`];
  }
}
