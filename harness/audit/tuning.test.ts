import fc from 'fast-check';
import { validateHealthCheck } from '../model/health-check-rules.js';
import type { HealthCheck } from '../model/health-check.js';
import { p95, tuningOf, type Measured } from './tuning.js';

const CHECK: HealthCheck = { target: 'HTTP:80/health', interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 3 };
const WELL: Measured = { balancer: 'classic', healthCheck: CHECK, deployment: {}, boots: [1, 2, 1], checks: [0.01, 0.02] };

const adviceOf = (changes: Partial<Measured>) => tuningOf({ ...WELL, ...changes }).map(({ setting, now, proposed }) => [setting, now, proposed]);
const check = (changes: Partial<HealthCheck>) => ({ healthCheck: { ...CHECK, ...changes } });

test.each<[string, Partial<Measured>, string[][]]>([
  ['all is well', {}, []],
  ['nothing was measured', { boots: [], checks: [] }, []],
  ['the grace period is shorter than boot and checks', { boots: [30], deployment: { gracePeriod: 40 } }, [['HealthCheckGracePeriod', '40 s', '100 s']]],
  ['the grace period is enough on a machine twice as slow', { boots: [30], deployment: { gracePeriod: 100 } }, []],
  ['boots are long for Terraform\'s own grace period', { boots: [150] }, [['HealthCheckGracePeriod', '300 s', '340 s']]],
  ['capacity is not waited for long enough', { boots: [50], deployment: { capacityTimeout: 60 } }, [['wait_for_capacity_timeout', '60 s', '180 s']]],
  ['boots are too long for both of Terraform\'s own', { boots: [400] }, [['HealthCheckGracePeriod', '300 s', '840 s'], ['wait_for_capacity_timeout', '600 s', '840 s']]],
  ['one slow boot of very many does not count', { boots: [...Array<number>(99).fill(1), 900] }, []],
  ['it takes long until a bad instance is out', check({ interval: 15, unhealthyThreshold: 10 }), [['UnhealthyThreshold', '10', '3']]],
  ['the interval alone is too long', check({ interval: 60, unhealthyThreshold: 2 }), [['Interval', '60 s', '27 s']]],
  ['threshold and interval are too long', check({ interval: 60, unhealthyThreshold: 5 }), [['UnhealthyThreshold', '5', '2'], ['Interval', '60 s', '27 s']]],
  ['a long timeout leaves little', check({ interval: 60, timeout: 50, unhealthyThreshold: 2 }), [['Interval', '60 s', '51 s']]],
  ['checks take a good part of their timeout', { checks: [2.1] }, [['Timeout', '5 s', '7 s']]],
  ['checks leave no room for a longer timeout', { ...check({ interval: 6 }), checks: [4] }, [['Interval', '6 s', '13 s']]],
  ['no legal timeout would do', { checks: [25], ...check({ interval: 29, timeout: 28, unhealthyThreshold: 2 }) }, []],
])('%s', (_, changes, advice) => expect(adviceOf(changes)).toEqual(advice));

test('each piece of advice has its numbers in a sentence', () => {
  const [grace, detect, timeout] = tuningOf({ ...WELL, ...check({ interval: 15, unhealthyThreshold: 10 }), boots: [30.04], checks: [3], deployment: { gracePeriod: 20 } });
  expect(grace?.why).toBe('30 s to boot (95 of 100 boots measured here) and 2 x 15 s of checks are 60 s, and the grace period is 20 s: instances are replaced while they still boot; add the time that the machine itself takes to start');
  expect(detect?.why).toBe('an instance that goes bad serves users for up to 155 s (10 x 15 s and a timeout of 5 s); it would be 50 s (3 x 15 s)');
  expect(timeout?.why).toContain('took up to 3 s, and one counts as failed after 5 s');
});

const anyBalancer = fc.constantFrom('classic' as const, 'application' as const, 'network' as const);
const anyCheck = fc
  .record({ interval: fc.integer({ min: 5, max: 300 }), timeout: fc.integer({ min: 2, max: 60 }), healthyThreshold: fc.integer({ min: 2, max: 10 }), unhealthyThreshold: fc.integer({ min: 2, max: 10 }) })
  .filter(({ interval, timeout }) => timeout < interval)
  .map((numbers): HealthCheck => ({ target: 'HTTP:80/health', ...numbers }));
const SETTINGS: Readonly<Record<string, keyof HealthCheck>> = { UnhealthyThreshold: 'unhealthyThreshold', Interval: 'interval', Timeout: 'timeout' };

test('what is proposed for a check changes it, and AWS takes each of it', () => {
  fc.assert(
    fc.property(anyBalancer, anyCheck, fc.array(fc.double({ min: 0, max: 60, noNaN: true })), (balancer, healthCheck, checks) => {
      for (const { setting, now, proposed } of tuningOf({ balancer, healthCheck, deployment: {}, boots: [1], checks })) {
        const name = SETTINGS[setting];
        if (!name) continue;
        expect(proposed).not.toBe(now);
        validateHealthCheck({ ...healthCheck, [name]: Number.parseInt(proposed, 10) }, balancer);
      }
    }),
  );
});

test.each([
  [[], undefined],
  [[3], 3],
  [[5, 1, 3], 5],
  [Array.from({ length: 100 }, (_, n) => n + 1), 95],
  [Array.from({ length: 20 }, (_, n) => 20 - n), 19],
])('the 95th percentile by nearest rank, case %#', (values, value) => expect(p95(values)).toBe(value));
