import type { Server } from 'node:http';
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
 */
export function letConnectionsGo(server: Server, stopping: Stopping): void {
  server.prependListener('request', (_request, response) => {
    if (stopping.now) response.setHeader('connection', 'close');
    response.once('close', () => {
      if (stopping.now && !server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
}

export interface StopOptions {
  readonly server: Server;
  readonly stopping: Stopping;
  /** Milliseconds during which health fails and pages are still served. */
  readonly delayMs: number;
  /** Milliseconds for draining, counted from the end of the delay. */
  readonly deadlineMs: number;
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

async function drain({ server, closeResources }: StopOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
  await closeResources();
}
