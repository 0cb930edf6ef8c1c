import { createServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { ConfigError } from '../model/errors.js';
import type { BalancerKind } from '../model/health-check.js';
import { listenOn, LOOPBACK, resetSocket, stopListening } from '../services/socket-address.js';
import { balancerAnswer, type OwnStatus } from './balancer-answers.js';
import { forwardConnection } from './forward-connection.js';
import { forwardRequest } from './forward-request.js';
import type { Outside } from './forwarded-headers.js';
import { requestHead, type GivenAnswer, type RequestHead, type Route } from './route.js';
import { Routing, type RoutableTarget } from './routing.js';
import { MAX_HEAD_BYTES, TargetPools } from './target-pools.js';

export type { RoutableTarget } from './routing.js';

export interface DataPlaneOptions {
  readonly kind: BalancerKind;
  /** What the listener speaks; TCP for a network balancer, HTTP otherwise when left out. */
  readonly protocol?: 'HTTP' | 'TCP';
  /** Registered targets, asked at every choice; with `route`, those of all pools. */
  targets(): readonly RoutableTarget[];
  /**
   * Decides where each request goes, or each connection (TCP), of which nothing is known; left out, all go to `targets`.
   * A connection that is to be given an answer is reset.
   */
  route?(request: RequestHead | undefined): Route;
  /** Clock seconds, for slow start only. */
  now(): number;
  /** Wall seconds without a byte after which a connection is ended; 60 when left out. */
  readonly idleTimeout?: number;
  /**
   * Clock seconds in which a target that comes into service grows to its full share: 0 (default), or 30 to 900. Pools of
   * `route` have their own.
   */
  readonly slowStart?: number;
  /** What X-Forwarded-Proto and -Port say; https and 443 when left out. */
  readonly outside?: Outside;
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
}

/** A running listener of a balancer. */
export interface DataPlane {
  readonly address: { readonly host: string; readonly port: number };
  /**
   * Id of the target that serves, or last served, the client connection with this local port. A 502 or 504 names the
   * target that gave no answer; undefined: no target was asked.
   */
  servedBy(clientPort: number): string | undefined;
  /** Requests (HTTP) or connections (TCP) under way to a target. */
  inFlight(id: string): number;
  /** Resolves when nothing is in flight for the target any more. */
  idle(id: string): Promise<void>;
  /** Ends everything under way to a target with a reset, towards the target and the clients. */
  cut(id: string): void;
  /** `failed`: answered by the balancer itself for want of a target's answer (502, 503, 504), or reset for it (TCP). */
  counters(): { readonly requests: number; readonly failed: number };
  /** Ends everything and frees the port; safe to call twice. */
  close(): Promise<void>;
}

/** @param head asked for only where rules look at requests */
type RouteTo = (head: () => RequestHead | undefined) => Route;

/** A listener's way to carry what it gets, over targets that routing chooses. */
interface Carrier {
  readonly server: Server;
  /** Resets what a target's connections carry, before the clients are told. */
  reset(id: string): void;
  close(): Promise<void>;
}

/**
 * Opens a balancer's listener on a free port. Upgrades (WebSocket) and trailers are not carried; a request is never
 * sent twice. AWS: reference sections 1.8 and 2.4; rules 22 to 24.
 * @throws ConfigError when `slowStart` or `idleTimeout` is out of range, the system's error when `host` cannot be bound.
 */
export async function openDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { kind, slowStart = 0, idleTimeout = 60, host = LOOPBACK } = options;
  const protocol = options.protocol ?? (kind === 'network' ? 'TCP' : 'HTTP');
  if (slowStart !== 0 && !(slowStart >= 30 && slowStart <= 900)) {
    throw new ConfigError(`slow start is 0 or 30 to 900 seconds, not ${slowStart}`);
  }
  if (!(idleTimeout > 0 && idleTimeout <= 4000)) throw new ConfigError(`an idle timeout is at most 4000 seconds, not ${idleTimeout}`);

  const routing = new Routing(kind, () => options.now());
  const method = protocol === 'HTTP' ? 'least-outstanding' : 'round-robin';
  const routeTo: RouteTo = (head) =>
    options.route ? options.route(head()) : { kind: 'forward', pool: { id: '', targets: options.targets(), method, slowStart } };
  const carrier = protocol === 'HTTP' ? carryRequests(routing, routeTo, options, idleTimeout) : carryConnections(routing, routeTo, idleTimeout);
  carrier.server.prependListener('connection', (socket: Socket) => routing.greet(socket.remotePort ?? 0));
  const address = await listenOn(carrier.server, host);
  let closed: Promise<void> | undefined;
  return {
    address,
    servedBy: (clientPort) => routing.servedBy(clientPort),
    inFlight: (id) => routing.underWay.count(id),
    idle: (id) => routing.underWay.idle(id),
    cut: (id) => {
      carrier.reset(id);
      routing.underWay.cut(id);
    },
    counters: () => ({ requests: routing.requests, failed: routing.failed }),
    close: () => (closed ??= carrier.close()),
  };
}

function carryRequests(routing: Routing, routeTo: RouteTo, options: DataPlaneOptions, idleTimeout: number): Carrier {
  const { kind, outside = { protocol: 'https', port: 443 } } = options;
  const pools = new TargetPools(idleTimeout);
  const answer = (response: ServerResponse, status: OwnStatus): void => {
    if (status >= 502) routing.failed += 1;
    sendOwn(response, kind, status);
  };
  const server: HttpServer = createServer({ keepAliveTimeout: idleTimeout * 1000, maxHeaderSize: MAX_HEAD_BYTES, noDelay: true });
  server.headersTimeout = idleTimeout * 1000;
  // A body may take as long as it likes, as long as it moves.
  server.requestTimeout = 0;
  server.timeout = idleTimeout * 1000;
  server.on('request', (request, response) => {
    const port = request.socket.remotePort ?? 0;
    const route = routeTo(() => requestHead(request));
    if (route.kind === 'answer') {
      routing.answerAlone(port);
      return sendGiven(response, route.answer);
    }
    const target = routing.choose(port, route.pool);
    if (!target) return sendOwn(response, kind, 503);
    const connections = pools.of(target.id, target.address());
    pools.keep(options.route ? options.targets() : route.pool.targets);
    const end = routing.underWay.begin(target.id, () => exchange.cut());
    response.once('close', end);
    const exchange = forwardRequest(request, response, { connections, outside, answer });
  });
  return {
    server,
    reset: (id) => pools.reset(id),
    close: async () => {
      const stopped = stopListening(server);
      server.closeAllConnections();
      await Promise.all([stopped, pools.close(), routing.underWay.allIdle()]);
    },
  };
}

function sendOwn(response: ServerResponse, kind: BalancerKind, status: OwnStatus): void {
  const { reason, headers, body } = balancerAnswer(kind, status);
  // What follows a request that was malformed or never finished could not be read as a request.
  response.writeHead(status, reason, status < 500 ? { ...headers, Connection: 'close' } : { ...headers });
  response.end(body);
}

function sendGiven(response: ServerResponse, { status, headers, body }: GivenAnswer): void {
  // An answer without content has no length either.
  response.writeHead(status, status === 204 ? { ...headers } : { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  response.end(body);
}

function carryConnections(routing: Routing, routeTo: RouteTo, idleTimeout: number): Carrier {
  const clients = new Set<Socket>();
  const server = createTcpServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const route = routeTo(() => undefined);
    const target = route.kind === 'forward' ? routing.choose(client.remotePort ?? 0, route.pool) : undefined;
    if (!target) return resetSocket(client);
    const end = routing.underWay.begin(target.id, () => cut());
    const cut = forwardConnection(client, {
      ...target.address(),
      idleTimeout,
      unreachable: () => (routing.failed += 1),
      ended: end,
    });
  });
  return {
    server,
    // A connection's cut resets both sides.
    reset: () => undefined,
    close: async () => {
      for (const client of clients) resetSocket(client);
      await Promise.all([stopListening(server), routing.underWay.allIdle()]);
    },
  };
}
