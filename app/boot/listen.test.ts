import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createHttpServer, listen } from './listen.js';

let server: Server;
beforeEach(() => (server = createHttpServer((_request, response) => void response.end('fine'))));
afterEach(() => new Promise((resolve) => server.close(resolve)));

test('an idle connection outlives the 60 s of a balancer, and its headers have longer still', () => {
  expect(server.keepAliveTimeout).toBeGreaterThan(60_000);
  expect(server.headersTimeout).toBeGreaterThan(server.keepAliveTimeout);
});

test('the port that was had is told once connections are taken', async () => {
  const port = await listen(server, { socket: '', port: 0, address: '127.0.0.1' });
  expect(port).toBe((server.address() as AddressInfo).port);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('fine');
});

test('a proxy on the same machine finds it at the path of a socket', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shop-socket-'));
  const socketPath = join(folder, 'shop.sock');
  try {
    expect(await listen(server, { socket: socketPath, port: 0, address: '127.0.0.1' })).toBe(socketPath);
    const [answer] = (await once(request({ socketPath, agent: false }).end(), 'response')) as [IncomingMessage];
    expect(await text(answer)).toBe('fine');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a port that is taken is an error', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    await expect(listen(server, { socket: '', port, address: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  } finally {
    other.close();
    await once(other, 'close');
  }
});

test('an address that is not of this machine is an error', async () => {
  await expect(listen(server, { socket: '', port: 0, address: '192.0.2.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});
