import { createServer } from 'node:http';
import { listenOn, LOOPBACK, stopListening, type SocketAddress } from './socket-address.js';

/** A running server that gives one answer to everything. */
export interface FixedAnswer {
  readonly address: SocketAddress;
  /** Ends it with its connections; safe to call twice. */
  close(): Promise<void>;
}

/** Starts a server whose answers all have this status, with a short body where a status can have one. */
export async function openFixedAnswer(status: number, host = LOOPBACK): Promise<FixedAnswer> {
  const body = status === 204 || status === 304 ? '' : `This machine answers ${status} to everything.\n`;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, body === '' ? {} : { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
  const address = await listenOn(server, host);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    const stopped = stopListening(server);
    server.closeAllConnections();
    return stopped;
  };
  return { address, close: () => (closed ??= close()) };
}
