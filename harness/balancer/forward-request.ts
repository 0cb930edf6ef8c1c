import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { errors, type Dispatcher } from 'undici';
import type { OwnStatus } from './balancer-answers.js';
import { headersForClient, headersForTarget, type Outside } from './forwarded-headers.js';
import { resetSocket } from '../services/socket-address.js';

/** Where a request goes, and what happens when no answer comes from there. */
export interface Forwarding {
  readonly connections: Dispatcher;
  readonly outside: Outside;
  /** Gives the balancer's own answer; the response's head has not been sent. */
  answer(response: ServerResponse, status: OwnStatus): void;
}

/** A request that is under way. */
export interface Exchange {
  /** Ends it with a reset towards the client. */
  cut(): void;
}

/**
 * Sends a request to a target and its answer back, both as streams, and never twice. What fails before the answer's head
 * becomes an answer of the balancer's; what fails later breaks the client's connection.
 */
export function forwardRequest(request: IncomingMessage, response: ServerResponse, forwarding: Forwarding): Exchange {
  const exchange = new RequestExchange(request, response, forwarding);
  exchange.send();
  return exchange;
}

class RequestExchange implements Exchange, Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined;
  /** Nothing is expected from the target any more. */
  #over = false;
  #bodyBegun = false;
  readonly #body: PassThrough | null;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly forwarding: Forwarding,
  ) {
    this.#body = bodyOf(request);
    response.once('close', () => this.#giveUp());
    response.on('timeout', () => this.#silence());
  }

  send(): void {
    const { request, forwarding } = this;
    const client = request.socket.remoteAddress ?? '';
    forwarding.connections.dispatch(
      {
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: headersForTarget(request.rawHeaders, client, forwarding.outside),
        body: this.#body,
      },
      this,
    );
  }

  cut(): void {
    this.#giveUp();
    this.#break();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while the target was still being dialled.
    if (this.#over) controller.abort(new Error('nobody waits for the answer'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _headers: unknown, reason?: string): void {
    // Interim answers (103) are of use to nobody here; a 100 was not asked for.
    if (this.#over || status < 200) return;
    const { response } = this;
    try {
      response.writeHead(status, reason, headersForClient(textOf(controller.rawHeaders)));
    } catch {
      // A head that the target could write and that no client could read.
      return this.#fail(502);
    }
    // A body that comes in the same packet goes out with the head; a head without one must not wait for it.
    process.nextTick(() => {
      if (!this.#over && !this.#bodyBegun) response.flushHeaders();
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bodyBegun = true;
    if (this.#over || this.response.write(chunk)) return;
    controller.pause();
    this.response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#finish();
    this.response.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.#over) this.#fail(statusOf(error));
  }

  #fail(status: OwnStatus): void {
    this.#giveUp();
    if (this.response.headersSent) this.#break();
    else this.forwarding.answer(this.response, status);
  }

  /** The client's connection has carried nothing for the idle timeout, in either direction: somebody owes the next bytes. */
  #silence(): void {
    if (this.response.headersSent) this.cut();
    else if (this.request.complete || this.#body?.writableNeedDrain) this.#fail(504);
    else this.#fail(408);
  }

  #giveUp(): void {
    if (this.#over) return;
    this.#finish();
    this.#controller?.abort(new Error('nobody waits for the answer'));
  }

  #finish(): void {
    this.#over = true;
    // The rest of a body that the target did not want must be read, or the connection could carry no further request.
    if (this.request.complete) return;
    this.request.unpipe();
    this.request.resume();
  }

  #break(): void {
    if (this.response.socket) resetSocket(this.response.socket);
  }
}

/** A stream of its own, since undici destroys the one it is given, and with it the client's connection. */
function bodyOf(request: IncomingMessage): PassThrough | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding === undefined && (length ?? '0') === '0' ? null : request.pipe(new PassThrough());
}

/**
 * A target that cannot be reached in time is a 504, as is one that does not answer in time (which the idle timeout
 * tells); one that refuses, breaks the connection or speaks no HTTP is a 502. AWS: Application guide, HTTP 502 and 504.
 */
function statusOf(error: Error): OwnStatus {
  if (error instanceof errors.ConnectTimeoutError) return 504;
  // undici would not send it: `OPTIONS *` and the like.
  if (error instanceof errors.InvalidArgumentError || error instanceof errors.NotSupportedError) return 400;
  return 502;
}

function textOf(raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  return Array.isArray(raw) ? raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1'))) : [];
}
