import fc from 'fast-check';
import { explainEvents, healthFailures } from './explain-events.js';
import type { JournalLine } from './journal.js';
import type { ShippedEvent } from './shipped-event.js';

const nginx = (event: object, at = 10): ShippedEvent => ({ at, via: 'syslog', host: 'web-1', program: 'nginx', severity: 'info', event });
const app = (event: unknown, at = 10): ShippedEvent => ({ at, via: 'http', event });

const REFUSED = nginx({ request_uri: '/health', status: '503', upstream_status: '503' });
const ANSWER = { status: 'fail', releaseId: '7', checks: { database: [{ status: 'pass' }], migrations: [{ status: 'fail', output: '1 unapplied: shop.0003_reviews' }] } };
const WHY = 'health check answered 503 by nginx (upstream 503): check migrations failed: 1 unapplied: shop.0003_reviews';

test('from the shipped lines of a journal alone the sentence names the failing check', () => {
  const written = [
    { type: 'shipped', scenario: 'a', instance: 'i-1', at: 15.02, via: 'http', event: ANSWER, time: 1 },
    { type: 'shipped', scenario: 'a', instance: 'i-1', at: 15.03, via: 'syslog', program: 'nginx', event: REFUSED.event, time: 1 },
  ].map((line) => JSON.stringify(line)).join('\n');
  const lines = written.split('\n').map((line) => JSON.parse(line) as JournalLine);
  expect(explainEvents(lines.filter((line) => line.type === 'shipped'), '/health')).toEqual([WHY]);
});

test.each<[string, ShippedEvent[], string[]]>([
  ['proxy and app together', [app(ANSWER, 10.4), REFUSED], [WHY]],
  ['whichever came first', [REFUSED, app(ANSWER, 11)], [WHY]],
  ['the proxy alone', [nginx({ uri: '/health', status: 502, upstream_status: '502, 504' })], ['health check answered 502 by nginx (upstream 502, 504)']],
  ['a proxy that asked nobody', [nginx({ request: 'GET /health HTTP/1.1', status: '301', upstream_status: '-' })], ['health check answered 301 by nginx']],
  ['a balancer that went away', [nginx({ request_uri: '/health?deep=1', status: '499', upstream_status: '' })], ['health check answered 499 by nginx']],
  ['the app alone', [app(ANSWER)], ['health check failed: check migrations failed: 1 unapplied: shop.0003_reviews']],
  ['an app that says who it is', [{ ...app(ANSWER), via: 'syslog', program: 'django' }], ['health check failed in django: check migrations failed: 1 unapplied: shop.0003_reviews']],
  ['an answer within an event', [app({ message: 'unhealthy', health: ANSWER })], ['health check failed: check migrations failed: 1 unapplied: shop.0003_reviews']],
  ['an event that has both, as of the sample shop', [app({ log: 'health', level: 'error', method: 'GET', url: '/health', status: 503, failures: [{ check: 'pages', err: { message: 'front\n is  blank' } }], msg: 'fail' })], ['health check answered 503: check pages failed: front is blank']],
  ['an event for each check', [app({ checks: { a: false } }), app({ checks: { b: 'down' } }), REFUSED], ['health check answered 503 by nginx (upstream 503): check a failed; check b failed']],
  ['fields of the Elastic Common Schema', [app({ url: { path: '/health' }, http: { response: { status_code: 500 } } }), app({ 'url.original': 'http://10.0.0.9/health', 'http.response.status_code': 501 }, 90)], ['health check answered 500', 'health check answered 501']],
  ['failures by the name of their check', [app({ log: 'health', failures: { pages: 'front is blank' } }), REFUSED], ['health check answered 503 by nginx (upstream 503): check pages failed: front is blank']],
  ['a proxy before an app that could not start', [{ ...app({ level: 'ERROR', msg: 'old news' }, 1), program: 'init' }, { ...app({ level: 'error', message: 'web is stopped:\n migrate failed' }, 5), program: 'init' }, nginx({ uri: '/health', status: 502 }), app({ level: 'error', msg: 'later' }, 50)], ['health check answered 502 by nginx; before that init: web is stopped: migrate failed']],
  ['what is no error, and a refusal that is none of the server', [app({ level: 'info', msg: 'fine' }, 1), nginx({ uri: '/health', status: 502 }, 2), app({ severity: 'fatal', msg: 'late' }, 30), nginx({ uri: '/health', status: 404 }, 31)], ['health check answered 502 by nginx', 'health check answered 404 by nginx']],
  ['the same again', [REFUSED, { ...REFUSED, at: 30 }, nginx({ uri: '/health', status: 504 }, 60), { ...REFUSED, at: 90 }], ['health check answered 504 by nginx', 'health check answered 503 by nginx (upstream 503)']],
  ['checks of another time', [app(ANSWER, 10), nginx({ uri: '/health', status: 502 }, 25)], ['health check failed: check migrations failed: 1 unapplied: shop.0003_reviews', 'health check answered 502 by nginx']],
])('%s: told in a sentence', (_, events, sentences) => expect(explainEvents(events, '/health')).toEqual(sentences));

test.each<[string, ShippedEvent]>([
  ['a health check that passed', nginx({ request_uri: '/health', status: '200' })],
  ['one with another answer that is well', nginx({ request_uri: '/health', status: 204 })],
  ['a page that failed', nginx({ request_uri: '/cart', status: '500' })],
  ['a path that only begins so', nginx({ request_uri: '/healthy', status: '500' })],
  ['an answer whose checks pass', app({ status: 'pass', checks: { database: [{ status: 'pass' }] } })],
  ['a status without a path', app({ status: 503 })],
  ['a path without a status', app({ path: '/health', status: 'fail' })],
  ['a text that speaks of it', app('GET /health 503 check migrations failed')],
  ['a list', app([{ status: 503, path: '/health' }])],
  ['nothing', app(null)],
  ['failures that are none', app({ failures: [null, 7, { name: 'x' }] })],
])('%s explains nothing', (_, event) => expect(explainEvents([event], '/health')).toEqual([]));

test('where the check asks for no path, only the checks of the app explain anything', () => {
  expect(explainEvents([nginx({ uri: '/health', status: 503 }, 80), app(ANSWER)], undefined)).toEqual(['health check failed: check migrations failed: 1 unapplied: shop.0003_reviews']);
});

test('each event has the sentence of its check', () => {
  expect(healthFailures([app({ path: '/', status: 200 }), app(ANSWER), REFUSED], '/health')).toEqual([{ ...app(ANSWER), sentence: WHY }, { ...REFUSED, sentence: WHY }]);
});

test('no event makes it throw', () => {
  const keys = fc.constantFrom('checks', 'status', 'uri', 'failures', 'url', 'http', 'check', 'err', 'output', '__proto__');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.dictionary(keys, tie('value')), fc.array(tie('value'), { maxLength: 3 })),
  }));
  fc.assert(fc.property(fc.array(value, { maxLength: 4 }), (events) => {
    expect(Array.isArray(explainEvents(events.map((event) => app(event)), '/health'))).toBe(true);
  }));
});
