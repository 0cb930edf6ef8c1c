import type { Socket } from 'node:net';
import { LinkConnection, type LinkTally } from './link-connection.js';
import { LinkListener } from './link-listener.js';
import { checkLinkMode, type LinkCounters, type LinkMode } from './link-modes.js';
import { LOOPBACK, type SocketAddress } from './socket-address.js';

export type { LinkCounters, LinkMode } from './link-modes.js';

/** A TCP proxy between an app and its database that can be bent while it runs. */
export interface TcpLink {
  /** Where the app dials; the same for the life of the link. */
  readonly address: SocketAddress;
  readonly mode: LinkMode;
  /**
   * Changes what the link does, to new connections and to those that exist; bends are carried out one after another.
   * When the promise resolves the mode is in force.
   * @throws ConfigError when a number of the mode is out of range.
   * @throws EnvironmentError when the way back from `refuse` finds the port taken; the link then stays in `refuse`.
   */
  bend(mode: LinkMode): Promise<void>;
  counters(): LinkCounters;
  /** Ends the listener and every connection. Safe to call twice. */
  close(): Promise<void>;
}

export interface TcpLinkOptions {
  readonly target: SocketAddress;
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** Called for each connection; what it returns is told what the app sends over that, a chunk at a time, as it comes. */
  observe?(): (chunk: Buffer) => void;
}

/**
 * Opens a link on a free port, in mode `pass`. A target that refuses is seen by the app as a reset: the link has
 * already accepted by then.
 */
export async function openTcpLink(options: TcpLinkOptions): Promise<TcpLink> {
  const link = new Link(options);
  await link.open(options.host ?? LOOPBACK);
  return link;
}

class Link implements TcpLink {
  mode: LinkMode = { mode: 'pass' };
  readonly #tally: LinkTally = { connections: 0, bytesToServer: 0, bytesToClient: 0, refusedWhile: 0 };
  readonly #open = new Set<LinkConnection>();
  #listener!: LinkListener;
  #turn: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(private readonly options: Pick<TcpLinkOptions, 'target' | 'observe'>) {}

  async open(host: string): Promise<void> {
    this.#listener = await LinkListener.open(host, (socket) => this.#accept(socket));
  }

  get address(): SocketAddress {
    return this.#listener.address;
  }

  bend(mode: LinkMode): Promise<void> {
    const bent = this.#turn.then(() => this.#bendNow(mode));
    this.#turn = bent.catch(() => undefined);
    return bent;
  }

  counters(): LinkCounters {
    return { ...this.#tally, open: this.#open.size };
  }

  close(): Promise<void> {
    this.#closed ??= this.#turn.then(() => {
      const closed = this.#listener.close();
      for (const connection of this.#open) connection.reset();
      return closed;
    });
    return this.#closed;
  }

  async #bendNow(mode: LinkMode): Promise<void> {
    checkLinkMode(mode);
    if (this.#closed) throw new Error(`the link on port ${this.address.port} is closed and cannot be bent`);
    if (mode.mode === 'refuse') {
      await this.#listener.shut();
      this.#set(mode);
    } else {
      // The mode comes first, so that no connection slips through between listening and bending.
      const before = this.mode;
      this.#set(mode);
      await this.#listener.reopen().catch((error: unknown) => {
        this.mode = before;
        throw error;
      });
    }
  }

  #set(mode: LinkMode): void {
    this.mode = mode;
    for (const connection of this.#open) connection.bend(mode);
  }

  #accept(socket: Socket): void {
    const { target, observe } = this.options;
    this.#tally.connections += 1;
    if (observe) socket.on('data', observe());
    this.#open.add(new LinkConnection(socket, target, this.mode, this.#tally, (ended) => this.#open.delete(ended)));
  }
}
