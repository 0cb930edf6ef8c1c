import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOn, stopListening, type SocketAddress } from '../../services/socket-address.js';
import type { OtherServices } from './pass-on.js';

/** A request as it came. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Stands in for LocalStack: a real server that keeps what it receives and answers as it is told. */
export class StandInServices implements OtherServices {
  readonly name = 'LocalStack';
  readonly received: Received[] = [];
  /** Answers a request whose body is still unread; `undefined`: 200 with the path. */
  answer: Answer | undefined;
  readonly #server = createServer((request, response) => (this.answer ?? this.#keep)(request, response));
  #address: SocketAddress | undefined;

  readonly #keep: Answer = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, rawHeaders } = request;
      this.received.push({ method, url, rawHeaders, body: Buffer.concat(chunks).toString() });
      response.writeHead(200, { 'X-Answered-By': 'stand-in' }).end(url?.startsWith('/_localstack/') ? '{}' : `stand-in ${url}`);
    });
  };

  async open(): Promise<this> {
    this.#server.requestTimeout = 0;
    this.#address = await listenOn(this.#server, '127.0.0.1');
    return this;
  }

  address(): Promise<SocketAddress> {
    return this.#address ? Promise.resolve(this.#address) : Promise.reject(new Error('it was never opened'));
  }

  async close(): Promise<void> {
    const closed = stopListening(this.#server);
    this.#server.closeAllConnections();
    await closed;
  }
}
