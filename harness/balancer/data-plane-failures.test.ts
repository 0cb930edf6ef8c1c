import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HALF_ANSWER, PlaneBench, until } from './data-plane-bench.testing.js';
import type { DataPlane } from './data-plane.js';

let bench: PlaneBench;
beforeEach(() => {
  bench = new PlaneBench();
});
afterEach(() => bench.close());

const onRequest = (act: (socket: Socket) => void) => (socket: Socket) => void socket.on('data', () => act(socket));
const GET = 'GET / HTTP/1.1\r\nHost: shop\r\n\r\n';

describe('no answer from the target', () => {
  test.each([
    ['resets', (socket: Socket) => void socket.resetAndDestroy()],
    ['closes', (socket: Socket) => void socket.end()],
    ['speaks no HTTP', (socket: Socket) => void socket.end('220 mail ready\r\n')],
    ['breaks off within the head', (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-')],
    ['writes a head that nobody can pass on', (socket: Socket) => void socket.end('HTTP/1.1 200 \x01\r\nContent-Length: 0\r\n\r\n')],
  ])('is a 502 when it %s, asked once', async (_, act) => {
    let asked = 0;
    await bench.raw('a', onRequest((socket) => {
      asked += 1;
      act(socket);
    }));
    await bench.open();
    expect((await bench.get()).text).toMatch(/^HTTP\/1\.1 502 BAD_GATEWAY\r\nContent-Type: text\/html\r\n/);
    expect(asked).toBe(1);
    expect(bench.plane.counters()).toEqual({ requests: 1, failed: 1 });
  });

  test('is a 502 when it refuses, which names the target, and the client may go on', async () => {
    const target = await bench.web('a');
    await bench.open({ kind: 'application' });
    await target.stop();
    const client = bench.dial(GET);
    await client.got(/^HTTP\/1\.1 502 Bad Gateway\r\nServer: awselb\/2\.0\r\n.*<\/html>\r\n$/s);
    expect(bench.plane.servedBy(client.port)).toBe('a');
    await target.open(createServer((_, response) => response.end('back')));
    client.socket.write(GET);
    await client.got(/back$/);
    await bench.plane.idle('a');
  });

  test('is a 504 after the idle timeout, and the target sees the request go', async () => {
    let gone = 0;
    await bench.web('a', (_, response) => void response.on('close', () => (gone += 1)));
    await bench.open({ kind: 'application', idleTimeout: 0.2 });
    expect((await bench.get()).text).toMatch(/^HTTP\/1\.1 504 Gateway Time-out\r\n/);
    await until(() => gone === 1, 'request ended at the target');
    expect(bench.plane.counters().failed).toBe(1);
  });

  test('in the middle of a body it breaks the client’s connection', async () => {
    await bench.raw('a', onRequest((socket) => socket.write(HALF_ANSWER)));
    await bench.open();
    const client = bench.dial(GET);
    await client.got(/half$/);
    for (const socket of bench.targets[0]?.sockets ?? []) socket.destroy();
    expect((await client.ended()).outcome).toBe('ECONNRESET');
    await bench.plane.idle('a');
    expect(bench.plane.counters()).toEqual({ requests: 1, failed: 0 });
  });

  test('a reset within a body without length does not look like its end', async () => {
    await bench.raw('a', onRequest((socket) => socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf')));
    await bench.open();
    const client = bench.dial(GET);
    await client.got(/half\r\n$/);
    for (const socket of bench.targets[0]?.sockets ?? []) socket.resetAndDestroy();
    const { text, outcome } = await client.ended();
    expect(outcome).toBe('ECONNRESET');
    expect(text).not.toMatch(/0\r\n\r\n$/);
  });

  test('a body without length that ends by closing is whole', async () => {
    await bench.raw('a', onRequest((socket) => void socket.end('HTTP/1.1 200 OK\r\n\r\nwhole')));
    await bench.open();
    const { text } = await bench.get();
    expect(text).toMatch(/\r\n5\r\nwhole\r\n0\r\n\r\n$/);
  });

  test('a body that stands still for the idle timeout breaks the client’s connection', async () => {
    await bench.raw('a', onRequest((socket) => socket.write(HALF_ANSWER)));
    await bench.open({ idleTimeout: 0.2 });
    expect(await bench.dial(GET).ended()).toMatchObject({ outcome: 'ECONNRESET' });
  });
});

describe('the client', () => {
  test.each([
    ['before the answer', false],
    ['within the answer', true],
  ])('that leaves %s ends the request to the target', async (_, begun) => {
    let gone = 0;
    let asked = 0;
    await bench.web('a', (_request, response) => {
      asked += 1;
      response.on('close', () => (gone += 1));
      if (begun) response.write('x');
    });
    await bench.open();
    const client = bench.dial(GET);
    await until(() => asked === 1 && (!begun || /x\r\n$/.test(client.text)), 'target asked');
    client.socket.destroy();
    await until(() => gone === 1, 'request ended at the target');
    await bench.plane.idle('a');
    expect(bench.plane.counters().failed).toBe(0);
  });

  test('that leaves within its own body ends the request to the target', async () => {
    let aborted = 0;
    await bench.web('a', (request) => void request.on('aborted', () => (aborted += 1)).resume());
    await bench.open();
    const client = bench.dial('POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\nhalf');
    await until(() => bench.targets[0]?.sockets.size === 1, 'target asked');
    client.socket.destroy();
    await until(() => aborted === 1, 'body broken at the target');
    await bench.plane.idle('a');
  });

  test('that stops within its body is told so after the idle timeout', async () => {
    await bench.web('a', (request) => void request.resume());
    await bench.open({ idleTimeout: 0.2 });
    const { text, outcome } = await bench.dial('POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\nhalf').ended();
    expect(text).toMatch(/^HTTP\/1\.1 408 REQUEST_TIMEOUT\r\n.*Connection: close\r\n/s);
    expect(outcome).toBe('end');
    expect(bench.plane.counters().failed).toBe(0);
  });

  test('that must wait since the target does not read gets a 504', async () => {
    await bench.raw('a', (socket) => void socket.pause());
    await bench.open({ idleTimeout: 0.3 });
    const client = bench.dial('POST / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: 99000000\r\n\r\n');
    client.socket.write(Buffer.alloc(64 * 1024 * 1024));
    await client.got(/^HTTP\/1\.1 504 GATEWAY_TIMEOUT\r\n/);
  });

  test('that asks what cannot be forwarded gets a 400', async () => {
    await bench.web('a');
    await bench.open();
    expect((await bench.dial('OPTIONS * HTTP/1.1\r\nHost: shop\r\n\r\n').ended()).text).toMatch(/^HTTP\/1\.1 400 BAD_REQUEST\r\n/);
  });

  test('that is idle loses its connection after the idle timeout', async () => {
    await bench.web('a');
    await bench.open({ idleTimeout: 1 });
    const client = bench.dial(GET);
    await client.got(/a$/);
    expect((await client.ended()).outcome).toBe('end');
  });
});

describe('a target that drains', () => {
  const held: ServerResponse[] = [];
  let plane: DataPlane;

  beforeEach(async () => {
    held.length = 0;
    await bench.web('old', (_, response) => void held.push(response));
    plane = await bench.open();
  });

  test('finishes what is under way and gets nothing new', async () => {
    const client = bench.dial(GET);
    await until(() => held.length === 1, 'request held');
    let idle = false;
    const drained = plane.idle('old').then(() => (idle = true));
    if (bench.targets[0]) bench.targets[0].draining = true;
    expect((await bench.get()).text).toMatch(/^HTTP\/1\.1 503 /);
    expect([idle, held.length]).toEqual([false, 1]);
    held[0]?.end('late but whole');
    await client.got(/late but whole$/);
    await drained;
    expect(plane.inFlight('old')).toBe(0);
  });

  test('is cut with a reset on both sides, while others go on', async () => {
    const client = bench.dial(GET);
    await until(() => held.length === 1, 'request held');
    const ends: string[] = [];
    for (const socket of bench.targets[0]?.sockets ?? []) socket.on('error', (error: NodeJS.ErrnoException) => ends.push(error.code ?? ''));
    await bench.web('other');
    if (bench.targets[0]) bench.targets[0].draining = true;
    const bystander = bench.dial(GET);
    await bystander.got(/other$/);
    plane.cut('old');
    expect(await client.ended()).toEqual({ text: '', outcome: 'ECONNRESET' });
    await plane.idle('old');
    await until(() => ends.includes('ECONNRESET'), 'reset at the target');
    bystander.socket.write(GET);
    await bystander.got(/other.*other$/s);
    expect(plane.counters().failed).toBe(0);
  });

  test('may be asked again after a cut', async () => {
    plane.cut('old');
    const client = bench.dial(GET);
    await until(() => held.length === 1, 'request held');
    held[0]?.end('again');
    await client.got(/again$/);
  });
});

test('closing ends what is under way, frees the port and leaves nothing open', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
  await bench.web('a', (_, response) => void response.write('begun'));
  await bench.open();
  const clients = [bench.dial(GET), bench.dial(GET), bench.dial()];
  await until(() => bench.plane.inFlight('a') === 2, 'two requests under way');
  await clients[0]?.got(/begun/);
  await bench.plane.close();
  await bench.plane.close();
  for (const client of clients) await client.ended();
  expect(bench.plane.inFlight('a')).toBe(0);
  expect((await bench.dial(GET).ended()).outcome).toBe('ECONNREFUSED');
  for (const client of clients) client.socket.destroy();
  await bench.targets[0]?.stop();
  bench.targets.length = 0;
  await until(() => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length <= before, 'no socket open');
});
