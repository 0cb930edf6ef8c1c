import { PlaneBench, until, type BenchTarget } from './data-plane-bench.testing.js';
import type { RequestHead, Route } from './route.js';
import type { TargetPool } from './routing.js';

let bench: PlaneBench;
beforeEach(() => {
  bench = new PlaneBench();
});
afterEach(() => bench.close());

const pool = (id: string, targets: readonly BenchTarget[], more: Partial<TargetPool> = {}): TargetPool => ({ id, targets, method: 'round-robin', slowStart: 0, ...more });
const forward = (to: TargetPool): Route => ({ kind: 'forward', pool: to });
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4).replace(/\r\n|\d/g, '');
const asked = async (path: string): Promise<string> => bodyOf((await bench.get(path)).text);

test('a route sees the method, path and query as they came, headers, and the address of the client', async () => {
  const heads: (RequestHead | undefined)[] = [];
  const target = await bench.web('a');
  await bench.open({
    kind: 'application',
    route: (head) => {
      heads.push(head);
      return forward(pool('p', [target]));
    },
  });
  await bench.get('/a%20b/c?d=e?f', 'X-Canary: yes');
  await bench.get('http://other.example:81/g');
  await bench.get('http://other.example?h');
  await bench.get('*');
  expect(heads).toMatchObject([
    { method: 'GET', path: '/a%20b/c', query: 'd=e?f', headers: { host: 'shop.example', 'x-canary': 'yes' }, client: '127.0.0.1' },
    { path: '/g', query: '' },
    { path: '/', query: 'h' },
    { path: '*', query: '' },
  ]);
});

test('each pool has its own turn, and its own failing open', async () => {
  const [a, b, c, d] = [await bench.web('a'), await bench.web('b'), await bench.web('c'), await bench.web('d')];
  const [first, second] = [pool('first', [a, b]), pool('second', [c, d])];
  await bench.open({ kind: 'application', route: (head) => forward(head?.path === '/second' ? second : first) });
  expect([await asked('/'), await asked('/second'), await asked('/'), await asked('/second'), await asked('/')]).toEqual(['a', 'c', 'b', 'd', 'a']);
  a.inService = false;
  b.inService = false;
  d.inService = false;
  expect([await asked('/'), await asked('/'), await asked('/second'), await asked('/second')]).toEqual(['b', 'a', 'c', 'c']);
  expect(bench.plane.counters()).toEqual({ requests: 9, failed: 0 });
});

test('pools share out by their own methods', async () => {
  const [a, b] = [await bench.web('a', () => undefined), await bench.web('b')];
  await bench.open({ kind: 'application', route: () => forward(pool('least', [a, b], { method: 'least-outstanding' })) });
  bench.dial('GET /held HTTP/1.1\r\nHost: shop\r\n\r\n');
  await until(() => bench.plane.inFlight('a') === 1, 'one request held');
  expect([await asked('/'), await asked('/'), await asked('/')]).toEqual(['b', 'b', 'b']);
});

test('an empty pool is answered with 503, which is a failure', async () => {
  await bench.open({ kind: 'application', route: () => forward(pool('none', [])) });
  expect((await bench.get()).text).toMatch(/^HTTP\/1\.1 503 /);
  expect(bench.plane.counters()).toEqual({ requests: 1, failed: 1 });
});

test('a given answer is no failure, asks no target, and leaves the connection open for more', async () => {
  const target = await bench.web('a');
  await bench.open({
    kind: 'application',
    route: (head) => (head?.path === '/' ? forward(pool('p', [target])) : { kind: 'answer', answer: { status: 403, headers: { 'X-Given': 'yes' }, body: 'not här' } }),
  });
  const client = bench.dial('GET / HTTP/1.1\r\nHost: shop\r\n\r\n');
  await client.got(/\r\na$/);
  expect(bench.plane.servedBy(client.port)).toBe('a');
  client.socket.write('POST /no HTTP/1.1\r\nHost: shop\r\nContent-Length: 5\r\n\r\nhello');
  const text = await client.got(/not h/);
  expect(text).toMatch(/HTTP\/1\.1 403 Forbidden\r\nX-Given: yes\r\nContent-Length: 8\r\n/);
  expect(bench.plane.servedBy(client.port)).toBeUndefined();
  client.text = '';
  client.socket.write('GET / HTTP/1.1\r\nHost: shop\r\n\r\n');
  await client.got(/\r\na$/);
  expect([target.connections, bench.plane.counters()]).toEqual([1, { requests: 3, failed: 0 }]);
});

test('connections are routed without anything known of them, and reset where an answer is to be given', async () => {
  const target = await bench.raw('a', (socket) => void socket.write('a:'));
  const routes: Route[] = [forward(pool('p', [target])), { kind: 'answer', answer: { status: 200, headers: {}, body: '' } }, forward(pool('none', []))];
  const heads: (RequestHead | undefined)[] = [];
  await bench.open({
    kind: 'network',
    route: (head) => {
      heads.push(head);
      return routes[heads.length - 1] ?? forward(pool('none', []));
    },
  });
  await bench.dial('hello').got(/^a:$/);
  expect(await bench.dial('hello').ended()).toEqual({ text: '', outcome: 'ECONNRESET' });
  expect(await bench.dial('hello').ended()).toEqual({ text: '', outcome: 'ECONNRESET' });
  expect(heads).toEqual([undefined, undefined, undefined]);
});
