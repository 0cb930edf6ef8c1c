import { createServer } from 'node:net';

/**
 * Whether we can listen on the address. Asked by doing it: the system's list of interfaces leaves out a bridge that no
 * container is connected to yet.
 */
export function isOwnAddress(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: address, port: 0 }, () => server.close(() => resolve(true)));
  });
}
