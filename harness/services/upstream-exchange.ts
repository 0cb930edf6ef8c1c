import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Duplex, type Readable } from 'node:stream';
import type { SocketAddress } from './socket-address.js';

/** A request on its way to the app. */
export interface Exchange {
  /** The app's answer, its body still unread; rejects with the socket's error when there is none. */
  readonly answer: Promise<IncomingMessage>;
  /** Closes the connection to the app, whatever is still under way. */
  drop(): void;
}

/**
 * Sends a request on over a connection of its own: version, target, header names, their order and the body as they came.
 * Node's client adds and rewrites headers, so the head is written by hand and only the answer is left to Node's parser.
 * @param body where the body comes from, once some of it was read from the request
 */
export function exchange(incoming: IncomingMessage, upstream: SocketAddress, body: Readable = incoming): Exchange {
  const socket = connect({ ...upstream, noDelay: true });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    // No `agent`, not even `false`: with one, Node dials by itself and ignores `createConnection`.
    const parser = httpRequest({
      method: incoming.method ?? 'GET',
      createConnection: () => answersOf(socket),
    });
    parser.on('response', resolve);
    parser.on('error', reject);
    parser.on('close', () => reject(new Error('the connection was closed without an answer')));
    parser.end();
  });
  socket.once('connect', () => sendRequest(incoming, body, socket));
  return { answer, drop: () => void socket.destroy() };
}

function sendRequest(incoming: IncomingMessage, body: Readable, socket: Socket): void {
  const lines = [`${incoming.method} ${incoming.url} HTTP/${incoming.httpVersion}`, ...fields(incoming.rawHeaders)];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');

  const chunked = /\bchunked\b/i.test(incoming.headers['transfer-encoding'] ?? '');
  body.on('data', (chunk: Buffer) => {
    if (chunked) socket.write(`${chunk.length.toString(16)}\r\n`);
    socket.write(chunk);
    if (chunked ? !socket.write('\r\n') : socket.writableNeedDrain) body.pause();
  });
  socket.on('drain', () => body.resume());
  body.on('end', () => {
    if (chunked) socket.write(`0\r\n${fields(incoming.rawTrailers).map((line) => `${line}\r\n`).join('')}\r\n`, 'latin1');
  });
}

function fields(raw: readonly string[]): string[] {
  const lines: string[] = [];
  for (let index = 0; index < raw.length; index += 2) lines.push(`${raw[index]}: ${raw[index + 1]}`);
  return lines;
}

/** The reading half of a socket: what Node's client writes to it goes nowhere, what the app answers comes out. */
function answersOf(socket: Socket): Duplex {
  const half = new Duplex({
    read: () => void socket.resume(),
    write: (_chunk, _encoding, done) => done(),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (!half.push(chunk)) socket.pause();
  });
  socket.on('end', () => half.push(null));
  socket.on('error', (error) => half.destroy(error));
  return half;
}
