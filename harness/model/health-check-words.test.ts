import type { BalancerKind, HealthCheck } from './health-check.js';
import { describeHealthCheck } from './health-check-words.js';

const CHECK: HealthCheck = { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 };

test.each<[string, BalancerKind, Partial<HealthCheck>, string]>([
  ['classic', 'classic', {}, 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up, 10 failures down'],
  ['a first rule of its own', 'classic', { initialSuccesses: 1 }, 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up (1 at first), 10 failures down'],
  ['application', 'application', {}, 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up (1 at first), 10 failures down, 200 passes'],
  ['codes that pass', 'network', { matcher: '200,204' }, 'HTTP:80/health every 15 s, 5 s timeout, 2 passes up (1 at first), 10 failures down, 200,204 passes'],
  ['no codes where no answer is asked for', 'network', { target: 'TCP:80' }, 'TCP:80 every 15 s, 5 s timeout, 2 passes up (1 at first), 10 failures down'],
])('%s', (_, kind, changes, words) => expect(describeHealthCheck({ ...CHECK, ...changes }, kind)).toBe(words));
