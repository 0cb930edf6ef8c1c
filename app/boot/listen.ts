import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { Settings } from '../config.js';

// Longer than a balancer's idle time-out of 60 s, so that it is never the
// server that closes a connection on which the balancer is about to send.
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = KEEP_ALIVE_MS + 1000;

export function createHttpServer(listener: RequestListener): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_MS }, listener);
}

/**
 * Resolves with the port, or the path of the socket, once connections are accepted.
 *
 * @throws the system's error if the address cannot be had
 */
export async function listen(server: Server, { socket, port, address }: Settings['listen']): Promise<number | string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket === '' ? { port, host: address } : { path: socket }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() ?? port;
  return typeof bound === 'object' ? bound.port : bound;
}
