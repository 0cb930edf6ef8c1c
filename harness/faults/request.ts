import { ConfigError } from '../model/errors.js';
import type { Fault, RequestFault } from '../model/fault.js';
import type { ProbeForm } from '../model/health-check.js';
import { checkProbeForm } from '../model/probe-form.js';
import type { Release } from '../model/release.js';

/** Limits a fault to some answers: those of one path, after the first so many, so many times. */
export interface Some {
  readonly path?: string;
  readonly after?: number;
  readonly times?: number;
  /** Of those, only each so many-th. */
  readonly every?: number;
}

/** Faults between the balancer and the app, and of how the check is set up. */
export interface RequestFaults {
  /** Only the public host is let through. */
  hostNotAllowed(): Fault;
  /** Plain HTTP is redirected to https, the health path too. */
  redirected(): Fault;
  auth(): Fault;
  wrongPath(path?: string): Fault;
  wrongPort(port?: number): Fault;
  /** The app listens on 127.0.0.1 alone. */
  loopbackOnly(): Fault;
  userAgentFiltered(pattern: string): Fault;
  /** At most so many requests in each window of wall seconds. */
  rateLimited(options: { readonly requests: number; readonly seconds: number }): Fault;
  noContent(): Fault;
  missingLength(): Fault;
  slowAnswer(options: Some & { readonly seconds: number }): Fault;
  status(options: Some & { readonly status: number }): Fault;
  /** The check is asked in another form; `summary` says what stands behind that. */
  askedOtherwise(form: ProbeForm, summary: string): Fault;
}

export function requestFaults({ publicHost, bind, healthCheck, name }: Release): RequestFaults {
  const healthPath = /^HTTPS?:\d+(\/.*)$/.exec(healthCheck.target)?.[1] ?? '/health';
  const make = (fault: Omit<RequestFault, 'kind'>, summary: string): Fault => ({ kind: 'request', ...fault, summary });
  return {
    hostNotAllowed: () => make({ operator: 'host-not-allowed', hosts: [publicHost] }, 'only the public host is let through'),
    redirected: () => make({ operator: 'redirected' }, 'plain HTTP is redirected, the health path too'),
    auth: () => make({ operator: 'auth', path: healthPath }, 'the health path needs a login'),
    wrongPath: (path = '/healthz') => make({ operator: 'wrong-path', path }, `the check asks for ${path}`),
    wrongPort: (port) => make({ operator: 'wrong-port', ...(port === undefined ? {} : { port }) }, 'the check asks at another port'),
    loopbackOnly() {
      if (bind) return make({ operator: 'loopback-only' }, 'the app listens on loopback alone');
      throw new ConfigError(`fault.request.loopbackOnly does not apply to ${name}: its description names no setting for the address it binds to`);
    },
    userAgentFiltered: (pattern) => make({ operator: 'user-agent-filtered', pattern }, `user agents like ${pattern} are refused`),
    rateLimited: ({ requests, seconds }) => make({ operator: 'rate-limited', requests, seconds }, `more than ${requests} requests in ${seconds} s are refused`),
    noContent: () => make({ operator: 'no-content', path: healthPath }, 'the health path answers 204'),
    missingLength: () => make({ operator: 'missing-length', path: healthPath }, 'the health answer has no length'),
    slowAnswer: (options) => make({ operator: 'slow-answer', path: healthPath, ...options }, `answers take ${options.seconds} s${someText(options)}`),
    askedOtherwise: (form, summary) => make({ operator: 'asked-otherwise', form: checkProbeForm(form) }, summary),
    status: (options) => make({ operator: 'status', path: healthPath, ...options }, `answers have status ${options.status}${someText(options)}`),
  };
}

const someText = ({ after, times, every }: Some): string =>
  `${every === undefined ? '' : `, one of ${every} each`}${after === undefined ? '' : ` after the first ${after}`}${times === undefined ? '' : ` (${times} times)`}`;
