import fc from 'fast-check';
import { serverIn } from './dependency-address.js';

const LINK = { host: '127.0.0.1', port: 4000 };

test.each<[string, string, number, string]>([
  ['redis://cache:6380/2', 'cache', 6380, 'redis://127.0.0.1:4000/2'],
  ['redis://cache', 'cache', 6379, 'redis://127.0.0.1:4000'],
  ['rediss://:p%40ss@cache/0', 'cache', 6379, 'rediss://:p%40ss@127.0.0.1:4000/0'],
  ['amqp://guest:gu@est@queue/%2F?heartbeat=5', 'queue', 5672, 'amqp://guest:gu@est@127.0.0.1:4000/%2F?heartbeat=5'],
  ['amqps://queue', 'queue', 5671, 'amqps://127.0.0.1:4000'],
  ['http://search', 'search', 80, 'http://127.0.0.1:4000'],
  ['HTTPS://Search.example.com/v1/', 'Search.example.com', 443, 'HTTPS://127.0.0.1:4000/v1/'],
  ['mysql2://app:x@db/shop', 'db', 3306, 'mysql2://app:x@127.0.0.1:4000/shop'],
  ['mysql+pymysql://app@db/shop', 'db', 3306, 'mysql+pymysql://app@127.0.0.1:4000/shop'],
  ['mongodb://db/shop', 'db', 27017, 'mongodb://127.0.0.1:4000/shop'],
  ['postgres://app@db?sslmode=disable', 'db', 5432, 'postgres://app@127.0.0.1:4000?sslmode=disable'],
  ['postgresql+psycopg://db/x', 'db', 5432, 'postgresql+psycopg://127.0.0.1:4000/x'],
  ['memcached://cache', 'cache', 11211, 'memcached://127.0.0.1:4000'],
  ['smtp://[::1]:2525', '::1', 2525, 'smtp://127.0.0.1:4000'],
  ['cache:11211', 'cache', 11211, '127.0.0.1:4000'],
  ['10.0.0.5:9092', '10.0.0.5', 9092, '127.0.0.1:4000'],
  ['[::1]:9092', '::1', 9092, '127.0.0.1:4000'],
  [' 127.0.0.1:25 ', '127.0.0.1', 25, ' 127.0.0.1:4000 '],
  ['jdbc:postgresql://db:5433/shop', 'db', 5433, 'jdbc:postgresql://127.0.0.1:4000/shop'],
])('%s names %s, port %i, and is led to a link as %s', (value, host, port, led) => {
  expect(serverIn(value)).toMatchObject({ host, port });
  expect(serverIn(value)?.at(LINK)).toBe(led);
});

test.each([
  '', 'cache', 'true', 'unknown://cache', 'mongodb+srv://cluster.example.com/shop', 'mongodb://a:1,b:2/shop', 'a:9092,b:9092', 'sqlite:///file.db',
  'cache:0', 'cache:70000', 'redis://cache:port/0', 'a/b:80',
  '10:30', '/tmp/x.sock:1', 'urn:isbn:123', 'file:///tmp/a:80',
])('%j names no single server', (value) => {
  expect(serverIn(value)).toBeUndefined();
});

test.each([
  ['https://search:8443/v1', true], ['rediss://cache', true], ['http://search:8443', false], ['cache:6379', false],
])('whether a certificate names the host of %s: %s', (value, tls) => {
  expect(serverIn(value)?.tls).toBe(tls);
});

test('user, password, path and what follows stay as they were, whatever they hold', () => {
  const part = fc.stringMatching(/^[\w%.~!$&'()*+,;=:-]{0,12}$/);
  const property = fc.property(part, part, fc.stringMatching(/^[\w%/?#@:=&-]{0,20}$/), fc.option(fc.integer({ min: 1, max: 65_535 })), (user, password, rest, port) => {
    const [before, after] = [`redis://${user}:${password}@`, rest === '' ? '' : `/${rest}`];
    const value = `${before}cache${port === null ? '' : `:${port}`}${after}`;
    expect(serverIn(value)).toMatchObject({ host: 'cache', port: port ?? 6379 });
    expect(serverIn(value)?.at(LINK)).toBe(`${before}127.0.0.1:4000${after}`);
  });
  fc.assert(property, { numRuns: 300 });
});
