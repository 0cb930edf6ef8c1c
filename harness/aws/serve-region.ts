import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeError } from '../model/errors.js';
import { openRegion, type Region, type RegionOptions } from './region.js';
import { passOn, type OtherServices } from './wire/pass-on.js';
import { serveDoor, type ServeDoorOptions, type Take } from './wire/serve-door.js';

export interface ServeRegionOptions extends Pick<ServeDoorOptions, 'host' | 'port'> {
  readonly region: RegionOptions;
  /** Called once all instances of a region that is reset have ended. */
  afterReset?(): Promise<void>;
  /** Where requests of AWS's other services go; left out: the door answers them as what it has not. */
  readonly others?: OtherServices;
  /** Masks what must not be shown; the state as it is when left out. */
  mask?(state: object): object;
}

export interface ServedRegion {
  /** Endpoint for clients, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** The region that answers now; a reset puts another one in its place. */
  region(): Region;
  /** Ends all instances and forgets all state. */
  reset(): Promise<void>;
  /** Takes no more requests and ends everything. Safe to call twice. */
  close(): Promise<void>;
}

/** Paths of our own, beside AWS's one. */
const OWN_PATH = /^\/_canarybed(?:\/([^?]*))?(?:\?.*)?$/;

interface OwnRoute {
  readonly method: 'GET' | 'POST';
  answer(): object | Promise<object>;
}

/**
 * Serves a region over HTTP: AWS's APIs on every path but `/_canarybed/`, where health, state and reset are.
 * @throws the system's error when `host` and `port` cannot be bound.
 */
export async function serveRegion(options: ServeRegionOptions): Promise<ServedRegion> {
  let region = openRegion(options.region);
  let turn: Promise<void> = Promise.resolve();
  const reset = (): Promise<void> => {
    // One after the other; requests that come meanwhile find the new region.
    turn = turn.catch(() => undefined).then(async () => {
      const old = region;
      region = openRegion(options.region);
      await old.close();
      await options.afterReset?.();
    });
    return turn;
  };
  const routes: Readonly<Record<string, OwnRoute>> = {
    health: { method: 'GET', answer: () => ({ status: 'ready' }) },
    state: { method: 'GET', answer: () => options.mask?.(region.state()) ?? region.state() },
    reset: { method: 'POST', answer: async () => (await reset(), { status: 'reset' }) },
  };
  const take: Take = options.others ? passOn(options.others) : () => false;
  const door = await serveDoor((request) => region.door(request), {
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    take: (request, response, carryOn) => takeOwn(routes, request, response) || take(request, response, carryOn),
  });
  let closed: Promise<void> | undefined;
  return {
    url: door.url,
    port: door.port,
    region: () => region,
    reset,
    close: () =>
      (closed ??= (async () => {
        await door.close();
        await turn.catch(() => undefined);
        await region.close();
      })()),
  };
}

function takeOwn(routes: Readonly<Record<string, OwnRoute>>, request: IncomingMessage, response: ServerResponse): boolean {
  const [path, name = ''] = OWN_PATH.exec(request.url ?? '') ?? [];
  if (path === undefined) return false;
  request.resume();
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (!route) {
    const known = Object.entries(routes).map(([known, { method }]) => `${method} /_canarybed/${known}`);
    send(response, 404, { error: `expected one of ${known.join(', ')}, found /_canarybed/${name}` });
  } else if (request.method !== route.method) {
    send(response, 405, { error: `expected ${route.method}, found ${request.method}` }, { allow: route.method });
  } else {
    void Promise.resolve()
      .then(() => route.answer())
      .then((answer) => send(response, 200, answer), (error: unknown) => send(response, 500, { error: describeError(error) }));
  }
  return true;
}

function send(response: ServerResponse, status: number, answer: object, headers: Readonly<Record<string, string>> = {}): void {
  const body = `${JSON.stringify(answer, null, 1)}\n`;
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
