import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { wallTimer } from '../model/wall-clock.js';
import { BlockingRead } from './blocking-read.js';
import { LinkListener } from './link-listener.js';
import { LOOPBACK, resetSocket, type SocketAddress } from './socket-address.js';
import { answerToRead, answerToRefusal, LEADER, type StoreAnswer } from './store-answer.js';
import { StoreContents } from './store-contents.js';
import { StoreLedger, type Told } from './store-ledger.js';
import { readOf, type StoreRead } from './store-read.js';

/** `down`: whoever dials is refused, who is connected is reset. `hung`: requests are taken and not answered until it ends. */
export type StoreMode = 'normal' | 'down' | 'hung';

export interface KeyValueStoreOptions {
  readonly entries: Readonly<Record<string, string>>;
  /** Older values that reads are told, but for those that ask for `?consistent`. */
  readonly stale?: Readonly<Record<string, string>>;
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
}

/** The running key-value store of one instance. */
export interface KeyValueStore {
  /** Value for CONSUL_HTTP_ADDR: base URL without a path. */
  readonly url: string;
  readonly address: SocketAddress;
  readonly mode: StoreMode;
  /** Requests received so far, refused and unanswered ones included; a store that is down receives none. */
  requests(): number;
  /** What a key's value was last said to be; undefined while nobody has read it. */
  told(key: string): Told | undefined;
  /** Whether somebody has ever been told that a key has this value, or where it is undefined, that it is not there. */
  everTold(key: string, value: string | undefined): boolean;
  /** The value that is there now; undefined for none. */
  value(key: string): string | undefined;
  /** Writes a key, or removes it where `value` is undefined; blocking reads of it are answered. */
  change(key: string, value: string | undefined): void;
  /**
   * One after another; when the promise resolves the mode is in force.
   * @throws EnvironmentError when the way back from `down` finds the port taken; the store then stays down.
   */
  bend(mode: StoreMode): Promise<void>;
  /** Ends the listener and every connection, also under a blocking read. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts a key-value store that answers reads as Consul does over HTTP: "KV Store Endpoints", "Blocking Queries",
 * "Consistency Modes". It takes no writes; waits get no random addition.
 * @throws the system's error when `host` cannot be bound.
 */
export async function startKeyValueStore(options: KeyValueStoreOptions): Promise<KeyValueStore> {
  const store = new Store(new StoreContents(options.entries, options.stale ?? {}));
  await store.open(options.host ?? LOOPBACK);
  return store;
}

class Store implements KeyValueStore {
  mode: StoreMode = 'normal';
  #requests = 0;
  readonly #ledger = new StoreLedger();
  readonly #http = createServer((request, response) => this.#serve(request, response));
  readonly #sockets = new Set<Socket>();
  /** Each looks anew whether it can be answered; none is left when its connection ends. */
  readonly #waiting = new Set<() => void>();
  #listener!: LinkListener;
  #turn: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(private readonly contents: StoreContents) {}

  async open(host: string): Promise<void> {
    this.#listener = await LinkListener.open(host, (socket) => this.#accept(socket));
  }

  get address(): SocketAddress {
    return this.#listener.address;
  }
  get url(): string {
    const { host, port } = this.address;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  requests(): number {
    return this.#requests;
  }
  told(key: string): Told | undefined {
    return this.#ledger.told(key);
  }
  everTold(key: string, value: string | undefined): boolean {
    return this.#ledger.everTold(key, value);
  }
  value(key: string): string | undefined {
    return this.contents.value(key);
  }

  change(key: string, value: string | undefined): void {
    this.contents.change(key, value);
    this.#lookAgain();
  }

  bend(mode: StoreMode): Promise<void> {
    const bent = this.#turn.then(() => this.#bendNow(mode));
    this.#turn = bent.catch(() => undefined);
    return bent;
  }

  close(): Promise<void> {
    this.#closed ??= this.#turn.then(() => {
      const closed = this.#listener.close();
      this.#reset();
      return closed;
    });
    return this.#closed;
  }

  async #bendNow(mode: StoreMode): Promise<void> {
    if (this.#closed) throw new Error(`the store on port ${this.address.port} is closed and cannot be bent`);
    if (mode === 'down') {
      await this.#listener.shut();
      this.#reset();
    } else {
      await this.#listener.reopen();
    }
    this.mode = mode;
    this.#lookAgain();
  }

  #reset(): void {
    for (const socket of this.#sockets) resetSocket(socket);
  }

  #lookAgain(): void {
    for (const look of [...this.#waiting]) look();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    this.#http.emit('connection', socket);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    this.#requests += 1;
    // A body is not read by anybody, and would keep the connection from its next request.
    request.resume();
    const [method = '', target = ''] = [request.method, request.url];
    if (target.split('?')[0] === '/v1/status/leader' && method === 'GET') return this.#answer(response, () => LEADER);
    const read = readOf(method, target);
    if ('status' in read) return this.#answer(response, () => answerToRefusal(read));
    const told = (): StoreAnswer => {
      const view = this.contents.viewFor(read.consistency);
      this.#ledger.note(view.state, read);
      return answerToRead(read, view);
    };
    this.#answer(response, told, read);
  }

  /** Answers at once, or when nothing stands against it any more: the store hangs, or a blocking read waits. */
  #answer(response: ServerResponse, answer: () => StoreAnswer, read?: StoreRead): void {
    const blocking = read?.blocking;
    const waiting = blocking && new BlockingRead(read, blocking.index);
    let over = false;
    const waits = (): boolean => !over && waiting !== undefined && !waiting.changed(this.contents.viewFor(read?.consistency).state);
    const look = (): void => {
      if (waits() || this.mode === 'hung') return;
      this.#waiting.delete(look);
      send(response, answer());
    };
    const cancel = blocking && wallTimer(blocking.seconds, () => {
      over = true;
      look();
    });
    this.#waiting.add(look);
    response.on('close', () => {
      this.#waiting.delete(look);
      cancel?.();
    });
    look();
  }
}

function send(response: ServerResponse, { status, headers, text }: StoreAnswer): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
