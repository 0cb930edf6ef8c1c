import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import type { ProbeRequest } from './probe.js';
import { CERTIFICATE, KEY } from './tls-fixture.testing.js';

/** What a peer does with a connection; `request` is what has arrived up to the blank line. */
export type Behaviour = (socket: Socket, request: string) => void;

/** A server on 127.0.0.1 that behaves as a test tells it, and remembers what it was sent. */
export class Peer {
  readonly requests: string[] = [];
  readonly names: unknown[] = [];
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(answer: Behaviour, tls?: TlsOptions) {
    const accept = (socket: Socket): void => this.#accept(socket, answer);
    this.#server = tls ? createTlsServer({ key: KEY, cert: CERTIFICATE, ...tls }, accept) : createServer(accept);
    this.#server.on('connection', (socket: Socket) => this.#keep(socket));
    this.#server.on('tlsClientError', () => undefined);
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #keep(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket.on('error', () => undefined));
  }

  #accept(socket: Socket, answer: Behaviour): void {
    if ('servername' in socket) this.names.push(socket.servername);
    let request = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      request += chunk.toString('latin1');
      if (!request.endsWith('\r\n\r\n')) return;
      this.requests.push(request);
      answer(socket, request);
    });
  }
}

const CHECK: HealthCheck = { target: 'HTTP:8080/health', interval: 15, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 };

/** A probe of a peer; its timeout is long enough never to strike by accident. */
export const requestTo = (
  address: { host: string; port: number },
  kind: BalancerKind = 'classic',
  change: Partial<HealthCheck> = {},
): ProbeRequest => ({ kind, healthCheck: { ...CHECK, ...change }, privateAddress: '10.0.1.23', address });
