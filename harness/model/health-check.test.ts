import { ConfigError } from './errors.js';
import { defaultHealthCheck, type BalancerKind, type HealthCheck } from './health-check.js';
import { validateHealthCheck } from './health-check-rules.js';
import { parseTarget } from './health-check-target.js';
import { describeHealthCheck } from './health-check-words.js';
import { matches } from './matcher.js';
import { thresholdsOf } from './target-health.js';

const CHECK: HealthCheck = { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 };
const KINDS: readonly BalancerKind[] = ['classic', 'application', 'network'];
const refusal = (change: Partial<HealthCheck>, kind: BalancerKind): unknown => {
  try {
    return validateHealthCheck({ ...CHECK, ...change }, kind);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

test.each([
  ['HTTP:80/', { protocol: 'HTTP', port: 80, path: '/' }],
  ['https:65535/a/b?c=d:e', { protocol: 'HTTPS', port: 65535, path: '/a/b?c=d:e' }],
  ['TCP:1', { protocol: 'TCP', port: 1 }],
  ['Ssl:443', { protocol: 'SSL', port: 443 }],
])('target %s is read', (target, parsed) => expect(parseTarget(target)).toEqual(parsed));

const NO_PATH = 'HealthCheck HTTP Target must specify a port followed by a path that begins with a slash. e.g. HTTP:80/ping/this/path';
test.each([
  ['HTTP:80', NO_PATH],
  ['HTTP:80health', NO_PATH],
  ['HTTP:/health', NO_PATH],
  ['TCP:80/', 'HealthCheck Target must specify a port number'],
  ['TCP:', 'HealthCheck Target must specify a port number'],
  ['SSL:0', 'HealthCheck Target must specify a port number'],
  ['TCP:65536', 'HealthCheck Target must specify a port number'],
  ['HTTP:0/', 'HealthCheck Target must specify a port number'],
  ['FTP:21', 'HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL'],
  ['', 'HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL'],
  ['HTTP:80/a b', 'HealthCheck Target must have a path of visible ASCII characters, found "/a b": percent-encode the others'],
  ['HTTP:80/a\r\nX: y', expect.stringContaining('visible ASCII')],
])('target %j is refused in AWS words (rule 4)', (target, message) => expect(refusal({ target }, 'classic')).toEqual(message));

test.each(KINDS)('the default check of %s balancers is valid (rule 5)', (kind) => {
  expect(validateHealthCheck(defaultHealthCheck(kind), kind)).toBe(defaultHealthCheck(kind));
});

describe('ranges (rule 2)', () => {
  test.each<[keyof HealthCheck, BalancerKind, number, number]>([
    ['interval', 'classic', 6, 300],
    ['interval', 'network', 6, 300],
    ['timeout', 'classic', 2, 60],
    ['timeout', 'application', 2, 120],
    ['timeout', 'network', 2, 120],
    ['healthyThreshold', 'classic', 2, 10],
    ['unhealthyThreshold', 'application', 2, 10],
  ])('%s of %s balancers takes %d and %d', (setting, kind, low, high) => {
    const base = setting === 'timeout' ? { interval: 300 } : {};
    for (const value of [low, high]) expect(refusal({ ...base, [setting]: value }, kind)).toMatchObject({ [setting]: value });
  });

  const failed = (value: number, member: string, rest: string): string =>
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rest}`;
  test.each<[Partial<HealthCheck>, BalancerKind, string]>([
    [{ interval: 4 }, 'classic', failed(4, 'healthCheck.interval', 'have value greater than or equal to 5')],
    [{ interval: 301 }, 'application', failed(301, 'healthCheckIntervalSeconds', 'have value less than or equal to 300')],
    [{ timeout: 1 }, 'classic', failed(1, 'healthCheck.timeout', 'have value greater than or equal to 2')],
    [{ timeout: 61 }, 'classic', failed(61, 'healthCheck.timeout', 'have value less than or equal to 60')],
    [{ timeout: 121 }, 'network', failed(121, 'healthCheckTimeoutSeconds', 'have value less than or equal to 120')],
    [{ healthyThreshold: 1 }, 'network', failed(1, 'healthyThresholdCount', 'have value greater than or equal to 2')],
    [{ unhealthyThreshold: 11 }, 'classic', failed(11, 'healthCheck.unhealthyThreshold', 'have value less than or equal to 10')],
    [{ interval: 7.5 }, 'classic', failed(7.5, 'healthCheck.interval', 'be a whole number')],
  ])('%j on %s is refused', (change, kind, message) => expect(refusal(change, kind)).toBe(message));

  test('all numbers outside are named together', () => {
    expect(refusal({ interval: 1, healthyThreshold: 1 }, 'classic')).toMatch(/^2 validation errors detected: .*interval.*; .*healthyThreshold/);
  });
});

test.each<[Partial<HealthCheck>, BalancerKind, unknown]>([
  [{ timeout: 15 }, 'classic', 'HealthCheck timeout must be less than interval'],
  [{ timeout: 15 }, 'application', 'Health check interval must be greater than the timeout.'],
  [{ timeout: 14 }, 'classic', expect.anything()],
  [{ target: 'TCP:80' }, 'application', 'Health check of application balancers must use one of HTTP, HTTPS; found TCP'],
  [{ target: 'SSL:443' }, 'application', expect.stringContaining('found SSL')],
  [{ target: 'SSL:443' }, 'network', expect.stringContaining('found SSL')],
  [{ matcher: '200' }, 'classic', 'matcher: classic balancers pass 200 only; take matcher out'],
  [{ matcher: '200', target: 'TCP:80' }, 'network', 'Health check matchers are not supported for TCP health checks'],
  [{ initialSuccesses: 1 }, 'classic', expect.objectContaining({ initialSuccesses: 1 })],
  [{ initialSuccesses: 3 }, 'classic', 'initialSuccesses: expected a whole number from 1 to the healthy threshold (2), found 3'],
  [{ initialSuccesses: 2 }, 'application', 'initialSuccesses: application balancers always need 1, found 2'],
])('%j on %s', (change, kind, result) => expect(refusal(change, kind)).toEqual(result));

test.each<[BalancerKind, number, string]>([
  ['classic', 'HTTP:80/'.length, 'Health check target must have at most 1024 characters'],
  ['network', '/'.length, 'Health check path must have at most 1024 characters'],
])('what %s balancers measure has at most 1024 characters', (kind, counted, message) => {
  const target = (length: number): string => `HTTP:80/${'a'.repeat(length - counted)}`;
  expect(refusal({ target: target(1024) }, kind)).toMatchObject({ target: target(1024) });
  expect(refusal({ target: target(1025) }, kind)).toBe(message);
});

test.each<[string, BalancerKind, boolean]>([
  ['200', 'application', true],
  ['200,202', 'application', true],
  ['200-299,404', 'application', true],
  ['200-499', 'application', true],
  ['200-500', 'application', false],
  ['200-599', 'network', true],
  ['199', 'network', false],
  ['600', 'network', false],
  ['299-200', 'application', false],
  ['', 'application', false],
  ['200,', 'application', false],
  ['200, 202', 'application', false],
  ['2xx', 'network', false],
])('matcher %j on %s is valid: %s', (matcher, kind, valid) => {
  expect(typeof refusal({ matcher }, kind)).toBe(valid ? 'object' : 'string');
});

test.each<[BalancerKind, string | undefined, number[], number[]]>([
  ['classic', undefined, [200], [199, 201, 204, 301, 302, 401, 500]],
  ['application', undefined, [200], [201, 301, 500]],
  ['application', '200,202', [200, 202], [201]],
  ['application', '200-299,404', [200, 250, 299, 404], [300, 403]],
  ['network', undefined, [200, 204, 301, 399], [199, 400, 503]],
])('%s with matcher %s passes %j and fails %j (rules 9, 10)', (kind, matcher, passing, failing) => {
  const check = matcher === undefined ? CHECK : { ...CHECK, matcher };
  for (const status of passing) expect(matches(check, kind, status)).toBe(true);
  for (const status of failing) expect(matches(check, kind, status)).toBe(false);
});

test('a classic instance needs the healthy threshold at first unless told otherwise, the others one (rule 18)', () => {
  expect(thresholdsOf(CHECK, 'classic')).toEqual({ healthyThreshold: 2, unhealthyThreshold: 10, initialSuccesses: 2 });
  expect(thresholdsOf({ ...CHECK, initialSuccesses: 1 }, 'classic').initialSuccesses).toBe(1);
  expect(thresholdsOf(CHECK, 'application').initialSuccesses).toBe(1);
  expect(thresholdsOf(CHECK, 'network').initialSuccesses).toBe(1);
});

test.each<[Partial<HealthCheck>, BalancerKind, string]>([
  [{}, 'classic', 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up, 10 failures down'],
  [{ initialSuccesses: 1 }, 'classic', 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up (1 at first), 10 failures down'],
  [{}, 'application', 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up (1 at first), 10 failures down, 200 passes'],
  [{ target: 'TCP:80' }, 'network', 'TCP:80 every 15 s, 5 s timeout, 2 passes up (1 at first), 10 failures down'],
])('%j on %s in words', (change, kind, words) => expect(describeHealthCheck({ ...CHECK, ...change }, kind)).toBe(words));
