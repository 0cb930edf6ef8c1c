import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { loadSettings } from '../config.js';
import { ENOUGH } from '../shop.testing.js';
import { until } from '../until.testing.js';
import { freshDatabaseCheck } from './database-check.js';
import { withinDeadline } from './deadline.js';

/** AuthenticationOk and ReadyForQuery, as PostgreSQL sends them. */
const LOGGED_IN = Buffer.from('5200000008000000005a0000000549', 'hex');

/** Takes connections and does with them what a test says. */
let server: Server;
let sockets: Socket[];

async function listen(behave: (socket: Socket) => void): Promise<string> {
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    behave(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `postgres://shop:pw@127.0.0.1:${(server.address() as AddressInfo).port}/shop`;
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

function run(url: string, deadlineMs: number, driverMs: number): Promise<string> {
  const { database } = loadSettings({ ...ENOUGH, DATABASE_URL: url, DATABASE_CONNECT_TIMEOUT_MS: '600000' }, '/nowhere');
  const check = freshDatabaseCheck(database, driverMs);
  return withinDeadline(deadlineMs, (signal) => check.run(signal)).then(() => 'passed', String);
}

test('a server that takes the connection and says nothing is given up, and let go of', async () => {
  const url = await listen((socket) => socket.resume());
  expect(await run(url, 50, 30_000)).toBe('NoAnswer: no answer within 50 ms');
  await until(() => sockets.length === 1 && sockets.every(({ closed }) => closed), 'the connection closes');
});

test('the driver itself waits no longer than the deadline of a check', async () => {
  const url = await listen((socket) => socket.resume());
  expect(await run(url, 30_000, 50)).toMatch(/timeout/);
  await until(() => sockets.every(({ closed }) => closed), 'the connection closes');
});

test('a server that hangs up at once fails the check, and nothing else', async () => {
  const url = await listen((socket) => void socket.end());
  expect(await run(url, 30_000, 20_000)).toContain('Connection terminated unexpectedly');
});

test('a server that hangs up after the login fails the check, and nothing else', async () => {
  const url = await listen((socket) => {
    socket.once('data', () => {
      socket.write(LOGGED_IN);
      socket.once('data', () => socket.destroy());
    });
  });
  expect(await run(url, 30_000, 20_000)).toContain('Connection terminated unexpectedly');
});

test('a server that speaks another language fails the check, and nothing else', async () => {
  const url = await listen((socket) => void socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect(await run(url, 30_000, 2000)).not.toBe('passed');
});
