import fc from 'fast-check';
import { checkFailures, checksOf, failingChecks } from './health-answer.js';

const SPRING = {
  status: 'DOWN',
  components: {
    db: { status: 'DOWN', details: { error: 'CannotGetJdbcConnectionException' } },
    diskSpace: { status: 'UP', details: { free: 1 } },
    mail: { status: 'UNKNOWN' },
    pools: { status: 'OUT_OF_SERVICE', components: { read: { status: 'UP' }, write: { status: 'OUT_OF_SERVICE' } } },
  },
};
const NEST = {
  status: 'error',
  info: { http: { status: 'up' } },
  error: { database: { status: 'down', message: 'timeout of 1000ms exceeded' } },
  details: { http: { status: 'up' }, database: { status: 'down', message: 'timeout of 1000ms exceeded' } },
};

test.each<[string, unknown, Record<string, boolean>]>([
  ['health+json', { status: 'fail', checks: { 'pg:time': [{ status: 'pass' }, { status: 'fail' }], uptime: [{ status: 'pass' }] } }, { 'pg:time': true, uptime: false }],
  ['checks as plain words', { checks: { db: 'ok', cache: 'down', search: true, mail: false } }, { db: false, cache: true, search: false, mail: true }],
  ['MicroProfile Health', { status: 'DOWN', checks: [{ name: 'db', status: 'DOWN' }, { name: 'disk', status: 'UP' }, 'x'] }, { db: true, disk: false }],
  ['Spring Boot, components of components with dotted names', SPRING, { db: true, diskSpace: false, mail: false, 'pools.read': false, 'pools.write': true }],
  ['Spring Boot without details', { status: 'UP' }, {}],
  ['NestJS Terminus', NEST, { http: false, database: true }],
  ['@godaddy/terminus with what failed alone', { status: 'error', error: { redis: { code: 'ECONNREFUSED' } }, details: { db: { status: 'up' } } }, { redis: true, db: false }],
  ['@godaddy/terminus with plain details', { status: 'ok', info: { db: 'connected' }, details: { db: 'connected' } }, { db: false }],
  ['@godaddy/terminus whose details name no status', { status: 'ok', details: { version: '1.2', uptime: 7 } }, {}],
  ['an overall error with its text', { status: 'error', error: { message: 'no database' } }, {}],
  ['django-health-check', { DatabaseBackend: 'working', 'Cache backend: default': 'unavailable: Cache key does not match', Disk: 'warning: 91 percent' }, { DatabaseBackend: false, 'Cache backend: default': true, Disk: true }],
  ['plain booleans and words beside what says something else', { status: 'ok', db: true, cache: 'ok', queue: 'DOWN', version: '1.2', uptime: 7, host: 'a', at: null }, { db: false, cache: false, queue: true }],
  ['plain objects with a status', { status: 'unhealthy', database: { status: 'unhealthy', error: 'x' }, redis: { status: 'healthy' } }, { database: true, redis: false }],
  ['a status that is a boolean', { checks: { db: { status: false }, disk: { status: true } } }, { db: true, disk: false }],
  ['an overall status alone', { status: 'ok' }, {}],
  ['an overall boolean alone', { ok: true, healthy: false, Ready: true }, {}],
  ['another overall word', { health: 'GOOD' }, {}],
  ['a list', ['ok', { db: true }], {}],
  ['a check named like a part of every object', JSON.parse('{"checks":{"__proto__":{"status":"fail"},"toString":"ok"}}'), JSON.parse('{"__proto__":true,"toString":false}') as Record<string, boolean>],
])('%s', (_, answer, checks) => {
  const body = JSON.stringify(answer);
  expect(Object.entries(checksOf(body)).sort()).toEqual(Object.entries(checks).sort());
  expect(failingChecks(body)).toEqual(Object.keys(checks).filter((name) => checks[name]).sort());
});

const VERBOSE = '[+]ping ok\n[-]etcd failed: reason withheld\r\n[+]poststarthook/start ok\nreadyz check failed\n';

test('the verbose text of kubernetes, whose last line is none of a check', () => {
  expect(checksOf(VERBOSE)).toEqual({ ping: false, etcd: true, 'poststarthook/start': false });
});

test.each([undefined, '', 'OK', 'OK\nall good', '{', 'null', '7', '"fail"', '[]', '<html>[+]ping ok</html>'])('%p names no check', (body) => {
  expect(checksOf(body)).toEqual({});
});

describe('what an event of a log carries', () => {
  test('is read where the format is marked as one of health answers', () => {
    expect(checkFailures(SPRING)).toEqual([{ name: 'db', output: 'CannotGetJdbcConnectionException' }, { name: 'pools.write' }]);
    expect(checkFailures(NEST)).toEqual([{ name: 'database', output: 'timeout of 1000ms exceeded' }]);
  });

  test.each<[string, unknown]>([
    ['a level', { level: 'error', cached: false, message: 'x' }],
    ['an error', { status: 'error', error: { message: 'x', stack: 'y' } }],
    ['a plain health answer, which any event could be', { database: false, cache: 'down' }],
  ])('and not in %s', (_, event) => expect(checkFailures(event)).toEqual([]));
});

test('the failing ones are among those that are named, whatever comes', () => {
  const word = fc.constantFrom('ok', 'fail', 'DOWN', 'working', 'unavailable: x', 'x', true, false, null, 7);
  const result = fc.oneof(word, fc.record({ status: word }), fc.array(fc.record({ status: word }), { maxLength: 2 }));
  const named = fc.dictionary(fc.constantFrom('db', 'cache', 'status', '__proto__'), result);
  const part = fc.constantFrom('checks', 'components', 'details', 'info', 'error');
  const answer = fc.oneof(named, fc.dictionary(part, named), fc.json());
  fc.assert(fc.property(answer, (given) => {
    const body = typeof given === 'string' ? given : JSON.stringify(given);
    const checks = checksOf(body);
    expect(failingChecks(body)).toEqual(Object.keys(checks).filter((name) => checks[name]).sort());
  }));
});
