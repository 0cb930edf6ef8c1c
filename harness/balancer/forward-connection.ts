import { connect, type Socket } from 'node:net';
import { wallTimer } from '../model/wall-clock.js';
import { resetSocket } from '../services/socket-address.js';
import { CONNECT_TIMEOUT } from './target-pools.js';

export interface ConnectionRoute {
  readonly host: string;
  readonly port: number;
  /** Wall seconds without a byte in either direction after which both sides are reset. */
  readonly idleTimeout: number;
  /** The target could not be reached; the client has been reset. */
  unreachable(): void;
  /** Both sockets are gone. */
  ended(): void;
}

/** Joins a client's connection to one of a target: bytes, ends of one direction, and resets pass. Returns its cut. */
export function forwardConnection(client: Socket, route: ConnectionRoute): () => void {
  const target = connect({ host: route.host, port: route.port, allowHalfOpen: true, noDelay: true });
  let reached = false;
  let told = false;
  const cut = (): void => {
    resetSocket(client);
    resetSocket(target);
  };
  const cancelDial = wallTimer(Math.min(CONNECT_TIMEOUT, route.idleTimeout), cut);
  target.once('connect', () => {
    reached = true;
    cancelDial();
  });
  target.once('close', () => {
    cancelDial();
    if (!reached && !client.destroyed) route.unreachable();
  });
  for (const socket of [client, target]) {
    // 'close' follows every error.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (!socket.readableEnded || !socket.writableFinished) cut();
      if (told || !client.closed || !target.closed) return;
      told = true;
      route.ended();
    });
  }
  // Whatever passes is read from or written to the client, so that its timer tells of both directions.
  client.setTimeout(route.idleTimeout * 1000, cut);
  client.pipe(target);
  target.pipe(client);
  return cut;
}
