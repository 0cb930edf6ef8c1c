import { serverIn } from './server-address.js';

const ELSEWHERE = { host: '127.0.0.1', port: 9 };

test.each([
  ['redis://cache:6379/0', 'cache', 6379, false, 'redis://127.0.0.1:9/0'],
  ['redis://:p@ss:word@cache.internal:6379', 'cache.internal', 6379, false, 'redis://:p@ss:word@127.0.0.1:9'],
  ['http://10.0.0.9:8080/api?x=1:2', '10.0.0.9', 8080, false, 'http://127.0.0.1:9/api?x=1:2'],
  ['jdbc:postgresql://db:5432/shop', 'db', 5432, false, 'jdbc:postgresql://127.0.0.1:9/shop'],
  ['amqp://[::1]:5672', '::1', 5672, false, 'amqp://127.0.0.1:9'],
  ['https://api.example.com:8443/v1', 'api.example.com', 8443, true, 'https://127.0.0.1:9/v1'],
  ['memcached:11211', 'memcached', 11211, false, '127.0.0.1:9'],
  [' 127.0.0.1:25 ', '127.0.0.1', 25, false, ' 127.0.0.1:9 '],
] as const)('%s names a server, and can lead elsewhere', (value, host, port, tls, elsewhere) => {
  const server = serverIn(value);
  expect(server).toMatchObject({ host, port, tls });
  expect(server?.at(ELSEWHERE)).toBe(elsewhere);
});

test.each(['redis://cache', 'mongodb://a:1,b:2/x', 'a:1,b:2', '10:30', 'key:99999', 'shop.example.com', '/tmp/x.sock:1', 'urn:isbn:123', '', 'file:///tmp/a:80'])(
  '%j names none',
  (value) => {
    expect(serverIn(value)).toBeUndefined();
  },
);
