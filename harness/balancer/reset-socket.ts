import type { Socket } from 'node:net';

/** Ends a connection with RST, so that nobody takes its end for a regular one. */
export function resetSocket(socket: Socket): void {
  // A connecting socket would keep its reset until the connection succeeds, and one that is being shut down cannot be
  // reset: its handle would stay open.
  const shuttingDown = socket.writableEnded && !socket.writableFinished;
  if (socket.connecting || socket.destroyed || shuttingDown) socket.destroy();
  else socket.resetAndDestroy();
}
