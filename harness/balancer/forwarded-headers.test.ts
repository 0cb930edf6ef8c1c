import { headersForClient, headersForTarget } from './forwarded-headers.js';

const OUTSIDE = { protocol: 'https', port: 443 } as const;
const ADDED = ['X-Forwarded-For', '203.0.113.7', 'X-Forwarded-Proto', 'https', 'X-Forwarded-Port', '443'];
const forTarget = (...raw: string[]): string[] => headersForTarget(raw, '203.0.113.7', OUTSIDE);

test('Host and everything else stays as it came and in its order', () => {
  const raw = ['host', 'shop.example', 'Cookie', 'a=1', 'X-a', '1', 'X-A', '2', 'Content-Length', '3'];
  expect(forTarget(...raw)).toEqual([...raw, ...ADDED]);
});

test.each([
  ['one', ['X-Forwarded-For', '198.51.100.1'], '198.51.100.1, 203.0.113.7'],
  ['a chain', ['x-forwarded-for', '10.1.1.1, 10.2.2.2'], '10.1.1.1, 10.2.2.2, 203.0.113.7'],
  ['several headers', ['x-forwarded-for', '10.1.1.1', 'X-Forwarded-For', '10.2.2.2'], '10.1.1.1, 10.2.2.2, 203.0.113.7'],
])('the client is appended to %s', (_, raw, expected) => {
  expect(forTarget(...raw).slice(0, 2)).toEqual(['X-Forwarded-For', expected]);
});

test('what the client claims of protocol and port is replaced', () => {
  expect(forTarget('x-forwarded-proto', 'http', 'X-Forwarded-Port', '8080')).toEqual(ADDED);
  expect(headersForTarget([], '::1', { protocol: 'http', port: 80 })).toEqual([
    'X-Forwarded-For', '::1', 'X-Forwarded-Proto', 'http', 'X-Forwarded-Port', '80',
  ]);
});

test('an IPv4 client is written as one', () => {
  expect(headersForTarget([], '::ffff:127.0.0.1', OUTSIDE)[1]).toBe('127.0.0.1');
});

test.each([
  ['Connection', 'keep-alive'],
  ['Keep-Alive', 'timeout=5'],
  ['Proxy-Connection', 'keep-alive'],
  ['TE', 'trailers'],
  ['Trailer', 'X-Sum'],
  ['Transfer-Encoding', 'chunked'],
  ['Upgrade', 'websocket'],
])('%s ends at the balancer in both directions', (name, value) => {
  expect(forTarget(name, value)).toEqual(ADDED);
  expect(headersForClient([name, value, 'X-Kept', '1'])).toEqual(['X-Kept', '1']);
});

test('so do headers that Connection names, but not those that a message cannot do without', () => {
  const raw = ['Connection', 'close, X-Hop , Host, content-length', 'x-hop', '1', 'Host', 'shop', 'Content-Length', '2'];
  expect(forTarget(...raw)).toEqual(['Host', 'shop', 'Content-Length', '2', ...ADDED]);
  expect(headersForClient(['Connection', 'x-hop', 'X-Hop', '1', 'Set-Cookie', 'a', 'set-cookie', 'b'])).toEqual(['Set-Cookie', 'a', 'set-cookie', 'b']);
});
