import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { until } from '../until.testing.js';
import { letConnectionsGo, Stopping, stopServer } from './stopping.js';

let server: Server;
let stopping: Stopping;
let agent: Agent;
let open: Set<Socket>;
/** Answers to /slow that have not been given. */
let held: ServerResponse[];
let closed: number;
let closeUnused: () => void;
let address: { host: string; port: number };

beforeEach(async () => {
  stopping = new Stopping();
  agent = new Agent({ keepAlive: true });
  [held, open, closed] = [[], new Set(), 0];
  server = createServer((request, response) => {
    if (request.url === '/slow') held.push(response);
    else response.end(stopping.now ? 'stopping' : 'fine');
  });
  closeUnused = letConnectionsGo(server, stopping);
  server.on('connection', (socket: Socket) => void open.add(socket.once('close', () => open.delete(socket))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
});

afterEach(async () => {
  agent.destroy();
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

const stop = (delayMs: number, deadlineMs: number) =>
  stopServer({ server, stopping, delayMs, deadlineMs, closeUnused, closeResources: async () => void (closed += 1) });

function ask(path = '/'): Promise<{ text: string; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    get({ ...address, path, agent }, (response: IncomingMessage) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ text, connection: response.headers.connection }));
    }).on('error', reject);
  });
}

test('before stopping a connection is kept for the next request', async () => {
  expect((await ask()).connection).toBe('keep-alive');
  expect(open.size).toBe(1);
  await ask();
  expect(open.size).toBe(1);
});

test('an idle connection does not hold the server open', async () => {
  await ask();
  expect(open.size).toBe(1);
  expect(await stop(0, 30_000)).toBe('drained');
  expect(closed).toBe(1);
  await until(() => open.size === 0, 'the connection closes');
});

test('a request under way is answered before the resources are closed', async () => {
  const answer = ask('/slow');
  await until(() => held.length === 1, 'the request is there');
  const outcome = stop(0, 30_000);
  await until(() => !server.listening, 'the server takes no more');
  expect([stopping.now, closed]).toEqual([true, 0]);
  await expect(ask()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  held[0]?.end('late but whole');
  expect((await answer).text).toBe('late but whole');
  expect(await outcome).toBe('drained');
  expect(closed).toBe(1);
});

test('during the delay requests are served, told to stop, and connections closed behind them', async () => {
  await ask();
  const outcome = stop(3000, 30_000);
  expect(server.listening).toBe(true);
  expect(await ask()).toEqual({ text: 'stopping', connection: 'close' });
  expect(closed).toBe(0);
  expect(await outcome).toBe('drained');
});

test('a request that never ends makes the stop late, and the resources stay as they are', async () => {
  const answer = ask('/slow').catch(() => undefined);
  await until(() => held.length === 1, 'the request is there');
  expect(await stop(0, 30)).toBe('late');
  expect(closed).toBe(0);
  held[0]?.destroy();
  await answer;
});

test('a connection on which nothing has come does not hold the server open', async () => {
  const socket = connect(address).on('error', () => undefined);
  await until(() => open.size === 1, 'the server has it');
  try {
    expect(await stop(0, 5000)).toBe('drained');
  } finally {
    socket.destroy();
  }
});

test('a request that has come by half is still waited for', async () => {
  const socket = connect(address);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.write('GET / HTTP/1.1\r\nHost: ');
  await until(() => [...open].some(({ bytesRead }) => bytesRead > 0), 'the first half is there');
  const outcome = stop(0, 30_000);
  await until(() => !server.listening, 'the server takes no more');
  socket.write('shop.example\r\n\r\n');
  expect(await outcome).toBe('drained');
  await until(() => text.endsWith('stopping'), 'the answer');
});

test('resources that cannot be closed are an error of the stop', async () => {
  const outcome = stopServer({ server, stopping, delayMs: 0, deadlineMs: 30_000, closeUnused, closeResources: () => Promise.reject(new Error('pool')) });
  await expect(outcome).rejects.toThrow('pool');
});
