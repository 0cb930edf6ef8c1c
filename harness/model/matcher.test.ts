import fc from 'fast-check';
import { ConfigError } from './errors.js';
import type { BalancerKind, HealthCheck } from './health-check.js';
import { matcherOf, matches, validateMatcher, type MatchingKind } from './matcher.js';

const check = (matcher?: string): HealthCheck => ({
  target: 'HTTP:80/', interval: 30, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2,
  ...(matcher === undefined ? {} : { matcher }),
});

test.each<[BalancerKind, string | undefined, string]>([
  ['classic', undefined, '200'],
  ['classic', '200-299', '200'],
  ['application', undefined, '200'],
  ['application', '200,202', '200,202'],
  ['network', undefined, '200-399'],
  ['network', '503', '503'],
])('a %s balancer whose check says %p passes %s', (kind, matcher, codes) => expect(matcherOf(check(matcher), kind)).toBe(codes));

test.each<[MatchingKind, string]>([
  ['application', '200'],
  ['application', '200-499'],
  ['application', '200,202,301-302'],
  ['network', '200-599'],
])('a %s balancer takes the matcher %s', (kind, matcher) => expect(() => validateMatcher(matcher, kind)).not.toThrow());

test.each<[MatchingKind, string, string]>([
  ['application', '500', '499'],
  ['application', '200-500', '499'],
  ['application', '199', '499'],
  ['network', '600', '599'],
  ['network', '299-200', '599'],
  ['network', '', '599'],
  ['network', '200,', '599'],
  ['network', '2xx', '599'],
  ['network', '200, 202', '599'],
])('a %s balancer refuses the matcher %p', (kind, matcher, last) => {
  const refusal = (): void => validateMatcher(matcher, kind);
  expect(refusal).toThrow(ConfigError);
  expect(refusal).toThrow(
    `Health check matcher of ${kind} balancers must be codes or ranges from 200 to ${last}, such as '200', '200,202' or '200-299'; found "${matcher}"`,
  );
});

const code = fc.integer({ min: 200, max: 599 });

test('a status passes exactly when the list names it or spans it', () => {
  fc.assert(fc.property(fc.array(fc.tuple(code, code), { minLength: 1, maxLength: 4 }), code, (pairs, status) => {
    const ranges = pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const matcher = ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
    expect(() => validateMatcher(matcher, 'network')).not.toThrow();
    expect(matches(check(matcher), 'network', status)).toBe(ranges.some(([from, to]) => from <= status && status <= to));
    expect(matches(check(matcher), 'classic', status)).toBe(status === 200);
  }));
});

test('a matcher that cannot be read passes nothing', () => {
  expect(matches(check('200;202'), 'application', 200)).toBe(false);
});
