import type { GateFault } from './gate-faults.js';

/** A request as the gate sees it. */
export interface GateRequest {
  /** Request target as sent, with its query. */
  readonly target: string;
  /** Names in lower case; of a repeated header the first value. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Wall seconds of its arrival. */
  readonly at: number;
}

/** What the gate remembers of one fault. */
export interface FaultMemory {
  /** Requests that the fault applied to, bent or not. */
  readonly met: number;
  /** Wall seconds at which requests were let through, of `rate-limited` only, oldest first. */
  readonly admitted: readonly number[];
}

export type GateMemory = readonly FaultMemory[];

/** An answer that the gate gives itself; the app never sees the request. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What the gate does with one request, and what it must remember afterwards. */
export interface Bend {
  readonly refusal?: Refusal;
  /** Faults that change the app's answer, in order; empty when there is a refusal. */
  readonly reshaped: readonly GateFault[];
  readonly seen: GateMemory;
}

/** The memory of a gate that has seen nothing. */
export const freshMemory = (faults: readonly GateFault[]): GateMemory => faults.map(() => ({ met: 0, admitted: [] }));

/**
 * Decides on one request. The first fault that refuses it wins and the faults after it do not meet the request. A fault
 * meets the requests on its path that it can bend: `auth` those without credentials, `user-agent-filtered` those whose
 * user agent matches, and so on; of these `after` pass first, then `times` are bent, or of
 * those each `every`-th.
 */
export function bendOf(faults: readonly GateFault[], seen: GateMemory, request: GateRequest): Bend {
  const memory = [...seen];
  const reshaped: GateFault[] = [];
  for (const [index, fault] of faults.entries()) {
    if (fault.path !== undefined && fault.path !== pathOf(request.target)) continue;
    const before = forget(fault, memory[index] ?? { met: 0, admitted: [] }, request.at);
    const refusal = refusalOf(fault, before, request);
    const applies = refusal !== undefined || reshapes(fault);
    const bends = applies && isDue(fault, before.met);
    memory[index] = {
      met: before.met + (applies ? 1 : 0),
      admitted: fault.operator === 'rate-limited' && !bends ? [...before.admitted, request.at] : before.admitted,
    };
    if (bends && refusal) return { refusal, reshaped: [], seen: memory };
    if (bends) reshaped.push(fault);
  }
  return { reshaped, seen: memory };
}

function reshapes(fault: GateFault): boolean {
  return ['no-content', 'missing-length', 'slow-answer', 'status'].includes(fault.operator);
}

function isDue(fault: GateFault, met: number): boolean {
  const turn = met - (fault.after ?? 0);
  return turn >= 0 && turn < (fault.times ?? Number.POSITIVE_INFINITY) && turn % (fault.every ?? 1) === 0;
}

function forget(fault: GateFault, memory: FaultMemory, now: number): FaultMemory {
  const oldest = now - (fault.seconds ?? 0);
  return { met: memory.met, admitted: memory.admitted.filter((at) => at > oldest) };
}

function refusalOf(fault: GateFault, memory: FaultMemory, request: GateRequest): Refusal | undefined {
  const host = request.headers['host'] ?? '';
  switch (fault.operator) {
    case 'host-not-allowed':
      return allows(fault.hosts ?? [], host) ? undefined : refuse(400, `host not allowed: ${host}`);
    case 'redirected':
      return redirection(request, host);
    case 'auth':
      if (request.headers['authorization'] !== undefined) return undefined;
      return refuse(401, 'authorization required', { 'WWW-Authenticate': 'Basic realm="restricted"' });
    case 'user-agent-filtered':
      if (!new RegExp(fault.pattern ?? '').test(request.headers['user-agent'] ?? '')) return undefined;
      return refuse(403, 'user agent not allowed');
    case 'rate-limited':
      return limited(fault, memory, request);
    default:
      return undefined;
  }
}

function redirection({ headers, target }: GateRequest, host: string): Refusal | undefined {
  if (headers['x-forwarded-proto']?.toLowerCase() === 'https') return undefined;
  const location = `https://${nameOf(host) || 'localhost'}${originForm(target)}`;
  return refuse(301, 'moved to https', { Location: location });
}

function limited(fault: GateFault, { admitted }: FaultMemory, { at }: GateRequest): Refusal | undefined {
  if (admitted.length < (fault.requests ?? 0)) return undefined;
  const free = (fault.seconds ?? 0) - (at - (admitted[0] ?? at));
  return refuse(429, 'too many requests', { 'Retry-After': String(Math.max(1, Math.ceil(free))) });
}

function refuse(status: number, text: string, headers: Refusal['headers'] = {}): Refusal {
  return { status, headers, text };
}

/** Frameworks compare the name and leave the port alone; an entry with a port is compared as a whole. */
function allows(hosts: readonly string[], host: string): boolean {
  const found = host.toLowerCase();
  return hosts.some((entry) => [found, nameOf(found)].includes(entry.toLowerCase()));
}

const nameOf = (host: string): string => host.replace(/:\d*$/, '');
const originForm = (target: string): string => target.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
const pathOf = (target: string): string => originForm(target).replace(/[?#].*$/, '');
