import { ManualClock } from '../model/clock.js';
import type { BalancerKind } from '../model/health-check.js';
import { until } from './data-plane-bench.testing.js';
import { BalancerBench, EVERY } from './load-balancer-bench.testing.js';

let bench: BalancerBench;
afterEach(() => bench.close());

function open(kind: BalancerKind, registration = 0): BalancerBench {
  bench = new BalancerBench(new ManualClock(), {}, { kind, registration });
  return bench;
}

const told = (id: string): string | undefined => {
  const described = bench.balancer.describe(id);
  return described && [described.state, described.reasonCode, described.description].filter((word) => word !== undefined).join(' | ');
};

const NOT_IN_USE = 'unused | Target.NotInUse | Target group is not configured to receive traffic from the load balancer';
const NEW = 'initial | Elb.RegistrationInProgress | Target registration is in progress';

describe.each<BalancerKind>(['application', 'network'])('targets of a %s balancer’s group that no listener uses', (kind) => {
  test('are unused, and not checked', async () => {
    const { balancer } = open(kind);
    expect(balancer.checking).toBe(true);
    balancer.setChecking(false);
    const target = await bench.register('a');
    await bench.clock.advanceTo(5 * EVERY);
    await target.beat();
    expect([balancer.checking, told('a'), ...bench.health('a'), balancer.hasFailed('a'), target.checks]).toEqual([false, NOT_IN_USE, 'OutOfService', false, 0]);
    expect([bench.routed('a'), balancer.isRegistered('a')]).toEqual([undefined, true]);
  });

  test('begin as newly registered ones when it comes into use, all at once', async () => {
    const { balancer } = open(kind);
    balancer.setChecking(false);
    await Promise.all(['a', 'b'].map((id) => bench.register(id)));
    await bench.clock.advanceTo(3);
    balancer.setChecking(true);
    expect([told('a'), told('b'), ...bench.health('a', 'b')]).toEqual([NEW, NEW, 'OutOfService', 'OutOfService']);
    await bench.advanceTo(3, 2);
    await bench.advanceTo(3 + EVERY, 2);
    expect([told('a'), bench.checksAt('a'), bench.checksAt('b')]).toEqual(['healthy', [3, 3 + EVERY], [3, 3 + EVERY]]);
    expect(['a', 'b'].map((id) => bench.routed(id)?.inServiceSince)).toEqual([-Infinity, -Infinity]);
  });

  test('go back to unused when it falls out of use, whatever they were', async () => {
    const { balancer } = open(kind);
    const [good, bad] = [await bench.register('a'), await bench.register('b')];
    bad.healthy = false;
    for (const slot of [0, EVERY]) await bench.advanceTo(slot, 2);
    expect([told('a'), balancer.hasFailed('b')]).toEqual(['healthy', true]);
    balancer.setChecking(false);
    expect([told('a'), told('b'), ...bench.health('a', 'b'), balancer.hasFailed('b')]).toEqual([NOT_IN_USE, NOT_IN_USE, 'OutOfService', 'OutOfService', false]);
    await bench.clock.advanceTo(10 * EVERY);
    await Promise.all([good.beat(), bad.beat()]);
    expect([good.checks, bad.checks]).toEqual([2, 2]);
    balancer.setChecking(true);
    await bench.advanceTo(10 * EVERY, 2);
    expect([told('a'), told('b')]).toEqual(['healthy', 'initial | Elb.InitialHealthChecking | Initial health checks in progress']);
  });
});

test('a check that was under way when the group fell out of use counts no more, even when it is in use again', async () => {
  const { balancer } = open('application');
  const target = await bench.register('a');
  target.slow = true;
  await bench.clock.advanceTo(0);
  await until(() => target.waiting.length === 1, 'the check waits');
  balancer.setChecking(false);
  balancer.setChecking(true);
  const answered = bench.advanceTo(0, 1);
  target.waiting[0]?.end();
  await answered;
  expect(told('a')).toBe(NEW);
});

test('a target that drains goes on draining when its group falls out of use', async () => {
  const { balancer } = open('application');
  await bench.run(await bench.register('a'), '+');
  void balancer.deregister('a', { timeout: 300 }, { idle: () => Promise.resolve(), cut: () => undefined });
  balancer.setChecking(false);
  expect([told('a'), ...bench.health('a')]).toEqual(['draining | Target.DeregistrationInProgress | Target deregistration is in progress', 'InService']);
});

describe('a target whose machine is not running', () => {
  test.each<[BalancerKind, 'pending' | 'stopped' | 'terminated', string]>([
    ['classic', 'pending', 'OutOfService | Instance | Instance is in pending state.'],
    ['classic', 'stopped', 'OutOfService | Instance | Instance is in stopped state.'],
    ['classic', 'terminated', 'OutOfService | Instance | Instance is in terminated state.'],
    ['application', 'pending', NEW],
    ['application', 'stopped', 'unused | Target.InvalidState | Target is in the stopped state'],
    ['network', 'terminated', 'unused | Target.InvalidState | Target is in the terminated state'],
  ])('of a %s balancer and %s is told of as “%s”, and not checked', async (kind, standing, words) => {
    open(kind);
    const target = await bench.register('a');
    await bench.run(target, '+++');
    target.standing = standing;
    expect([told('a'), ...bench.health('a'), bench.balancer.hasFailed('a')]).toEqual([words, 'OutOfService', false]);
    expect(bench.routed('a')?.inService).toBe(standing === 'pending' ? false : undefined);
    await bench.clock.advanceTo(10 * EVERY);
    await target.beat();
    expect(target.checks).toBe(3);
  });

  test('begins as a newly registered one once it runs again, within a second of it', async () => {
    open('classic');
    const target = await bench.register('a');
    await bench.run(target, '+++');
    target.standing = 'stopped';
    await bench.clock.advanceTo(75.5);
    target.standing = 'running';
    await bench.advanceTo(76.5, 1);
    expect([told('a'), ...bench.health('a')]).toEqual(['OutOfService | Instance | Instance has not passed the configured HealthyThreshold number of health checks consecutively.', 'OutOfService']);
    const [at = 0] = bench.checksAt('a').slice(3);
    for (const slot of [1, 2]) await bench.advanceTo(at + slot * EVERY, 1);
    expect([told('a'), bench.checksAt('a').slice(4)]).toEqual(['InService | N/A | N/A', [at + EVERY, at + 2 * EVERY]]);
  });

  test.each<[string, () => unknown]>([
    ['somebody asked for its health', () => bench.health('a')],
    ['the balancer was told', () => bench.balancer.notice('a')],
    ['a user’s request came', () => bench.routed('a')],
  ])('was down, though it runs again at the next moment, when %s meanwhile', async (_, look) => {
    open('application');
    const target = await bench.register('a');
    await bench.run(target, '+');
    target.standing = 'stopped';
    look();
    target.standing = 'running';
    expect([told('a'), ...bench.health('a')]).toEqual([NEW, 'OutOfService']);
    expect(bench.states('a').slice(-2)).toEqual(['unused: Target is in the stopped state', 'initial: Target registration is in progress']);
    await bench.advanceTo(0, 1);
    expect([target.checks, ...bench.health('a')]).toEqual([2, 'InService']);
  });

  test('is not in service since then, and counts anew from when it comes into service beside others', async () => {
    open('application');
    await bench.register('a');
    const target = await bench.register('b');
    await bench.advanceTo(0, 2);
    expect(bench.routed('b')?.inServiceSince).toBe(-Infinity);
    target.standing = 'stopped';
    bench.balancer.notice('b');
    target.standing = 'running';
    expect(bench.routed('b')).toMatchObject({ inService: false });
    expect(bench.routed('b')).not.toHaveProperty('inServiceSince');
    await bench.advanceTo(0, 1);
    expect([bench.routed('a')?.inServiceSince, bench.routed('b')?.inServiceSince]).toEqual([-Infinity, 0]);
  });

  test('is not judged by the check during which it was stopped', async () => {
    open('application');
    const target = await bench.register('a');
    await bench.run(target, '+-');
    target.slow = true;
    await bench.clock.advanceTo(2 * EVERY);
    await until(() => target.waiting.length === 1, 'the check waits');
    target.standing = 'stopped';
    const over = bench.advanceTo(2 * EVERY, 1);
    target.waiting[0]?.destroy();
    await over;
    expect([told('a'), bench.states('a').some((word) => word.startsWith('unhealthy'))]).toEqual(['unused | Target.InvalidState | Target is in the stopped state', false]);
  });

  test('is checked from the moment it runs when it was registered before', async () => {
    open('application');
    const target = await bench.target('a');
    target.standing = 'pending';
    await bench.register('a');
    await bench.clock.advanceTo(20.5);
    target.standing = 'running';
    await bench.advanceTo(21.5, 1);
    expect([target.checks, ...bench.health('a')]).toEqual([1, 'InService']);
  });

  test('in a group that is not used is unused for that reason', async () => {
    open('application').balancer.setChecking(false);
    const target = await bench.register('a');
    target.standing = 'stopped';
    expect(told('a')).toBe(NOT_IN_USE);
  });

  test('stays what it was while it drains', async () => {
    const { balancer } = open('application');
    const target = await bench.register('a');
    await bench.run(target, '+');
    void balancer.deregister('a', { timeout: 300 }, { idle: () => Promise.resolve(), cut: () => undefined });
    target.standing = 'terminated';
    expect([told('a'), ...bench.health('a')]).toEqual(['draining | Target.DeregistrationInProgress | Target deregistration is in progress', 'InService']);
  });
});

test('registration takes its time before the first check, also of one whose machine runs again', async () => {
  open('classic', 4);
  const target = await bench.register('a');
  const REGISTERING = 'OutOfService | ELB | Instance registration is still in progress.';
  await bench.clock.advanceTo(3.9);
  await target.beat();
  expect([told('a'), target.checks]).toEqual([REGISTERING, 0]);
  await bench.advanceTo(4, 1);
  await bench.advanceTo(14, 1);
  target.standing = 'stopped';
  bench.balancer.notice('a');
  target.standing = 'running';
  expect(told('a')).toBe(REGISTERING);
  await bench.advanceTo(18, 1);
  expect(bench.checksAt('a')).toEqual([4, 14, 18]);
});

describe('the reason of an unhealthy target', () => {
  test('is its latest failed check, also while it counts passes', async () => {
    open('application');
    const target = await bench.register('a');
    await bench.run(target, '--');
    target.sick = 404;
    await bench.run(target, '-');
    expect(told('a')).toBe('unhealthy | Target.ResponseCodeMismatch | Health checks failed with these codes: [404]');
    await bench.run(target, '++');
    expect(told('a')).toBe('unhealthy | Target.ResponseCodeMismatch | Health checks failed with these codes: [404]');
    await bench.run(target, '+');
    expect(told('a')).toBe('healthy');
  });

  test('is not remembered of what was registered before', async () => {
    const { balancer } = open('application');
    await bench.run(await bench.register('a'), '--');
    expect(balancer.describe('nobody')).toBeUndefined();
    await balancer.deregister('a', { timeout: 0 });
    expect(balancer.describe('a')).toBeUndefined();
    await bench.register('a');
    expect(told('a')).toBe(NEW);
  });
});
