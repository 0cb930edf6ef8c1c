import type { Socket } from 'node:net';
import { wallTimer } from '../model/wall-clock.js';
import { PlaneBench, until, type RawClient } from './data-plane-bench.testing.js';

let bench: PlaneBench;
beforeEach(() => {
  bench = new PlaneBench();
});
afterEach(() => bench.close());

/** Says its name, echoes, and says goodbye when the client has ended. */
const echo = (name: string) => (socket: Socket): void => {
  socket.write(`${name}:`);
  socket.on('data', (chunk) => socket.write(chunk)).on('end', () => socket.end('bye'));
};

async function talking(pattern: RegExp): Promise<RawClient> {
  const client = bench.dial('hello');
  await client.got(pattern);
  return client;
}

test('joins connections in turn, passes bytes and ends of one direction, and tells who serves', async () => {
  await bench.raw('a', echo('a'));
  await bench.raw('b', echo('b'));
  await bench.open({ kind: 'network' });
  const clients = [await talking(/^a:hello$/), await talking(/^b:hello$/), await talking(/^a:hello$/)];
  expect(clients.map((client) => bench.plane.servedBy(client.port))).toEqual(['a', 'b', 'a']);
  expect([bench.plane.inFlight('a'), bench.plane.inFlight('b')]).toEqual([2, 1]);
  for (const client of clients) client.socket.end();
  expect(await clients[1]?.ended()).toEqual({ text: 'b:hellobye', outcome: 'end' });
  await Promise.all([bench.plane.idle('a'), bench.plane.idle('b')]);
  expect(bench.plane.counters()).toEqual({ requests: 3, failed: 0 });
});

test('a large stream passes whole', async () => {
  await bench.raw('a', (socket) => void socket.end(Buffer.alloc(16 * 1024 * 1024, 'x')));
  await bench.open({ kind: 'network' });
  const client = bench.dial();
  client.socket.end();
  expect((await client.ended()).text).toHaveLength(16 * 1024 * 1024);
  await bench.plane.idle('a');
});

test.each([
  ['classic', 'ECONNRESET', ''],
  ['network', '', 'a:hello'],
] as const)('with no target in service a %s balancer ends by %j', async (kind, outcome, text) => {
  (await bench.raw('a', echo('a'))).inService = false;
  await bench.open({ kind, protocol: 'TCP' });
  const client = bench.dial('hello');
  if (text) await client.got(/hello/);
  else await client.ended();
  expect([client.text, client.outcome]).toEqual([text, outcome]);
});

test.each(['classic', 'network'] as const)('a %s balancer without targets resets', async (kind) => {
  await bench.open({ kind, protocol: 'TCP' });
  const client = bench.dial();
  expect((await client.ended()).outcome).toBe('ECONNRESET');
  expect([bench.plane.counters(), bench.plane.servedBy(client.port)]).toEqual([{ requests: 1, failed: 1 }, undefined]);
});

test('a target that refuses is a reset', async () => {
  const target = await bench.raw('a', echo('a'));
  await bench.open({ kind: 'network' });
  await target.stop();
  expect((await bench.dial('hello').ended()).outcome).toBe('ECONNRESET');
  await bench.plane.idle('a');
  expect(bench.plane.counters()).toEqual({ requests: 1, failed: 1 });
  await target.open();
});

test('a reset passes in both directions', async () => {
  const ends: string[] = [];
  const target = await bench.raw('a', (socket) => {
    socket.on('error', (error: NodeJS.ErrnoException) => ends.push(error.code ?? ''));
    echo('a')(socket);
  });
  await bench.open({ kind: 'network' });
  const first = await talking(/hello/);
  for (const socket of target.sockets) socket.resetAndDestroy();
  expect((await first.ended()).outcome).toBe('ECONNRESET');
  const second = await talking(/hello/);
  second.socket.resetAndDestroy();
  await until(() => ends.includes('ECONNRESET'), 'reset at the target');
  await bench.plane.idle('a');
});

test('a target that drains keeps its connections until they are cut', async () => {
  const target = await bench.raw('a', echo('a'));
  await bench.open({ kind: 'network' });
  const client = await talking(/hello/);
  target.draining = true;
  expect((await bench.dial('hello').ended()).outcome).toBe('ECONNRESET');
  client.socket.write(' still');
  await client.got(/hello still$/);
  bench.plane.cut('a');
  expect((await client.ended()).outcome).toBe('ECONNRESET');
  await bench.plane.idle('a');
});

test('a connection without a byte for the idle timeout is reset, one that speaks is not', async () => {
  await bench.raw('a', (socket) => {
    let count = 0;
    socket.on('data', () => {
      count += 1;
      if (count < 8) wallTimer(0.05, () => socket.write('.'));
    });
  });
  await bench.open({ kind: 'network', idleTimeout: 1 });
  const client = bench.dial('x');
  client.socket.on('data', () => client.socket.write('x'));
  expect(await client.ended()).toEqual({ text: '.......', outcome: 'ECONNRESET' });
});

test('closing resets what is open', async () => {
  await bench.raw('a', echo('a'));
  await bench.open({ kind: 'network' });
  const client = await talking(/hello/);
  await bench.plane.close();
  expect((await client.ended()).outcome).toBe('ECONNRESET');
  expect(bench.plane.inFlight('a')).toBe(0);
});
