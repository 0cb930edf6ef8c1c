import { createSocket, type Socket } from 'node:dgram';
import type { Server } from 'node:net';
import { listenOn, stopListening, type SocketAddress } from './socket-address.js';

/** Ports that are tried; of those that are free for TCP few are taken for UDP. */
const TRIES = 20;

/**
 * Binds TCP and UDP to one free port of a host.
 * @param makeServer makes the TCP server anew for each try: one that listened once keeps its old port's state
 * @throws the system's error when the host has no such address, or none of 20 ports was free for both
 */
export async function bindSamePort(host: string, makeServer: () => Server): Promise<{ readonly address: SocketAddress; readonly server: Server; readonly udp: Socket }> {
  for (let tried = 1; ; tried += 1) {
    const server = makeServer();
    const address = await listenOn(server, host);
    try {
      return { address, server, udp: await bindUdp(address) };
    } catch (error) {
      await stopListening(server);
      if (tried === TRIES || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

function bindUdp({ host, port }: SocketAddress): Promise<Socket> {
  // What comes while this process is busy waits there, as far as the system lets it.
  const udp = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 1_048_576 });
  return new Promise((resolve, reject) => {
    udp.once('error', (error) => {
      udp.close();
      reject(error);
    });
    udp.bind({ address: host, port }, () => {
      udp.removeAllListeners('error');
      resolve(udp);
    });
  });
}
