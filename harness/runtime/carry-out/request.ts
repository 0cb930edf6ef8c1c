import type { Fault, RequestFault } from '../../model/fault.js';
import type { HealthCheck } from '../../model/health-check.js';

const isRequest = (fault: Fault): fault is RequestFault & { summary: string } => fault.kind === 'request';

/** Faults that are in the wiring of the check, or in how the app is started, and need no gate in front of the app. */
const WIRING = new Set<RequestFault['operator']>(['wrong-path', 'wrong-port', 'loopback-only', 'asked-otherwise']);

/** Whether a fault is in what the balancer is set to send. Pure. */
export const isInCheck = ({ operator }: RequestFault): boolean => WIRING.has(operator) && operator !== 'loopback-only';

/** The faults that a gate between balancer and app must carry out. */
export const gateFaults = (faults: readonly Fault[]): RequestFault[] =>
  faults.filter(isRequest).filter(({ operator }) => !WIRING.has(operator));

/** The health check as a person set it up wrongly. Pure. */
export function redirectCheck(healthCheck: HealthCheck, faults: readonly Fault[]): HealthCheck {
  return faults.filter(isRequest).reduce((check, { operator, path, port, form }) => {
    if (operator === 'asked-otherwise') return { ...check, form: { ...check.form, ...form } };
    const target = /^(\w+):(\d+)(\/.*)?$/.exec(check.target);
    if (!target) return check;
    const [, protocol, itsPort, itsPath = ''] = target;
    if (operator === 'wrong-path') return { ...check, target: `${protocol}:${itsPort}${path ?? '/healthz'}` };
    if (operator === 'wrong-port') return { ...check, target: `${protocol}:${port ?? Number(itsPort) + 1}${itsPath}` };
    return check;
  }, healthCheck);
}
