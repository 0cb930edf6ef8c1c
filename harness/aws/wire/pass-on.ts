import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { describeError } from '../../model/errors.js';
import { resetSocket, type SocketAddress } from '../../services/socket-address.js';
import { exchange } from '../../services/upstream-exchange.js';
import { sendBadGateway } from './bad-gateway.js';
import { ownerOf, ownerOfForm } from './owner-of.js';
import { headOf } from './request-head.js';
import type { Take } from './serve-door.js';

/** A server of all services that the door has not. */
export interface OtherServices {
  /** For messages. */
  readonly name: string;
  /** Where it listens, once it does; asked for each request, which waits for it. */
  address(): Promise<SocketAddress>;
}

/** Most bytes of an unsigned form that are read to find out whose it is. */
const FORM_LIMIT = 1024 * 1024;

/**
 * Passes requests of other services on as they came, `Host` and signature included, and their answers back, both as
 * streams: no limit of size or time is added. A server that cannot be reached is a 502 in the form of the client's
 * protocol; an answer that breaks off breaks the client's connection.
 */
export const passOn = (others: OtherServices): Take => (request, response, carryOn) => {
  const owner = ownerOf(headOf(request));
  if (owner === 'door') return false;
  if (owner === 'elsewhere') void forward(request, response, others);
  else void askForm(request, response, others, carryOn);
  return true;
};

async function askForm(request: IncomingMessage, response: ServerResponse, others: OtherServices, carryOn: (body: string) => void): Promise<void> {
  const read: Buffer[] = [];
  const rest = (request as AsyncIterable<Buffer> & Pick<Readable, 'iterator'>).iterator({ destroyOnReturn: false });
  let ended = false;
  try {
    for (let size = 0; !ended && size <= FORM_LIMIT; size += read.at(-1)?.length ?? 0) {
      const next = (await rest.next()) as IteratorResult<Buffer, undefined>;
      if (next.done === true) ended = true;
      else read.push(next.value);
    }
  } catch {
    // The client has gone.
    return void response.destroy();
  }
  const form = Buffer.concat(read).toString();
  if (ended && ownerOfForm(form) === 'door') return carryOn(form);
  return forward(request, response, others, Readable.from(inTurn(read, rest)));
}

async function* inTurn(read: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* read;
  yield* rest;
}

async function forward(request: IncomingMessage, response: ServerResponse, others: OtherServices, body: Readable = request): Promise<void> {
  // A client that goes away while its body is under way is seen by the response, too.
  body.on('error', () => undefined);
  let answer: IncomingMessage;
  let place = others.name;
  try {
    const address = await others.address();
    place = `${others.name} at ${address.host}:${address.port}`;
    const passed = exchange(request, address, body);
    if (response.destroyed) passed.drop();
    response.on('close', () => passed.drop());
    answer = await passed.answer;
  } catch (error) {
    return sendBadGateway(headOf(request), response, `${place} could not be reached: ${describeError(error)}`);
  }
  relay(answer, response);
}

function relay(answer: IncomingMessage, response: ServerResponse): void {
  answer.on('error', () => response.socket && resetSocket(response.socket));
  // Not made up by Node where the answer has none.
  response.sendDate = false;
  try {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
  } catch {
    // A head that could be written and cannot be read.
    return void response.destroy();
  }
  response.flushHeaders();
  answer.pipe(response);
}
