import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import type { ShippedEvent } from '../model/shipped-event.js';
import { until } from './link-bench.testing.js';
import { openLogCollector, type LogCollector } from './log-collector.js';

const NGINX = '<190>Nov 26 19:14:23 web-1 nginx: {"status":"503","uri":"/health"}';
const DJANGO = '<11>1 2026-11-26T19:14:23Z web-1 django 12 - - {"status":"fail"}';

let collector: LogCollector;
let events: ShippedEvent[];

beforeEach(async () => {
  events = [];
  collector = await openLogCollector({ now: () => 42, onEvent: (event) => events.push(event) });
});
afterEach(() => collector.close());

const come = (count: number): Promise<void> => until(() => events.length >= count, () => `${count} events, found ${JSON.stringify(events)}`);

async function datagrams(...messages: (string | Uint8Array)[]): Promise<void> {
  const socket = createSocket('udp4');
  for (const message of messages) {
    await new Promise((sent) => socket.send(message, collector.address.port, collector.address.host, sent));
  }
  socket.close();
}

async function dial(): Promise<Socket> {
  const socket = connect(collector.address).on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** What a raw client gets for these parts, each sent as a packet of its own as far as we can say. */
async function talk(...parts: (string | Uint8Array)[]): Promise<string> {
  const socket = await dial();
  let text = '';
  socket.setNoDelay().on('data', (chunk) => (text += chunk.toString()));
  const closed = once(socket, 'close');
  for (const part of parts) await new Promise((sent) => socket.write(part, sent));
  socket.end();
  await closed;
  return text;
}

const url = (): string => `http://${collector.hostAndPort}/`;
const post = (body: string, type = 'application/json'): Promise<Response> => fetch(url(), { method: 'POST', body, headers: { 'content-type': type } });

test('datagrams of both forms of syslog are events with their sender and the time at which they came', async () => {
  await datagrams(NGINX, DJANGO, 'no syslog at all');
  await come(3);
  expect(events).toEqual([
    { at: 42, via: 'syslog', host: 'web-1', program: 'nginx', severity: 'info', event: { status: '503', uri: '/health' } },
    { at: 42, via: 'syslog', host: 'web-1', program: 'django', severity: 'err', event: { status: 'fail' } },
    { at: 42, via: 'syslog', event: 'no syslog at all' },
  ]);
});

test('a stream has messages in lines and in counted octets, however it is cut', async () => {
  const counted = `${Buffer.byteLength(DJANGO)} ${DJANGO}`;
  const [begin, end] = [counted.slice(0, 2), counted.slice(2)];
  await talk(`${NGINX}\n${begin}`, end, NGINX);
  await come(3);
  expect(events.map(({ program }) => program)).toEqual(['nginx', 'django', 'nginx']);
});

test('a connection may stay open between its messages', async () => {
  const socket = await dial();
  socket.write(`${NGINX}\n`);
  await come(1);
  socket.write(`${NGINX}\n`);
  await come(2);
  socket.destroy();
});

test.each<[string, string, string, unknown[]]>([
  ['one object', 'application/json', '{"a":1}', [{ a: 1 }]],
  ['an array', 'application/json; charset=utf-8', '[{"a":1},{"b":"ü"}]', [{ a: 1 }, { b: 'ü' }]],
  ['lines', 'application/x-ndjson', '{"a":1}\n\n{"b":2}\r\n', [{ a: 1 }, { b: 2 }]],
  ['lines that are not announced', 'application/json', '{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
  ['no event', 'application/json', '[]', []],
])('a POST of %s is answered with 204, and its events are there', async (_, type, body, found) => {
  const response = await post(body, type);
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect(events.map(({ via, event }) => [via, event])).toEqual(found.map((event) => ['http', event]));
});

test.each<[string, string, number, string]>([
  ['no JSON', 'status=fail', 400, 'expected JSON, line 1 is none: '],
  ['a broken line', '{"a":1}\n{"b":', 400, 'expected JSON, line 2 is none: '],
  ['nothing', ' \n', 400, 'found an empty body'],
  ['a number', '12', 400, 'expected a JSON object, an array or JSON lines, found a number'],
  ['nests too deep', `${'['.repeat(90_000)}${']'.repeat(90_000)}`, 400, 'nested deeper than 64 levels'],
  ['too many events', `[${'0,'.repeat(5000)}0]`, 413, 'expected at most 5000 events in a request, found 5001'],
  ['too much', `"${'x'.repeat(1_048_576)}"`, 413, 'expected at most 1048576 bytes, found 1048578'],
])('a POST of %s is refused with a reason, and nothing of it is taken', async (_, body, status, why) => {
  const response = await post(body);
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(why);
  expect(events).toEqual([]);
  expect((await post('{}')).status).toBe(204);
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE'])('%s is answered with 405 and the method that is taken', async (method) => {
  const response = await fetch(url(), { method, ...(method === 'PUT' ? { body: '{}' } : {}) });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

test('a body that is packed is refused', async () => {
  const response = await fetch(url(), { method: 'POST', body: '{}', headers: { 'content-encoding': 'gzip' } });
  expect(response.status).toBe(415);
});

test('a request is taken for one though it comes byte by byte, and so is the next on its connection', async () => {
  const request = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n{"a":1}';
  const text = await talk(...request.slice(0, 8), request.slice(8) + request);
  expect(text.match(/^HTTP\/1.1 204/gm)).toHaveLength(2);
  expect(events).toHaveLength(2);
});

test('an event that is too long is cut between words', async () => {
  await post(JSON.stringify({ text: `${'word '.repeat(3000)}${'s'.repeat(9000)}` }));
  const [cut] = events;
  expect(String(cut?.event)).toMatch(/^\{"text":"(?:word )+\.\.\.$/);
});

test('whatever bytes come by any way, it goes on', async () => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)), fc.constantFrom('<', '<190>1', '99999999 <1>x', '[[[', 'POST', 'A\r\n\r\n', '@cee:{').map((text) => Buffer.from(text)));
  await fc.assert(
    fc.asyncProperty(bytes, bytes, async (first, second) => {
      await datagrams(first);
      await talk(first, second);
      await fetch(url(), { method: 'POST', body: Buffer.from(first) }).then((response) => response.text());
    }),
    { numRuns: 60 },
  );
  events.length = 0;
  await datagrams(NGINX);
  await until(() => events.some(({ program }) => program === 'nginx'), () => 'the event after them');
});

test('closing ends listeners and connections, whatever these were at, and can be done twice', async () => {
  const sockets = await Promise.all([dial(), dial(), dial()]);
  sockets[0]?.write('<190>half a me');
  sockets[1]?.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 70\r\n\r\n{');
  await post('{}');
  const ends = sockets.map((socket) => once(socket, 'close'));
  await Promise.all([collector.close(), collector.close()]);
  await Promise.all(ends);
  await expect(fetch(url())).rejects.toThrow();
  const again = createSocket('udp4');
  await new Promise<void>((bound, fail) => again.once('error', fail).bind(collector.address.port, collector.address.host, () => bound()));
  again.close();
});
