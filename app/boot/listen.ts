import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

// Longer than a balancer's idle time-out of 60 s, so that it is never the
// server that closes a connection on which the balancer is about to send.
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = KEEP_ALIVE_MS + 1000;

export function createHttpServer(listener: RequestListener): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_MS }, listener);
}

/**
 * Resolves with the port once connections are accepted.
 *
 * @throws the system's error if the address cannot be had
 */
export async function listen(server: Server, { port, address }: { port: number; address: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : port;
}
