import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Tells the health check that the process is about to go. */
export class Stopping {
  private begun = false;
  get now(): boolean {
    return this.begun;
  }
  begin(): void {
    this.begun = true;
  }
}

/**
 * Closes each connection once its answer is out, from the moment of stopping
 * on; kept-alive connections would otherwise hold the server open.
 *
 * @returns what closes the connections on which nothing has come: balancers
 * and browsers open some ahead of need, and Node counts those as busy
 */
export function letConnectionsGo(server: Server, stopping: Stopping): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.prependListener('request', (_request, response) => {
    if (stopping.now) response.setHeader('connection', 'close');
    response.once('close', () => {
      if (stopping.now && !server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  return () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
}

export interface StopOptions {
  readonly server: Server;
  readonly stopping: Stopping;
  /** Milliseconds during which health fails and pages are still served. */
  readonly delayMs: number;
  /** Milliseconds for draining, counted from the end of the delay. */
  readonly deadlineMs: number;
  /** Called when no connection is taken any more. */
  readonly closeUnused: () => void;
  /** Called when the last answer is out. */
  readonly closeResources: () => Promise<void>;
}

/** Stops the server; the answer says whether everything was out within the deadline. */
export async function stopServer(options: StopOptions): Promise<'drained' | 'late'> {
  options.stopping.begin();
  if (options.delayMs > 0) await wait(options.delayMs);
  const bound = new AbortController();
  try {
    return await Promise.race([
      drain(options).then(() => 'drained' as const),
      wait(options.deadlineMs, 'late' as const, { signal: bound.signal }),
    ]);
  } finally {
    bound.abort();
  }
}

async function drain({ server, closeUnused, closeResources }: StopOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    closeUnused();
  });
  await closeResources();
}
