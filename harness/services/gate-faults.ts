import { ConfigError } from '../model/errors.js';
import type { RequestFault } from '../model/fault.js';

/** What each operator of the gate needs beside its name; request faults that are not listed are carried out elsewhere. */
const NEEDS = {
  'host-not-allowed': ['hosts'],
  redirected: [],
  auth: [],
  'user-agent-filtered': ['pattern'],
  'rate-limited': ['requests', 'seconds'],
  'no-content': [],
  'missing-length': [],
  'slow-answer': ['seconds'],
  status: ['status'],
} as const satisfies Partial<Record<RequestFault['operator'], readonly (keyof RequestFault)[]>>;

type GateOperator = keyof typeof NEEDS;

/** A request fault that the gate carries out. */
export type GateFault = RequestFault & { readonly operator: GateOperator };

const isGateFault = (fault: RequestFault): fault is GateFault => Object.hasOwn(NEEDS, fault.operator);

/**
 * The faults that are the gate's own, in their order.
 * @throws ConfigError when one of them lacks a value that it needs, or its pattern or status cannot be used.
 */
export function gateFaults(faults: readonly RequestFault[]): readonly GateFault[] {
  const own = faults.filter(isGateFault);
  for (const fault of own) check(fault);
  return own;
}

function check(fault: GateFault): void {
  for (const need of NEEDS[fault.operator]) {
    if (fault[need] === undefined) throw new ConfigError(`request.${fault.operator}: '${need}' is missing`);
  }
  if (fault.status !== undefined && !(Number.isInteger(fault.status) && fault.status >= 200 && fault.status <= 599)) {
    throw new ConfigError(`request.${fault.operator}: expected a status from 200 to 599, found ${fault.status}`);
  }
  if (fault.every !== undefined && !(Number.isInteger(fault.every) && fault.every >= 1)) {
    throw new ConfigError(`request.${fault.operator}: expected 'every' to be a whole number from 1, found ${fault.every}`);
  }
  try {
    new RegExp(fault.pattern ?? '');
  } catch (error) {
    throw new ConfigError(`request.${fault.operator}: ${(error as Error).message}`);
  }
}
