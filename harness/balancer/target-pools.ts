import type { Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import { resetSocket } from '../services/socket-address.js';

interface Address {
  readonly host: string;
  readonly port: number;
}

interface Lane {
  readonly id: string;
  readonly origin: string;
  readonly pool: Pool;
  readonly sockets: Set<Socket>;
}

/** Wall seconds that a balancer waits for a connection to a target. AWS: Application guide, HTTP 504. */
export const CONNECT_TIMEOUT = 10;
/** Wall seconds that a connection is kept when the target does not say how long it keeps its own end. */
const UNHINTED_KEEP_ALIVE = 4;
/** A balancer takes heads that Node by itself finds too long. */
export const MAX_HEAD_BYTES = 64 * 1024;

/**
 * Kept connections to targets, one pool for each place where a target is. A connection is given up a while before the
 * target says it will close it (`Keep-Alive: timeout`), and after the idle timeout at the latest, so that no request
 * meets a connection that the target is just closing. A real balancer does not look at the hint, and answers 502 or 504
 * at such a moment.
 */
export class TargetPools {
  readonly #current = new Map<string, Lane>();
  readonly #all = new Set<Lane>();

  /** @param idleTimeout wall seconds. */
  constructor(private readonly idleTimeout: number) {}

  /** The pool of a target where it is now; what is under way to its former place goes on. */
  of(id: string, address: Address): Pool {
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    const origin = `http://${host}:${address.port}`;
    const lane = this.#current.get(id);
    if (lane?.origin === origin) return lane.pool;
    if (lane) this.#retire(lane);
    return this.#open(id, origin).pool;
  }

  /** Lets go of targets that are no longer registered, as soon as nothing is under way to them. */
  keep(registered: readonly { readonly id: string }[]): void {
    // With no more pools than targets, what a target that left has kept does no harm yet.
    if (this.#current.size <= registered.length) return;
    const ids = new Set(registered.map(({ id }) => id));
    for (const lane of [...this.#current.values()]) if (!ids.has(lane.id)) this.#retire(lane);
  }

  /** Resets every connection to a target, in use or not. */
  reset(id: string): void {
    for (const lane of [...this.#all].filter((one) => one.id === id)) void this.#end(lane);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((lane) => this.#end(lane)));
  }

  #open(id: string, origin: string): Lane {
    const sockets = new Set<Socket>();
    const dial = buildConnector({ timeout: Math.min(CONNECT_TIMEOUT, this.idleTimeout) * 1000 });
    const idleMs = this.idleTimeout * 1000;
    const pool = new Pool(origin, {
      connect: (options, done) =>
        dial(options, (...result) => {
          if (result[1]) watch(result[1], sockets);
          done(...result);
        }),
      pipelining: 1,
      // The client's connection counts the idle timeout, for both sides and to the millisecond.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: Math.min(UNHINTED_KEEP_ALIVE * 1000, idleMs),
      keepAliveMaxTimeout: idleMs,
      maxHeaderSize: MAX_HEAD_BYTES,
    });
    const lane: Lane = { id, origin, pool, sockets };
    this.#current.set(id, lane);
    this.#all.add(lane);
    return lane;
  }

  #retire(lane: Lane): void {
    this.#current.delete(lane.id);
    void lane.pool.close().then(() => this.#all.delete(lane), () => undefined);
  }

  async #end(lane: Lane): Promise<void> {
    this.#all.delete(lane);
    if (this.#current.get(lane.id) === lane) this.#current.delete(lane.id);
    for (const socket of lane.sockets) resetSocket(socket);
    await lane.pool.destroy();
  }
}

function watch(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  // undici takes a reset within a body without length for the end of that body. It knows resets by this code.
  socket.prependListener('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET') error.code = 'EPIPE';
  });
}
