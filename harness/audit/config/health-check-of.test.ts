import { healthCheckOf } from './health-check-of.js';

const DEFAULT = { interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 };

test.each([
  ['nothing', {}, { balancer: 'classic', instancePort: 80, deadline: 60, healthCheck: { target: 'HTTP:80/health', ...DEFAULT } }],
  ['a port and a path', { port: 3000, health: '/up?deep=1' }, { instancePort: 3000, healthCheck: { target: 'HTTP:3000/up?deep=1', ...DEFAULT } }],
  ['a target', { healthCheck: { target: 'TCP:8080' } }, { instancePort: 8080, healthCheck: { target: 'TCP:8080', ...DEFAULT } }],
  ['a short interval', { healthCheck: { interval: 5 } }, { healthCheck: { ...DEFAULT, target: 'HTTP:80/health', interval: 5, timeout: 4 } }],
  ['a high threshold', { healthCheck: { healthyThreshold: 10 } }, { deadline: 180 }],
  ['a matcher', { balancer: 'application' as const, healthCheck: { matcher: '200-299' } }, { healthCheck: { target: 'HTTP:80/health', ...DEFAULT, matcher: '200-299' } }],
  ['a deadline of one check, where one is enough', { deadline: 15, balancer: 'network' as const }, { deadline: 15 }],
  ['a deadline', { deadline: '1m' as const, healthCheck: { initialSuccesses: 1 } }, { deadline: 60, healthCheck: { initialSuccesses: 1 } }],
])('%s', (_, config, settings) => expect(healthCheckOf(config)).toMatchObject(settings));

test.each(['classic', 'application', 'network'] as const)('the defaults are legal on %s balancers', (balancer) => {
  expect(healthCheckOf({ balancer }).healthCheck).toEqual({ target: 'HTTP:80/health', ...DEFAULT });
});

test.each([
  ['a path twice', { health: '/a', healthCheck: { target: 'HTTP:80/b' } }, 'health: expected a path, or the target of healthCheck, found both'],
  ['another port', { port: 3000, healthCheck: { target: 'HTTP:80/' } }, 'healthCheck.target: expected port 3000, to which the balancer sends users, found 80'],
  ['what AWS refuses', { healthCheck: { timeout: 15 } }, 'healthCheck: HealthCheck timeout must be less than interval'],
  ['an interval of 1', { healthCheck: { interval: 1 } }, "healthCheck: 2 validation errors detected: Value '1' at 'healthCheck.interval'"],
  ['a target that is none', { healthCheck: { target: '/health' } }, 'must begin with one of HTTP, TCP'],
  ['a matcher on a classic one', { healthCheck: { matcher: '200' } }, 'healthCheck: matcher: classic balancers pass 200 only'],
  ['too short a deadline', { deadline: '20s' as const }, 'deadline: expected at least 30 s'],
])('refuses %s', (_, config, message) => expect(() => healthCheckOf(config)).toThrow(message));
