import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { BuiltShop } from './built-shop.testing.js';
import type { Program } from './built-shop.testing.js';
import { ENOUGH, HOST, NO_DATABASE } from './shop.testing.js';
import { until } from './until.testing.js';

let built: BuiltShop;
const programs: Program[] = [];
const sockets: Socket[] = [];

beforeAll(async () => (built = await BuiltShop.build()));
afterAll(() => built?.remove());
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(programs.splice(0).map((program) => program.kill()));
});

function start(variables: Record<string, string> = {}): Program {
  const own = { BIND_ADDRESS: '127.0.0.1', PORT: '0', DATABASE_URL: NO_DATABASE, MIGRATE_ON_START: 'false', HEALTH_MODE: 'shallow' };
  const program = built.run('start.js', { ...ENOUGH, ...own, ...variables });
  programs.push(program);
  return program;
}

async function dial(program: Program): Promise<Socket> {
  const socket = connect(await program.port(), '127.0.0.1').on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** Posts a form of nine bytes, none of which has been sent when this ends. */
async function beginUpload(program: Program): Promise<{ socket: Socket; answer: () => string }> {
  const socket = await dial(program);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  const head = ['POST /orders HTTP/1.1', `Host: ${HOST}`, 'X-Forwarded-Proto: https', 'Content-Type: application/x-www-form-urlencoded'];
  socket.write([...head, 'Expect: 100-continue', 'Content-Length: 9', '', ''].join('\r\n'));
  await until(() => answer.startsWith('HTTP/1.1 100'), 'the request is under way');
  return { socket, answer: () => answer };
}

test('health fails first while pages are served, then the shop ends with 0', async () => {
  const program = start({ SHUTDOWN_DELAY_MS: '5000' });
  expect((await program.ask('/health')).status).toBe(200);
  program.send('SIGTERM');
  program.send('SIGTERM');
  await program.says('stopping');
  expect((await program.ask('/health')).status).toBe(503);
  expect((await program.ask('/nowhere')).status).toBe(404);
  expect([await program.ends(), program.signal]).toEqual([0, null]);
  expect(program.line('stopped')).toMatchObject({ outcome: 'drained' });
  expect(program.lines.filter(({ msg }) => msg === 'stopping')).toHaveLength(1);
});

test('a request that has come by half is answered before the end', async () => {
  const program = start();
  const upload = await beginUpload(program);
  program.send('SIGTERM');
  await program.says('stopping');
  expect(program.code).toBeUndefined();
  upload.socket.write('name=Ines');
  expect(await program.ends()).toBe(0);
  await until(() => upload.answer().includes('HTTP/1.1 422'), 'the answer');
});

test('a request that never ends makes the shop end with 1 at the deadline', async () => {
  const program = start({ SHUTDOWN_DEADLINE_MS: '100' });
  await beginUpload(program);
  program.send('SIGTERM');
  expect(await program.ends()).toBe(1);
  expect(program.line('stopped')).toMatchObject({ outcome: 'late' });
});

test('a connection opened ahead of need does not delay the end', async () => {
  const program = start();
  const socket = await dial(program);
  await program.ask('/health');
  program.send('SIGTERM');
  expect(await program.ends()).toBe(0);
  expect(socket.bytesWritten).toBe(0);
});

test('a shop that still waits for its database ends at once', async () => {
  const silent: Socket[] = [];
  const database = createServer().on('connection', (socket: Socket) => void silent.push(socket)).listen(0, '127.0.0.1');
  await once(database, 'listening');
  try {
    const url = `postgres://shop:pw@127.0.0.1:${(database.address() as AddressInfo).port}/shop`;
    const program = start({ MIGRATE_ON_START: 'true', DATABASE_URL: url, DATABASE_CONNECT_TIMEOUT_MS: '60000' });
    await until(() => silent.length > 0, 'the migrations connect');
    program.send('SIGTERM');
    expect(await program.ends()).toBe(1);
  } finally {
    for (const socket of silent) socket.destroy();
    database.close();
    await once(database, 'close');
  }
});
