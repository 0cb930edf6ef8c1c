import { createHash, randomBytes } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ConfigError } from '../model/errors.js';
import { PlaneBench, until } from './data-plane-bench.testing.js';
import { openDataPlane } from './data-plane.js';

let bench: PlaneBench;
beforeEach(() => {
  bench = new PlaneBench();
});
afterEach(() => bench.close());

const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Answers only when told; remembers who waits. */
function slow(waiting: ServerResponse[]) {
  return (_: IncomingMessage, response: ServerResponse): void => void waiting.push(response);
}

describe('routing', () => {
  test('asks targets in turn, and only those that are in service and do not drain', async () => {
    for (const id of ['a', 'b', 'c']) await bench.web(id);
    await bench.open();
    const asked = async (): Promise<string> => bodyOf((await bench.get()).text).replace(/\r\n|\d/g, '');
    expect([await asked(), await asked(), await asked(), await asked()]).toEqual(['a', 'b', 'c', 'a']);
    if (bench.targets[1]) bench.targets[1].inService = false;
    if (bench.targets[2]) bench.targets[2].draining = true;
    expect([await asked(), await asked()]).toEqual(['a', 'a']);
    expect(bench.plane.counters()).toEqual({ requests: 6, failed: 0 });
  });

  test('prefers the target with fewer requests under way', async () => {
    const waiting: ServerResponse[] = [];
    await bench.web('busy', slow(waiting));
    await bench.web('free');
    await bench.open();
    const held = bench.get();
    await until(() => waiting.length === 1, 'one request held');
    expect(bench.plane.inFlight('busy')).toBe(1);
    for (let count = 0; count < 3; count++) expect((await bench.get()).text).toMatch(/free/);
    waiting[0]?.end('done');
    expect((await held).text).toMatch(/done/);
    await bench.plane.idle('busy');
    expect(bench.plane.inFlight('busy')).toBe(0);
  });

  test('tells who serves a kept connection, and that nobody did', async () => {
    await bench.web('a');
    await bench.web('b');
    await bench.open();
    const client = bench.dial();
    const seen: (string | undefined)[] = [];
    for (const pattern of [/\r\na$/, /\r\nb$/, /\r\na$/]) {
      client.text = '';
      client.socket.write('GET / HTTP/1.1\r\nHost: shop\r\n\r\n');
      await client.got(pattern);
      seen.push(bench.plane.servedBy(client.port));
    }
    for (const target of bench.targets) target.inService = false;
    client.socket.write('GET / HTTP/1.1\r\nHost: shop\r\n\r\n');
    await client.got(/503/);
    expect([...seen, bench.plane.servedBy(client.port)]).toEqual(['a', 'b', 'a', undefined]);
    expect(client.outcome).toBe('');
  });

  test('follows a target to its new place', async () => {
    const target = await bench.web('a');
    await bench.open();
    await bench.get();
    await target.stop();
    await target.open(createServer((_, response) => response.end('respawned')));
    expect((await bench.get()).text).toMatch(/respawned/);
  });

  test('reuses connections to a target, and closes them when it has left', async () => {
    // It promises to keep its end for longer than the test waits.
    const first = await bench.web('a', (_, response) => response.writeHead(200, { Connection: 'keep-alive', 'Keep-Alive': 'timeout=60' }).end('a'));
    await bench.open();
    for (let count = 0; count < 5; count++) await bench.get();
    expect([first.connections, first.sockets.size]).toEqual([1, 1]);
    bench.targets.length = 0;
    await bench.web('b');
    await bench.get();
    await until(() => first.sockets.size === 0, 'connection to the former target closed');
    await first.stop();
  });
});

describe('with no target in service', () => {
  test.each([
    ['classic', 503],
    ['application', 200],
    ['network', 200],
  ] as const)('a %s balancer answers %d', async (kind, status) => {
    const target = await bench.web('a');
    target.inService = false;
    await bench.open({ kind, protocol: 'HTTP' });
    expect((await bench.get()).text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(bench.plane.counters().failed).toBe(status === 503 ? 1 : 0);
  });

  test.each([
    ['classic', 'HTTP/1.1 503 Service Unavailable: Back-end server is at capacity'],
    ['application', 'HTTP/1.1 503 Service Temporarily Unavailable'],
  ] as const)('a %s balancer without any answers in its own words', async (kind, line) => {
    await bench.open({ kind });
    const { text } = await bench.get();
    expect(text.split('\r\n')[0]).toBe(line);
    expect(Number(/Content-Length: (\d+)/.exec(text)?.[1])).toBe(bodyOf(text).length);
  });
});

describe('messages', () => {
  test('Host, path, cookies and order come through, and the forwarded headers are set', async () => {
    let seen: IncomingMessage | undefined;
    await bench.web('a', (request, response) => {
      seen = request;
      response.end();
    });
    await bench.open({ outside: { protocol: 'http', port: 8080 } });
    await bench.get('/a%20b?q=1', 'X-One: 1', 'x-forwarded-for: 198.51.100.1', 'X-Forwarded-Proto: https', 'Cookie: a=b', 'Keep-Alive: 5', 'TE: trailers');
    expect(seen?.url).toBe('/a%20b?q=1');
    expect(seen?.headers).toEqual({
      host: 'shop.example',
      connection: 'keep-alive',
      'x-one': '1',
      cookie: 'a=b',
      'x-forwarded-for': '198.51.100.1, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '8080',
    });
  });

  test('status, reason, repeated headers and latin letters come back', async () => {
    await bench.raw('a', (socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 404 Nicht da\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nX-Name: J\xfcrgen\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno', 'latin1'));
    });
    await bench.open();
    expect((await bench.get()).text).toMatch(/^HTTP\/1\.1 404 Nicht da\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nX-Name: J\xfcrgen\r\nContent-Length: 2\r\n.*\r\n\r\nno$/s);
  });

  test.each([
    ['an answer to HEAD', 'HEAD', /Content-Length: 5\r\n.*\r\n\r\n$/s],
    ['an answer without body', 'DELETE', /^HTTP\/1\.1 204 (?!.*(?:Content-Length|chunked)).*\r\n\r\n$/s],
  ])('%s stays one', async (_, method, expected) => {
    await bench.web('a', (request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, { 'Content-Length': 5 }).end();
      else response.writeHead(204).end();
    });
    await bench.open();
    expect((await bench.dial(`${method} / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n`).ended()).text).toMatch(expected);
  });

  test.each([
    ['with a length', (bytes: Buffer) => ({ 'Content-Length': bytes.length })],
    ['in chunks', () => ({ 'Transfer-Encoding': 'chunked' })],
    ['after a 100 Continue', (bytes: Buffer) => ({ 'Content-Length': bytes.length, Expect: '100-continue' })],
  ])('large bodies %s pass both ways unchanged', async (_, headers) => {
    await bench.web('a', (request, response) => void request.pipe(response));
    await bench.open();
    const bytes = randomBytes(8 * 1024 * 1024);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest({ ...bench.plane.address, method: 'POST', agent: false, headers: headers(bytes) }, resolve);
      request.on('error', reject);
      request.end(bytes);
    });
    expect(digest(await buffer(answer))).toBe(digest(bytes));
  });

  test('a head comes before its body does', async () => {
    const waiting: ServerResponse[] = [];
    await bench.web('a', (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
      waiting.push(response);
    });
    await bench.open();
    const client = bench.dial('GET / HTTP/1.1\r\nHost: shop\r\n\r\n');
    await client.got(/event-stream\r\n.*\r\n\r\n$/s);
    waiting[0]?.write('first');
    await client.got(/first\r\n$/);
    waiting[0]?.end();
    await client.got(/0\r\n\r\n$/);
  });

  test('a client that does not read makes the target wait', async () => {
    const all = 64 * 1024 * 1024;
    let written = 0;
    await bench.web('a', (_, response) => {
      const chunks = function* (): Generator<Buffer> {
        for (; written < all; written += 65_536) yield Buffer.alloc(65_536, 'x');
      };
      response.writeHead(200, { 'Content-Length': all });
      Readable.from(chunks()).pipe(response);
    });
    await bench.open();
    const client = bench.dial('GET / HTTP/1.1\r\nHost: shop\r\n\r\n');
    client.socket.pause();
    let before = -1;
    let still = 0;
    await until(() => {
      still = written > 0 && written === before ? still + 1 : 0;
      before = written;
      return still === 20;
    }, 'the flow stands still');
    expect(written).toBeLessThan(all / 2);
    client.socket.resume();
    await until(() => client.text.length > all, 'all bytes passed');
  });

  test('a target that answers before it has read a body leaves the connection usable', async () => {
    await bench.web('a', (request, response) => {
      if (request.method === 'GET') response.end('fine');
      else response.writeHead(413, { Connection: 'close', 'Content-Length': 0 }).end();
    });
    await bench.open();
    const client = bench.dial(`POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 300000\r\n\r\n${'x'.repeat(1000)}`);
    await client.got(/^HTTP\/1\.1 413 /);
    client.socket.write(`${'x'.repeat(299_000)}GET / HTTP/1.1\r\nHost: shop\r\n\r\n`);
    await client.got(/fine$/);
  });
});

test.each([[{ slowStart: 29 }], [{ slowStart: 901 }], [{ idleTimeout: 0 }], [{ idleTimeout: 4001 }]])('refuses %j', async (change) => {
  await expect(openDataPlane({ kind: 'application', targets: () => [], now: () => 0, ...change })).rejects.toThrow(ConfigError);
});

test('slow start follows the clock that it is given', async () => {
  await bench.web('old');
  const young = await bench.web('new');
  young.inServiceSince = 100;
  let now = 100;
  await bench.open({ kind: 'application', slowStart: 30, now: () => now });
  const served = async (): Promise<string> => bodyOf((await bench.get()).text);
  expect([await served(), await served(), await served()]).toEqual(['old', 'old', 'old']);
  now = 130;
  expect(new Set([await served(), await served()])).toEqual(new Set(['old', 'new']));
});
