import { createServer, type Server, type Socket } from 'node:net';
import { boundedEvent, type ShippedEvent } from '../model/shipped-event.js';
import { postReceiver } from './post-receiver.js';
import { bindSamePort } from './same-port.js';
import { LOOPBACK, stopListening, type SocketAddress } from './socket-address.js';
import { SyslogFrames } from './syslog-frames.js';
import { readSyslog } from './syslog-message.js';

/** Connections at a time: each may hold a body of 1 MiB. More are closed at once. */
const MOST_CONNECTIONS = 256;

export interface LogCollectorOptions {
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** Seconds that events are dated with. */
  now(): number;
  /** Told each event as it comes; a long one is cut. Must not throw. */
  onEvent(event: ShippedEvent): void;
}

/** A running collector of one instance's log events. */
export interface LogCollector {
  /** UDP and TCP alike. */
  readonly address: SocketAddress;
  /** Value for a setting that takes host and port in one. */
  readonly hostAndPort: string;
  /** Ends both sockets and every connection. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens a collector: syslog of RFC 3164 and RFC 5424 over UDP, the same over TCP in the frames of RFC 6587, and JSON
 * over HTTP, all on one port number. Over TCP a request begins with the capital letter of its method, and nothing in
 * syslog's frames does. Keeps no event; whatever comes, it goes on.
 * @throws the system's error when `host` cannot be bound, or no port is free for both
 */
export async function openLogCollector(options: LogCollectorOptions): Promise<LogCollector> {
  const take = (via: ShippedEvent['via'], { event, ...sender }: Omit<ShippedEvent, 'at' | 'via'>): void =>
    options.onEvent({ at: options.now(), via, ...sender, event: boundedEvent(event) });
  const takeSyslog = (message: string): void => take('syslog', readSyslog(message));
  const posts = postReceiver((events) => {
    for (const event of events) take('http', { event });
  });
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => (isRequest(first) ? handOver(socket, first, posts) : readFrames(socket, first, takeSyslog)));
  };
  const { address, server, udp } = await bindSamePort(options.host ?? LOOPBACK, () => createServer(serve));
  server.maxConnections = MOST_CONNECTIONS;
  udp.on('message', (datagram) => takeSyslog(datagram.toString()));
  // An ICMP answer to something else is no concern of ours.
  udp.on('error', () => undefined);
  let closed: Promise<void> | undefined;
  return {
    address,
    hostAndPort: `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`,
    close: () => {
      closed ??= Promise.all([new Promise<void>((resolve) => udp.close(resolve)), stopListening(server)]).then(() => undefined);
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

const isRequest = (bytes: Buffer): boolean => /^[A-Z]/.test(bytes.toString('latin1', 0, 1));

function handOver(socket: Socket, first: Buffer, server: Server): void {
  socket.pause();
  socket.unshift(first);
  server.emit('connection', socket);
  socket.resume();
}

function readFrames(socket: Socket, first: Buffer, take: (message: string) => void): void {
  const frames = new SyslogFrames();
  const read = (chunk: Buffer): void => frames.take(chunk).forEach(take);
  read(first);
  socket.on('data', read).on('end', () => frames.end().forEach(take));
}
