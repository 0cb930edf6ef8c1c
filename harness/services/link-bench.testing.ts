import { connect, createServer, type Server, type Socket } from 'node:net';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { listenOn, stopListening, type SocketAddress } from './socket-address.js';
import { openTcpLink, type TcpLink } from './tcp-link.js';

/** Echoes, keeps what it got, and lets a test act as the database. */
export class Database {
  readonly sockets: Socket[] = [];
  readonly errors: string[] = [];
  readonly server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    this.sockets.push(socket);
    socket.on('error', (error: NodeJS.ErrnoException) => this.errors.push(error.code ?? error.message));
    if (this.echo) socket.on('data', (chunk) => socket.write(chunk)).on('end', () => socket.end('bye'));
  });
  echo = true;
}

/** Waits for a condition, at most 30 wall seconds. */
export async function until(condition: () => boolean, what: () => string): Promise<void> {
  const deadline = wallNow() + 30;
  while (!condition()) {
    if (wallNow() > deadline) throw new Error(`not within 30 s: ${what()}`);
    await wallSleep(0.005);
  }
}

/** A client that remembers what came and how it ended. */
export class Client {
  text = '';
  outcome = '';
  readonly socket: Socket;
  constructor(address: SocketAddress) {
    this.socket = connect({ ...address, allowHalfOpen: true });
    this.socket.on('data', (chunk) => (this.text += chunk.toString()));
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.outcome = error.code ?? error.message));
    this.socket.on('end', () => (this.outcome ||= 'end'));
  }
  says(text: string): Promise<void> {
    return until(() => this.text === text, () => `client has ${JSON.stringify(text)}, not ${JSON.stringify(this.text.slice(0, 80))}`);
  }
  ends(outcome: string): Promise<void> {
    return until(() => this.outcome === outcome, () => `client ends by ${outcome}, not ${this.outcome || 'open'}`);
  }
}

/** A database, a link before it, and the clients of one test. */
export class LinkBench {
  readonly #clients: Client[] = [];

  private constructor(
    readonly database: Database,
    readonly link: TcpLink,
  ) {}

  static async open(): Promise<LinkBench> {
    const database = new Database();
    return new LinkBench(database, await openTcpLink({ target: await listenOn(database.server, '127.0.0.1') }));
  }

  dial(): Client {
    const client = new Client(this.link.address);
    this.#clients.push(client);
    return client;
  }

  /** A client that has had an answer. */
  async talking(): Promise<Client> {
    const client = this.dial();
    client.socket.write('hello');
    await client.says('hello');
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy();
    await this.link.close();
    for (const socket of this.database.sockets) socket.destroy();
    await stopListening(this.database.server);
  }
}
