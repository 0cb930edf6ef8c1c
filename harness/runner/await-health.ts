import { EnvironmentError } from '../model/errors.js';
import { parseTarget } from '../model/health-check-target.js';
import type { ProbeObservation } from '../model/probe-result.js';
import type { Release } from '../model/release.js';
import type { RuntimeKind } from '../model/scenario.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { Instance } from '../runtime/instance.js';
import { connects } from '../runtime/process-life.js';
import { remedyForRefusedWrite } from '../runtime/shared-dependencies.js';
import { askHealth } from './ask-health.js';
import type { SocketAddress } from '../services/socket-address.js';

/** Wall seconds in which the unbroken release must pass its health check. */
export const HEALTH_LIMIT = 60;

/** Wall seconds after which an answer that no start explains is not waited out any further. */
const PLAIN_ANSWER_LIMIT = 15;

export interface Waiting {
  readonly release: Release;
  readonly kind: RuntimeKind;
  /** Whether somebody listened on the instance port of this machine before the release was started. */
  readonly taken: boolean;
  readonly signal: AbortSignal;
  /** Wall seconds. */
  readonly limit?: number;
  /** Told that it listens, before anything is asked of it. */
  onListening?(): void;
  /** Whom a refusal speaks of, and what is to be done then; left out: the unbroken release as instances are launched of it. */
  readonly refusal?: { readonly who: string; readonly remedy: string };
}

/** The release ended, or did not pass its health check in time. */
export class NeverHealthy extends EnvironmentError {}

const UNBROKEN = { who: 'the unbroken release', remedy: 'Make the release pass its own health check, then run again.' };

/** Where the healthy app listens. */
export interface Healthy {
  readonly address: SocketAddress;
  /** The port that it listens on whatever it is told. */
  readonly fixed?: number;
}

/** What is known of an app that has not passed yet. */
interface Seen {
  found?: Healthy | undefined;
  /** Wall time since which it gives answers that are no start's. */
  plainSince?: number;
  last?: ProbeObservation;
}

/**
 * Waits until the release passes its health check as its balancer asks it, where it listens: over TLS no certificate is
 * verified, and a check of a port alone passes with the open port.
 * @throws NeverHealthy with what was seen when it ends, or does not pass in time; the signal's reason when aborted
 */
export async function awaitHealth(instance: Instance, waiting: Waiting): Promise<Healthy> {
  const { release, signal, limit = HEALTH_LIMIT } = waiting;
  const seen: Seen = {};
  for (const giveUpAt = wallNow() + limit; ; await wallSleep(0.05)) {
    signal.throwIfAborted();
    if (instance.gone) throw refused(instance, seen, waiting, await exitText(instance, waiting));
    if (!seen.found) {
      seen.found = await whereItListens(instance, waiting);
      if (seen.found) waiting.onListening?.();
    }
    if (seen.found) {
      seen.last = await askHealth(release, instance.privateAddress, checkedAt(instance, seen.found, release));
      if (seen.last.outcome === 'passed' && isBooted(instance, release)) return seen.found;
      notePlain(seen);
    }
    const plain = seen.plainSince !== undefined && wallNow() - seen.plainSince > PLAIN_ANSWER_LIMIT;
    if (plain || wallNow() > giveUpAt) throw refused(instance, seen, waiting, await failureText(instance, seen, waiting));
  }
}

/** A proxy before the app may pass checks long before the app says that its start is over. */
const isBooted = ({ bootSeconds }: Instance, { bootedLine }: Release): boolean => bootedLine === undefined || bootSeconds !== undefined;

/** Nobody but the app at its instance port is behind an instance's address. */
function checkedAt(instance: Instance, { address }: Healthy, { healthCheck, port: { instancePort } }: Release): SocketAddress {
  const { port } = parseTarget(healthCheck.target);
  return port === instancePort ? address : instance.addressOf(port);
}

async function whereItListens({ processAddress: told }: Instance, { release: { port }, kind, taken }: Waiting): Promise<Healthy | undefined> {
  if (await connects(told)) return { address: told };
  const other = port.fixed ?? port.instancePort;
  if ((taken && kind === 'embedded') || other === told.port) return undefined;
  const address = { host: told.host, port: other };
  return (await connects(address)) ? { address, fixed: other } : undefined;
}

/** A redirect and most refusals are there to stay, a 404 too when it lasts; an app that is coming up says 429 or 5xx, and times out. */
function notePlain(seen: Seen): void {
  const { status = 0 } = seen.last ?? {};
  if (status >= 300 && status < 500 && status !== 429) seen.plainSince ??= wallNow();
  else delete seen.plainSince;
}

async function exitText(instance: Instance, { release, taken, kind }: Waiting): Promise<string> {
  const exit = instance.exits.at(-1);
  const how = exit === undefined ? 'the process could not be started' : `the process exited (${exit.signal ?? `code ${exit.code}`})`;
  return `${how}${taken && kind === 'embedded' ? `; ${takenText(release)}` : ''}`;
}

const takenText = ({ port: { instancePort } }: Release): string => `another program of this machine listens on port ${instancePort}`;

async function failureText(instance: Instance, { found, last }: Seen, waiting: Waiting): Promise<string> {
  if (last) return answerText(last, waiting.release);
  if (found) return 'it listens, but no health check was answered';
  const { processAddress: told } = instance;
  const { release, kind, taken } = waiting;
  const ports = [told.port, ...(taken ? [] : [release.port.instancePort])];
  for (const port of kind === 'embedded' && told.host !== '127.0.0.1' ? ports : []) {
    if (await connects({ host: '127.0.0.1', port })) {
      const remedy = release.bind ? '' : `; bind it to 0.0.0.0${port === told.port ? '' : ' (it listens on the port that it always has)'}`;
      return `it listens on loopback alone, so the balancer cannot reach it${remedy}`;
    }
  }
  const restarts = instance.restarts > 0 ? `, having been started ${instance.restarts + 1} times` : '';
  const busy = taken && kind === 'embedded' ? `; ${takenText(release)}, so it was not looked for there` : '';
  // Its loopback is its own.
  const unseen = kind === 'containers' ? ', or on loopback alone, which cannot be seen in a container; bind it to 0.0.0.0' : '';
  return `the process lives and never listens on the port that ${release.port.setting} tells it (${told.port})${unseen}${restarts}${busy}`;
}

function answerText({ outcome, status, headers, detail }: ProbeObservation, { healthCheck, port, bootedLine }: Release): string {
  if (outcome === 'passed') return `its log never said "${bootedLine}", the bootedLine of its description`;
  const { path = '', port: target } = parseTarget(healthCheck.target);
  if (target !== port.instancePort) return `the health check asks port ${target}, and the instance port is ${port.instancePort}`;
  if (status === undefined) return `the health check ends with: ${detail}`;
  if (status === 404) return `the health path ${path} is not there (404)`;
  if (status >= 300 && status < 400) return `the health path ${path} is redirected (${status} to ${headers?.location ?? 'nowhere'}), and a health check follows no redirect`;
  if (status === 401 || status === 403) return `the health path ${path} asks for credentials (${status}), and a health check has none`;
  if (status === 400) return `the health path ${path} refuses the request (400), perhaps for its Host: a health check asks by a private address`;
  return `the health path ${path} answers ${status}: ${detail}`;
}

function refused({ logs }: Instance, { last }: Seen, { release: { folder }, refusal: { who, remedy } = UNBROKEN }: Waiting, why: string): NeverHealthy {
  const answer = last?.body ? [`last answer: ${last.body.slice(0, 500)}`] : [];
  return new NeverHealthy(
    [`${who} did not pass its health check: ${why}`, ...answer, ...logs.last(10).map(({ line }) => line)].join('\n  '),
    remedyForRefusedWrite(logs.last(200).map(({ line }) => line), folder) ?? remedy,
  );
}
