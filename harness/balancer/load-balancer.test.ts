import { clockOf, ManualClock, type Clock } from '../model/clock.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { wallNow } from '../model/wall-clock.js';
import { BalancerBench, EVERY } from './load-balancer-bench.testing.js';

let bench: BalancerBench;
afterEach(() => bench.close());

function open(kind: BalancerKind = 'classic', change: Partial<HealthCheck> = {}): BalancerBench {
  bench = new BalancerBench(new ManualClock(), change, { kind });
  return bench;
}

describe.each<BalancerKind>(['classic', 'application', 'network'])('a %s balancer', (kind) => {
  test('lists an instance as out of service at once, before any check, and nobody else', async () => {
    const { balancer } = open(kind);
    await bench.register('a');
    expect(bench.health('a', 'b')).toEqual(['OutOfService', 'unregistered']);
    expect(bench.routed('a')).toMatchObject({ id: 'a', inService: false, draining: false });
    expect([balancer.hasFailed('a'), balancer.hasFailed('b')]).toEqual([false, false]);
  });
});

test.each<[BalancerKind, Partial<HealthCheck>, string, string]>([
  ['classic', {}, '+++', 'ooI'],
  ['classic', { healthyThreshold: 2 }, '+-++', 'oooI'],
  ['classic', { initialSuccesses: 1 }, '+', 'I'],
  ['application', {}, '+', 'I'],
  ['network', {}, '+', 'I'],
  ['application', {}, '-+', 'oI'],
  ['classic', {}, '+++-+--', 'ooIIIIo'],
  ['classic', { unhealthyThreshold: 3 }, '+++---', 'ooIIIo'],
  ['application', {}, '+--++-+++', 'IIooooooI'],
  ['network', {}, '--++-+++', 'oooooooI'],
  ['classic', {}, '+++-+-+-', 'ooIIIIII'],
])('of a %s balancer %j an instance with the checks %s is in service at %s', async (kind, change, marks, seen) => {
  open(kind, change);
  expect(await bench.run(await bench.register('a'), marks)).toBe(seen);
});

test('an instance has failed once its checks did so often enough, and not because it has not passed yet', async () => {
  const { balancer } = open();
  const target = await bench.register('a');
  const failed: boolean[] = [];
  for (const mark of '+-+--+++') {
    await bench.run(target, mark);
    failed.push(balancer.hasFailed('a'));
  }
  expect(failed).toEqual([false, false, false, false, true, true, true, false]);
});

test('a group holds nothing against an instance before its checks have failed often enough', async () => {
  const { balancer } = open();
  const target = await bench.register('a');
  const words: string[] = [];
  for (const mark of '+-+--+++') {
    await bench.run(target, mark);
    words.push(balancer.healthForGroups('a'));
  }
  const [nothing, failed] = ['unregistered', 'OutOfService'];
  expect(words).toEqual([nothing, nothing, nothing, nothing, failed, failed, failed, 'InService']);
  expect(balancer.healthForGroups('b')).toBe(nothing);
});

test('who is not served at all is none to choose among', async () => {
  const { balancer } = open();
  for (const id of ['a', 'b']) await bench.register(id);
  expect(balancer.routable(80, ({ id }) => id === 'b').map(({ id }) => id)).toEqual(['b']);
  expect(balancer.routable(80).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('an instance that is registered twice is checked once', async () => {
  const { balancer } = open();
  const target = await bench.register('a');
  await bench.register('a');
  await bench.run(target, '++');
  expect([target.checks, balancer.pollers.length]).toEqual([2, 1]);
});

test('checks come an interval apart, from the registration on', async () => {
  open();
  await bench.clock.advanceTo(4);
  await bench.register('a');
  await bench.advanceTo(4, 1);
  const late = await bench.register('b');
  await bench.advanceTo(4, 1);
  await bench.clock.advanceTo(4 + EVERY - 0.1);
  await late.beat();
  expect(late.checks).toBe(1);
  await bench.advanceTo(4 + EVERY, 2);
  const at = (id: string): number[] => bench.events.flatMap((event) => (event.type === 'probe' && event.instance === id ? [event.at] : []));
  expect([at('a'), at('b')]).toEqual([[4, 14], [4, 14]]);
});

test('once the checks are ended none is sent any more, and the instance stays listed as it was', async () => {
  const { balancer } = open('application');
  const target = await bench.register('a');
  await bench.run(target, '+');
  balancer.stopChecks();
  target.healthy = false;
  await bench.clock.advanceTo(10 * EVERY);
  await target.beat();
  expect([target.checks, ...bench.health('a')]).toEqual([1, 'InService']);
});

describe('since when an instance is in service, as slow start counts it', () => {
  const since = (...ids: string[]): (number | undefined)[] => ids.map((id) => bench.routed(id)?.inServiceSince);

  test('an instance that is not in service has no such moment, and the first of an empty group does not count it', async () => {
    open('application');
    const first = await bench.register('a');
    expect(since('a')).toEqual([undefined]);
    await bench.run(first, '+');
    expect(since('a')).toEqual([-Infinity]);
  });

  test('one that comes to others counts from the check with which it came into service', async () => {
    open('application');
    await bench.run(await bench.register('a'), '++');
    const late = await bench.register('b');
    late.healthy = false;
    await bench.advanceTo(EVERY, 1);
    late.healthy = true;
    await bench.advanceTo(2 * EVERY, 2);
    await bench.advanceTo(3 * EVERY, 2);
    expect(since('a', 'b')).toEqual([-Infinity, 2 * EVERY]);
  });

  test('those that came to an empty group together are all its first', async () => {
    open('application');
    await Promise.all(['a', 'b', 'c'].map((id) => bench.register(id)));
    const [, , slow] = await Promise.all(['a', 'b', 'c'].map((id) => bench.target(id)));
    if (slow) slow.healthy = false;
    await bench.advanceTo(0, 3);
    expect(since('a', 'b', 'c')).toEqual([-Infinity, -Infinity, undefined]);
    if (slow) slow.healthy = true;
    await bench.advanceTo(EVERY, 3);
    expect(since('c')).toEqual([-Infinity]);
  });

  test('one that comes when the only other is drained finds nobody', async () => {
    const { balancer } = open('application');
    await bench.run(await bench.register('a'), '+');
    const drained = balancer.deregister('a', { timeout: EVERY }, { idle: () => Promise.resolve(), cut: () => undefined });
    await bench.register('b');
    await bench.advanceTo(0, 1);
    expect(since('a', 'b')).toEqual([-Infinity, -Infinity]);
    await bench.advanceTo(EVERY, 1);
    await drained;
  });

  test('one that was out counts anew, unless it comes back to nobody', async () => {
    open('application', { unhealthyThreshold: 2, healthyThreshold: 2 });
    const [a, b] = [await bench.register('a'), await bench.register('b')];
    await bench.advanceTo(0, 2);
    const both = async (marks: string): Promise<void> => {
      [a.healthy, b.healthy] = [marks[0] === '+', marks[1] === '+'];
      await bench.advanceTo(bench.clock.now() + EVERY, 2);
    };
    for (const marks of ['+-', '+-']) await both(marks);
    expect(since('a', 'b')).toEqual([-Infinity, undefined]);
    for (const marks of ['++', '++']) await both(marks);
    expect(since('a', 'b')).toEqual([-Infinity, 4 * EVERY]);
    for (const marks of ['--', '--']) await both(marks);
    expect(since('a', 'b')).toEqual([undefined, undefined]);
    for (const marks of ['+-', '+-']) await both(marks);
    expect(since('a', 'b')).toEqual([-Infinity, undefined]);
  });
});

describe('on a clock that skips', () => {
  let skipping: BalancerBench<Clock>;
  afterEach(() => skipping.close());
  beforeEach(() => open());

  test('minutes of checks and of draining are over within a moment, and none of them is left out', async () => {
    skipping = new BalancerBench(clockOf('fast'), { interval: 300 });
    const begun = wallNow();
    await skipping.register('a');
    await skipping.advanceTo(600, 3);
    const served = skipping.events.find((event) => event.type === 'transition' && event.state === 'InService');
    expect([skipping.health('a'), served]).toMatchObject([['InService'], { at: expect.closeTo(600, -1) as number }]);
    const asked = skipping.clock.now();
    const plane = { idle: () => new Promise<void>(() => undefined), cut: () => undefined };
    await skipping.balancer.deregister('a', { timeout: 300 }, plane);
    expect(skipping.clock.now() - asked).toBeGreaterThanOrEqual(300 - 1e-6);
    expect(skipping.health('a')).toEqual(['unregistered']);
    expect(wallNow() - begun).toBeLessThan(10);
  });
});
