import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { openDataPlane, type DataPlane, type DataPlaneOptions, type RoutableTarget } from './data-plane.js';

export const HALF_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf';

/** Waits for a condition, at most 30 wall seconds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = wallNow() + 30;
  while (!condition()) {
    if (wallNow() > deadline) throw new Error(`not within 30 s: ${what}`);
    await wallSleep(0.005);
  }
}

/** A target whose server a test stops, moves or takes out of service. */
export class BenchTarget implements RoutableTarget {
  inService = true;
  draining = false;
  inServiceSince = 0;
  readonly sockets = new Set<Socket>();
  connections = 0;
  #server: HttpServer | Server;
  #port = 0;

  constructor(
    readonly id: string,
    server: HttpServer | Server,
  ) {
    this.#server = server;
  }

  address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.#port };
  }

  async open(server = this.#server): Promise<this> {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.connections += 1;
      this.sockets.add(socket.on('error', () => undefined));
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What a raw client got, and how its connection ended. */
export interface Received {
  readonly text: string;
  readonly outcome: string;
}

/** A client that speaks bytes and remembers what came. */
export class RawClient {
  text = '';
  outcome = '';
  readonly socket: Socket;

  constructor(address: { host: string; port: number }) {
    this.socket = connect({ ...address, allowHalfOpen: true });
    this.socket.on('data', (chunk) => (this.text += chunk.toString('latin1')));
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.outcome = error.code ?? error.message));
    this.socket.on('end', () => (this.outcome ||= 'end'));
  }

  get port(): number {
    return this.socket.localPort ?? 0;
  }

  async got(pattern: RegExp): Promise<string> {
    await until(() => pattern.test(this.text), `client has ${pattern}, not ${JSON.stringify(this.text.slice(0, 200))} ${this.outcome}`);
    return this.text;
  }

  async ended(): Promise<Received> {
    await until(() => this.outcome !== '', `client's connection ends; it has ${JSON.stringify(this.text.slice(0, 200))}`);
    return { text: this.text, outcome: this.outcome };
  }
}

/** A data plane, its targets and its clients, for one test. */
export class PlaneBench {
  readonly targets: BenchTarget[] = [];
  readonly #clients: RawClient[] = [];
  #plane: DataPlane | undefined;

  get plane(): DataPlane {
    if (!this.#plane) throw new Error('the data plane is not open yet');
    return this.#plane;
  }

  async web(id: string, listener: RequestListener = (_, response) => response.end(id)): Promise<BenchTarget> {
    return this.#register(new BenchTarget(id, createServer(listener)));
  }

  async raw(id: string, listener: (socket: Socket) => void): Promise<BenchTarget> {
    return this.#register(new BenchTarget(id, createTcpServer({ allowHalfOpen: true }, listener)));
  }

  async open(options: Partial<DataPlaneOptions> = {}): Promise<DataPlane> {
    this.#plane = await openDataPlane({ kind: 'classic', targets: () => this.targets, now: () => 0, ...options });
    return this.#plane;
  }

  dial(bytes = ''): RawClient {
    const client = new RawClient(this.plane.address);
    this.#clients.push(client);
    if (bytes) client.socket.write(bytes, 'latin1');
    return client;
  }

  /** Sends one request and reads until the connection ends, which it asks for. */
  get(path = '/', ...headers: string[]): Promise<Received> {
    return this.dial([`GET ${path} HTTP/1.1`, 'Host: shop.example', ...headers, 'Connection: close', '', ''].join('\r\n')).ended();
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy();
    await this.#plane?.close();
    for (const target of this.targets) await target.stop();
  }

  async #register(target: BenchTarget): Promise<BenchTarget> {
    this.targets.push(target);
    return target.open();
  }
}
