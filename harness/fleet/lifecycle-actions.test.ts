import { ConfigError } from '../model/errors.js';
import type { FleetBench } from './fleet-bench.testing.js';
import { activities, groupBenches, lifecycles, messages } from './group-benches.testing.js';
import type { LifecycleHook } from './lifecycle-hooks.js';

const { started } = groupBenches();
const LAUNCH: LifecycleHook = { name: 'boot', transition: 'launching', heartbeatTimeout: 60, defaultResult: 'ABANDON' };
const END: LifecycleHook = { name: 'logs', transition: 'terminating', heartbeatTimeout: 60, defaultResult: 'ABANDON' };
const I1 = { instanceId: 'i-1' };
const of = (bench: FleetBench, id: string): string[] => lifecycles(bench).flatMap((move) => (move.includes(` ${id} `) ? [move.replace(` ${id} `, ' ')] : []));

describe('a launch', () => {
  test('waits, unregistered, until its action is completed', async () => {
    const bench = await started({ desiredCapacity: 1, healthCheckGracePeriod: 15, lifecycleHooks: [LAUNCH, END] });
    await bench.until(30);
    expect([bench.list(), bench.balancer.calls, bench.holds]).toEqual([['i-1 Pending:Wait Healthy'], [], 0]);
    expect(activities(bench)[0]).toMatch(/^launch i-1 MidLifecycleAction/);
    bench.group.lifecycleActions.complete('boot', I1, 'CONTINUE');
    await bench.settle();
    expect(of(bench, 'i-1')).toEqual(['0 Pending', '0 Pending:Wait', '30 Pending:Proceed', '30 InService']);
    expect(bench.balancer.calls).toEqual(['register i-1 at 30']);
    expect(bench.group.describe().instances[0]).toMatchObject({ launchedAt: 0, inServiceAt: 30 });
    expect(() => bench.group.lifecycleActions.complete('boot', I1, 'CONTINUE')).toThrow('No active Lifecycle Action found with instance ID i-1');
  });

  test.each([
    ['CONTINUE', ['i-1 InService Healthy'], []],
    ['ABANDON', [], [expect.stringMatching(/^Cancelled: Instance failed to complete user's Lifecycle Action: Lifecycle Action with token [0-9a-f-]{36} was abandoned: Heartbeat Timeout$/)]],
  ] as const)('nobody completes in time ends as the hook says: %s', async (defaultResult, list, said) => {
    const bench = await started({ desiredCapacity: 1, lifecycleHooks: [{ ...LAUNCH, defaultResult }] });
    await bench.until(55);
    bench.group.setCapacity({ desiredCapacity: 1 });
    bench.group.suspend('Launch');
    await bench.until(60);
    expect([bench.list(), messages(bench)]).toEqual([list, said]);
  });

  test('that is abandoned is ended, and tried again at the next look', async () => {
    const bench = await started({ desiredCapacity: 1, lifecycleHooks: [LAUNCH] });
    bench.group.lifecycleActions.complete('boot', I1, 'ABANDON');
    await bench.until(9);
    expect([bench.launched.length, bench.running(), of(bench, 'i-1')]).toEqual([1, [], ['0 Pending', '0 Pending:Wait', '0 Terminating', '0 Terminated']]);
    expect(messages(bench)[0]).toMatch(/was abandoned: Lifecycle Action Completed with ABANDON Result$/);
    await bench.until(10);
    expect(bench.list()).toEqual(['i-2 Pending:Wait Healthy']);
  });

  test('is kept waiting by heartbeats, which begin the timeout anew, up to 100 of them', async () => {
    const bench = await started({ desiredCapacity: 1, lifecycleHooks: [{ ...LAUNCH, defaultResult: 'CONTINUE' }] });
    await bench.until(50);
    bench.group.lifecycleActions.heartbeat('boot', I1);
    await bench.until(109);
    expect(bench.list()).toEqual(['i-1 Pending:Wait Healthy']);
    await bench.until(110);
    expect(bench.list()).toEqual(['i-1 InService Healthy']);
    bench.group.setCapacity({ desiredCapacity: 2 });
    for (let at = 110; at < 6200 && bench.inService().length < 2; at += 50) {
      await bench.until(at);
      if (bench.list().some((one) => one.includes('Wait'))) bench.group.lifecycleActions.heartbeat('boot', { instanceId: 'i-2' });
    }
    expect(of(bench, 'i-2').at(-1)).toBe('6110 InService');
  });

  test('waits for every hook, and the first that is abandoned ends the rest', async () => {
    const bench = await started({ desiredCapacity: 1, lifecycleHooks: [LAUNCH, { ...LAUNCH, name: 'second' }] });
    bench.group.lifecycleActions.complete('boot', I1, 'CONTINUE');
    await bench.settle();
    expect(bench.list()).toEqual(['i-1 Pending:Wait Healthy']);
    bench.group.lifecycleActions.complete('second', I1, 'CONTINUE');
    await bench.settle();
    expect(bench.list()).toEqual(['i-1 InService Healthy']);
    bench.group.setCapacity({ desiredCapacity: 2 });
    await bench.settle();
    bench.group.lifecycleActions.complete('second', { instanceId: 'i-2' }, 'ABANDON');
    await bench.settle();
    expect(bench.running()).toEqual(['i-1']);
    expect(() => bench.group.lifecycleActions.heartbeat('boot', { instanceId: 'i-2' })).toThrow(ConfigError);
  });

  test('whose process ends while it waits is replaced at the next look', async () => {
    const bench = await started({ desiredCapacity: 1, lifecycleHooks: [LAUNCH] });
    for (const instance of bench.launched) instance.gone = true;
    await bench.until(10);
    expect(bench.list()).toEqual(['i-2 Pending:Wait Healthy']);
    expect(activities(bench).at(-1)).toMatch(/^launch i-1 Cancelled/);
  });

  test('whose hook is deleted is abandoned', async () => {
    const bench = await started({ desiredCapacity: 1, lifecycleHooks: [LAUNCH] });
    bench.group.setLifecycleHooks([]);
    await bench.until(10);
    expect(bench.list()).toEqual(['i-2 InService Healthy']);
  });
});

describe('a termination', () => {
  test.each(['CONTINUE', 'ABANDON'] as const)('waits once it has drained, and the instance ends after %s', async (result) => {
    const bench = await started({ desiredCapacity: 1, lifecycleHooks: [END] });
    bench.balancer.drainSeconds = 7;
    bench.group.setCapacity({ desiredCapacity: 0 });
    await bench.until(20);
    expect([bench.list(), bench.running()]).toEqual([['i-1 Terminating:Wait Healthy'], ['i-1']]);
    expect(activities(bench)[0]).toMatch(/^terminate i-1 MidLifecycleAction/);
    bench.group.lifecycleActions.complete('logs', I1, result);
    await bench.settle();
    expect([bench.list(), bench.running()]).toEqual([[], []]);
    expect(of(bench, 'i-1').slice(2)).toEqual(['0 Terminating', '7 Terminating:Wait', '20 Terminating:Proceed', '20 Terminated']);
  });

  test('goes on when its hook is deleted, and when nobody completes it', async () => {
    const bench = await started({ desiredCapacity: 2, lifecycleHooks: [END] });
    bench.group.setCapacity({ desiredCapacity: 1 });
    await bench.until(30);
    bench.group.setLifecycleHooks([{ ...END, name: 'other' }]);
    await bench.settle();
    expect(bench.list()).toEqual(['i-2 InService Healthy']);
    bench.group.setCapacity({ desiredCapacity: 0 });
    await bench.until(89);
    expect(bench.list()).toEqual(['i-2 Terminating:Wait Healthy']);
    await bench.until(90);
    expect(bench.list()).toEqual([]);
  });

  test('is waited for by no group that stops, nor is a launch', async () => {
    const bench = await started({ desiredCapacity: 2, lifecycleHooks: [END] });
    bench.group.setLifecycleHooks([END, LAUNCH]);
    bench.group.setCapacity({ desiredCapacity: 3 });
    await bench.settle();
    bench.group.requests.terminate(['i-1'], { decrement: true });
    await bench.settle();
    expect(bench.list()).toEqual(['i-1 Terminating:Wait Healthy', 'i-2 InService Healthy', 'i-3 Pending:Wait Healthy']);
    await bench.group.stop({ terminate: true });
    expect([bench.list(), bench.running(), bench.clock.now()]).toEqual([[], [], 0]);
  });
});

test('a token names an action as well as an instance does', async () => {
  const bench = await started({ desiredCapacity: 1, lifecycleHooks: [LAUNCH] });
  expect(() => bench.group.lifecycleActions.complete('boot', { token: 'x' }, 'CONTINUE')).toThrow('No active Lifecycle Action found with token x');
  expect(() => bench.group.lifecycleActions.complete('boot', {}, 'CONTINUE')).toThrow(ConfigError);
});

test('what is moved in and out of standby, attached and detached waits for no hook', async () => {
  const bench = await started({ desiredCapacity: 1 });
  bench.group.setLifecycleHooks([LAUNCH, END]);
  bench.group.requests.enterStandby(['i-1'], { decrement: true });
  await bench.settle();
  bench.group.requests.exitStandby(['i-1']);
  expect(bench.list()).toEqual(['i-1 InService Healthy']);
  bench.group.requests.detach(['i-1'], { decrement: true });
  await bench.settle();
  expect(bench.list()).toEqual([]);
  bench.group.requests.attach(bench.launched);
  expect(bench.list()).toEqual(['i-1 InService Healthy']);
});

test.each([29, 7201, Number.NaN])('a heartbeat timeout of %p seconds is refused and changes nothing', async (heartbeatTimeout) => {
  const bench = await started({ desiredCapacity: 0, lifecycleHooks: [LAUNCH] });
  expect(() => bench.group.setLifecycleHooks([{ ...LAUNCH, heartbeatTimeout }])).toThrow(/lifecycle hook boot: expected a heartbeat timeout of 30 to 7200 seconds/);
  expect(bench.group.settings.lifecycleHooks).toEqual([LAUNCH]);
});
