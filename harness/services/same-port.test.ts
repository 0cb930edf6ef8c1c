import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { bindSamePort } from './same-port.js';
import { stopListening } from './socket-address.js';

const others: Socket[] = [];
afterEach(() => others.splice(0).forEach((other) => other.close()));

/** Servers whose UDP port somebody else takes first, for so many of them. */
function disturbed(times: number): { make(): Server; made: Server[] } {
  const made: Server[] = [];
  const make = (): Server => {
    const server = createServer();
    if (made.length < times) {
      server.on('listening', () => {
        const other = createSocket('udp4');
        others.push(other);
        other.bind((server.address() as AddressInfo).port, '127.0.0.1');
      });
    }
    made.push(server);
    return server;
  };
  return { make, made };
}

test('a port that is taken for UDP is given free, and another is tried', async () => {
  const { make, made } = disturbed(3);
  const { address, server, udp } = await bindSamePort('127.0.0.1', make);
  expect(made.map(({ listening }) => listening)).toEqual([false, false, false, true]);
  expect([server.address(), udp.address()]).toMatchObject([{ port: address.port }, { port: address.port }]);
  await Promise.all([stopListening(server), new Promise<void>((closed) => udp.close(closed))]);
});

test('after 20 of them it gives up, and nothing listens', async () => {
  const { make, made } = disturbed(99);
  await expect(bindSamePort('127.0.0.1', make)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(made).toHaveLength(20);
  expect(made.filter(({ listening }) => listening)).toEqual([]);
});

test('an address that the machine does not have is refused at once', async () => {
  const { make, made } = disturbed(0);
  await expect(bindSamePort('192.0.2.1', make)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  expect(made).toHaveLength(1);
});

test('an address of IPv6 is taken where the machine has one', async () => {
  const probe = createServer().listen({ host: '::1', port: 0 });
  const has = await Promise.race([once(probe, 'listening').then(() => true), once(probe, 'error').then(() => false)]);
  await stopListening(probe);
  if (!has) return;
  const { server, udp } = await bindSamePort('::1', () => createServer());
  expect(udp.address()).toMatchObject({ family: 'IPv6' });
  await Promise.all([stopListening(server), new Promise<void>((closed) => udp.close(closed))]);
});
