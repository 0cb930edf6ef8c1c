import type { AddressInfo, Server, Socket } from 'node:net';

/** A place that can be dialled. */
export interface SocketAddress {
  readonly host: string;
  readonly port: number;
}

/** Host on which our servers listen unless the caller names another: never all addresses. */
export const LOOPBACK = '127.0.0.1';

/**
 * Binds a server and tells where it listens.
 * @param port 0 lets the operating system choose.
 * @throws the system's error (EADDRINUSE, EADDRNOTAVAIL, ...) when the address cannot be bound.
 */
export function listenOn(server: Server, host: string, port = 0): Promise<SocketAddress> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 511 }, () => {
      server.off('error', reject);
      resolve({ host, port: (server.address() as AddressInfo).port });
    });
  });
}

/** Stops listening at once; resolves when the server's last connection has ended. Safe to call twice. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Ends a connection with RST, as a host does whose process has died; one that is still being dialled is given up. */
export function resetSocket(socket: Socket): void {
  // A connecting socket would keep its reset until the connection succeeds, which may be never.
  // One that is being shut down cannot be reset: its handle would stay open and the process would never end.
  const shuttingDown = socket.writableEnded && !socket.writableFinished;
  if (socket.connecting || socket.destroyed || shuttingDown) socket.destroy();
  else socket.resetAndDestroy();
}
