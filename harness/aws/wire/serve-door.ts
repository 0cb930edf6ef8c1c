import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wallTimer } from '../../model/wall-clock.js';
import type { Door, DoorAnswer } from './door-request.js';
import { QueryError } from './query-error.js';
import { readBody } from './read-body.js';
import { refuse } from './refusal.js';
import { headOf } from './request-head.js';

/**
 * Sees a request before the door; true says that it answers it itself. One that had to read the body to know calls
 * `carryOn` with it instead, and the door answers.
 */
export type Take = (request: IncomingMessage, response: ServerResponse, carryOn: (body: string) => void) => boolean;

export interface ServeDoorOptions {
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** Left out: a free port. */
  readonly port?: number;
  /** Most bytes of a body; 1 MiB when left out. */
  readonly bodyLimit?: number;
  /** Sees each request first. */
  readonly take?: Take;
}

/** A door that listens. */
export interface ServedDoor {
  /** Endpoint for clients, without a slash at its end. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Takes no more requests, lets those under way finish for up to 2 s, and resolves when all connections have ended. */
  close(): Promise<void>;
}

const BODY_LIMIT = 1024 * 1024;
/** Longer than any client keeps an unused connection, so that none is closed while a request is on its way. */
const KEEP_ALIVE_MS = 120_000;
const CLOSING_SECONDS = 2;

/**
 * Serves a door over HTTP.
 * @throws the system's error when `host` and `port` cannot be bound.
 */
export async function serveDoor(door: Door, options: ServeDoorOptions = {}): Promise<ServedDoor> {
  const { host = '127.0.0.1', port = 0, bodyLimit = BODY_LIMIT, take } = options;
  let closing = false;
  const server = createServer((request, response) => {
    const answerBy = (answering: Promise<DoorAnswer>): void =>
      void answering.then(
        (answer) => send(response, answer, closing || answer.status === 413),
        // The client has gone, or the door has broken its promise never to reject: there is nobody to tell, or nothing.
        () => response.destroy(),
      );
    if (take?.(request, response, (body) => answerBy(door({ ...headOf(request), body })))) return;
    answerBy(serve(door, request, bodyLimit));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // What is taken may be an upload that lasts; the limit on bodies is on their size.
  server.requestTimeout = 0;
  const bound = await listen(server, host, port);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    host,
    port: bound,
    close: () => {
      closing = true;
      return stop(server);
    },
  };
}

async function serve(door: Door, request: IncomingMessage, bodyLimit: number): Promise<DoorAnswer> {
  const head = headOf(request);
  const body = await readBody(request, bodyLimit);
  if (body.kind === 'complete') return door({ ...head, body: body.text });
  return refuse({ ...head, body: '' }, tooLarge(bodyLimit));
}

const tooLarge = (limit: number): QueryError => new QueryError('RequestEntityTooLarge', `The request must not have more than ${limit} bytes`, 413);

function send(response: ServerResponse, { status, headers, body }: DoorAnswer, last: boolean): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), ...(last ? { connection: 'close' } : {}) });
  response.end(body);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 511 }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Safe to call twice. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = wallTimer(CLOSING_SECONDS, () => server.closeAllConnections());
    server.close(() => {
      giveUp();
      resolve();
    });
    server.closeIdleConnections();
  });
}
