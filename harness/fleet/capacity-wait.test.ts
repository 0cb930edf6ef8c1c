import fc from 'fast-check';
import { goDuration, waitTimeoutText } from './wait-timeout-text.js';
import { countCapacity, pollTimes, satisfied, type CountedInstance, type WantedCapacity } from './capacity-wait.js';

test('polls double their pauses up to 6.4 s and then come every 10 s', () => {
  const times = pollTimes();
  const first = Array.from({ length: 10 }, () => times.next().value);
  expect(first).toEqual([0, 0.2, 0.6, 1.4, 3, 6.2, 12.6, 22.6, 32.6, 42.6]);
});

const instance = (id: string, change: Partial<CountedInstance> = {}): CountedInstance => ({ id, lifecycle: 'InService', healthStatus: 'Healthy', ...change });
const listed = (states: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(states));

test.each<[string, CountedInstance[], ReadonlyMap<string, string>[], number, number]>([
  ['nothing', [], [], 0, 0],
  ['no balancer counts as the group', [instance('a')], [], 1, 1],
  ['in service at a Classic balancer', [instance('a')], [listed({ a: 'InService' })], 1, 1],
  ['healthy in a target group', [instance('a')], [listed({ a: 'healthy' })], 1, 1],
  ['out of service', [instance('a')], [listed({ a: 'OutOfService' })], 1, 0],
  ['initial', [instance('a')], [listed({ a: 'initial' })], 1, 0],
  ['missing in the list counts as in service', [instance('a'), instance('b')], [listed({ b: 'OutOfService' })], 2, 1],
  ['any one balancer says no', [instance('a')], [listed({ a: 'InService' }), listed({ a: 'unhealthy' })], 1, 0],
  ['Unhealthy in the group', [instance('a', { healthStatus: 'Unhealthy' })], [listed({ a: 'InService' })], 0, 0],
  ['not yet InService in the group', [instance('a', { lifecycle: 'Pending' })], [], 0, 0],
  ['a weight', [instance('a', { weight: 3 }), instance('b')], [listed({ b: 'OutOfService' })], 4, 3],
  ['others of a shared balancer', [instance('a')], [listed({ a: 'OutOfService', old: 'InService' })], 1, 0],
])('capacity: %s', (_, instances, states, group, balancers) => {
  expect(countCapacity(instances, states)).toEqual({ group, balancers });
});

const SHORT = 'healthy instance(s) in Auto Scaling Group, have';
const UNSERVED = 'healthy instance(s) registered to Load Balancer, have';

test.each<[string, 'create' | 'update', WantedCapacity, [number, number], string]>([
  ['desired capacity is reached', 'create', { minSize: 1, desiredCapacity: 2 }, [2, 0], ''],
  ['and passed', 'create', { minSize: 1, desiredCapacity: 2 }, [3, 0], ''],
  ['or is not', 'create', { minSize: 1, desiredCapacity: 2 }, [1, 1], `want at least 2 ${SHORT} 1`],
  ['the minimum stands in for it', 'create', { minSize: 1 }, [0, 0], `want at least 1 ${SHORT} 0`],
  ['the balancer lacks one', 'create', { minSize: 1, waitForElbCapacity: 1 }, [1, 0], `want at least 1 ${UNSERVED} 0`],
  ['the balancer has more', 'create', { minSize: 1, waitForElbCapacity: 1 }, [2, 2], ''],
  ['the least of the balancer', 'create', { minSize: 1, minElbCapacity: 2 }, [2, 1], `want at least 2 ${UNSERVED} 1`],
  ['waiting outranks the least', 'create', { minSize: 1, minElbCapacity: 2, waitForElbCapacity: 1 }, [2, 1], ''],
  ['exactly as many', 'update', { minSize: 1, desiredCapacity: 2 }, [2, 0], ''],
  ['one too many', 'update', { minSize: 1, desiredCapacity: 2 }, [3, 3], `want exactly 2 ${SHORT} 3`],
  ['the larger of minimum and desired', 'update', { minSize: 3, desiredCapacity: 2 }, [2, 0], `want exactly 3 ${SHORT} 2`],
  ['an update does not know the least of the balancer', 'update', { minSize: 1, minElbCapacity: 2 }, [1, 0], ''],
  ['exactly as many at the balancer', 'update', { minSize: 2, waitForElbCapacity: 1 }, [2, 2], `want exactly 1 ${UNSERVED} 2`],
])('%s (%s)', (_, kind, wanted, [group, balancers], reason) => {
  const found = satisfied(kind, wanted, { group, balancers });
  expect(found).toEqual(reason === '' ? { satisfied: true } : { satisfied: false, reason });
});

test('what satisfies an update satisfies a creation that asks for the same (rule 36)', () => {
  const count = fc.nat(5);
  fc.assert(fc.property(count, count, count, count, count, (minSize, desiredCapacity, waitForElbCapacity, group, balancers) => {
    const wanted = { minSize, desiredCapacity: Math.max(minSize, desiredCapacity), waitForElbCapacity };
    fc.pre(satisfied('update', wanted, { group, balancers }).satisfied);
    expect(satisfied('create', wanted, { group, balancers })).toEqual({ satisfied: true });
  }));
});

test.each([[20, '20s'], [600, '10m0s'], [3600, '1h0m0s'], [3725.5, '1h2m5.5s'], [0, '0s'], [0.25, '250ms'], [90, '1m30s']])('%p s are %s in Go', (seconds, text) => {
  expect(goDuration(seconds)).toBe(text);
});

test('the time-out tells the last reason and the time', () => {
  const found = satisfied('create', { minSize: 1, waitForElbCapacity: 1 }, { group: 1, balancers: 0 });
  expect(waitTimeoutText('web', found.satisfied ? '' : found.reason, 20)).toBe(
    "waiting for Auto Scaling Group (web) capacity satisfied: timeout while waiting for state to become 'ok' " +
      "(last state: 'want at least 1 healthy instance(s) registered to Load Balancer, have 0', timeout: 20s)",
  );
});
