import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { RequestFault } from '../model/fault.js';
import { wallNow, wallTimer } from '../model/wall-clock.js';
import { shapeAnswer, type ShapedAnswer } from './answer-shape.js';
import { gateFaults, type GateFault } from './gate-faults.js';
import { bendOf, freshMemory, type GateMemory, type Refusal } from './request-bend.js';
import { listenOn, LOOPBACK, resetSocket, stopListening, type SocketAddress } from './socket-address.js';
import { exchange } from './upstream-exchange.js';

export interface FrontGateOptions {
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** Where the app is now; asked anew for each request, since a respawned app may have moved. */
  readonly upstream: () => SocketAddress;
  /** Faults of the check's wiring (`wrong-path`, `wrong-port`, `loopback-only`) are carried out elsewhere and ignored. */
  readonly faults: readonly RequestFault[];
}

/** A running gate. */
export interface FrontGate {
  readonly address: SocketAddress;
  /** Answers that the gate changed or gave itself. */
  bent(): number;
  /** Answers that a fault which bends only some of them has let pass as they were. */
  spared(): number;
  close(): Promise<void>;
}

/**
 * Opens a small HTTP server between the balancer (and users) and the app, which behaves like a wrongly set-up nginx,
 * WAF or ingress. What it does not bend it passes on as it came. It is transparent to failures: where an nginx would
 * make up a 502, a connection that the app refuses or breaks is reset towards the client, so that it is not taken for
 * an answer. Two limits follow from its standing in between: a TCP check meets the gate, not the app, and protocol
 * upgrades are not relayed.
 * @throws ConfigError when a fault lacks what it needs; the system's error when `host` cannot be bound.
 */
export async function openFrontGate(options: FrontGateOptions): Promise<FrontGate> {
  const gate = new Gate(gateFaults(options.faults), options.upstream);
  // The app's own limits and time-outs are the ones under test; the gate must not cut in before them.
  const server = createServer({ requireHostHeader: false, maxHeaderSize: 256 * 1024, keepAliveTimeout: 0 }, (request, response) =>
    gate.serve(request, response),
  );
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  const address = await listenOn(server, options.host ?? LOOPBACK);
  return {
    address,
    bent: () => gate.bent,
    spared: () => gate.spared,
    close: () => {
      const closed = stopListening(server);
      server.closeAllConnections();
      return closed;
    },
  };
}

class Gate {
  bent = 0;
  spared = 0;
  #seen: GateMemory;

  constructor(
    private readonly faults: readonly GateFault[],
    private readonly upstream: () => SocketAddress,
  ) {
    this.#seen = freshMemory(faults);
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    const bend = bendOf(this.faults, this.#seen, {
      target: request.url ?? '/',
      headers: firstValues(request),
      at: wallNow(),
    });
    const meets = this.faults.some((fault, index) => bendsSome(fault) && bend.seen[index]?.met !== this.#seen[index]?.met);
    if (meets && !bend.refusal && bend.reshaped.length === 0) this.spared += 1;
    this.#seen = bend.seen;
    if (bend.refusal) {
      this.bent += 1;
      sendRefusal(response, bend.refusal);
    } else {
      this.#forward(request, response, bend.reshaped);
    }
  }

  #forward(request: IncomingMessage, response: ServerResponse, reshaped: readonly GateFault[]): void {
    const passed = exchange(request, this.upstream());
    let cancelDelay = (): void => undefined;
    response.on('close', () => {
      cancelDelay();
      passed.drop();
    });
    passed.answer.then(
      (answer) => {
        answer.on('error', () => resetClient(response));
        const shaped = shapeAnswer(
          { status: answer.statusCode ?? 0, reason: answer.statusMessage ?? '', rawHeaders: answer.rawHeaders },
          reshaped,
        );
        // Counted before a delay: a client that gives up meanwhile has met the fault all the same.
        if (shaped.bent) this.bent += 1;
        const relayNow = (): void => relay(answer, shaped, response);
        if (shaped.delay > 0) cancelDelay = wallTimer(shaped.delay, relayNow);
        else relayNow();
      },
      () => resetClient(response),
    );
  }
}

const bendsSome = ({ after, times, every }: GateFault): boolean => after !== undefined || times !== undefined || every !== undefined;

function relay(answer: IncomingMessage, shaped: ShapedAnswer, response: ServerResponse): void {
  // Taken out beforehand, these are not made up by Node where the answer lacks them.
  for (const name of ['connection', 'content-length', 'transfer-encoding', 'date']) response.removeHeader(name);
  try {
    response.writeHead(shaped.status, shaped.reason, [...shaped.rawHeaders]);
  } catch {
    return resetClient(response);
  }
  response.flushHeaders();
  if (shaped.withBody) {
    answer.pipe(response);
  } else {
    answer.resume();
    response.end();
  }
}

function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const headers = { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(refusal.text), ...refusal.headers };
  response.writeHead(refusal.status, headers);
  response.end(refusal.text);
}

function resetClient(response: ServerResponse): void {
  if (response.socket) resetSocket(response.socket);
}

function firstValues(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.[0]]));
}
