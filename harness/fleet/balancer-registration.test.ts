import { ConfigError } from '../model/errors.js';
import type { FleetBench } from './fleet-bench.testing.js';
import { activities, groupBenches, lifecycles, messages } from './group-benches.testing.js';
import { isTerminating } from './group-state.js';

const { started, forget } = groupBenches();
const GONE = "There is no ACTIVE Load Balancer named 'web'. Updating load balancer configuration failed.";

const states = ({ events }: FleetBench): string[] => events.flatMap((event) => (event.type === 'attachment' ? [`${event.at} ${event.balancer} ${event.state}`] : []));
const attachments = ({ group }: FleetBench): string[] => group.describe().attachments.map(({ name, state }) => `${name} ${state}`);
/** A group of two on a bench of two balancers, of which it is attached to the first alone. */
const withSpare = async (settings: Parameters<typeof started>[0] = {}): Promise<FleetBench> => {
  const bench = await started({ desiredCapacity: 2, healthCheckType: 'ELB', ...settings }, { balancers: 2 });
  bench.group.detachBalancer('lb-1');
  await bench.settle();
  bench.events.splice(0);
  bench.spare.calls.splice(0);
  return bench;
};

describe('a balancer that registers nothing', () => {
  test('makes a Failed activity, and the instance is ended, at every look until it registers again', async () => {
    const bench = await started({ desiredCapacity: 2 }, { balancers: 2 });
    const [first, second] = bench.balancers;
    if (!first || !second) throw new Error('a balancer is missing');
    second.refusal = GONE;
    bench.group.setCapacity({ desiredCapacity: 3 });
    await bench.settle();
    expect(bench.list()).toEqual(['i-1 InService Healthy', 'i-2 InService Healthy']);
    expect(messages(bench)).toEqual([`Failed: ${GONE}`]);
    expect(activities(bench)[0]).toBe('terminate i-3 Successful: an instance was taken out of service in response to a launch failure.');
    expect(first.calls.slice(-2)).toEqual(['register i-3 at 0', 'deregister i-3 at 0']);
    expect(bench.running()).toEqual(['i-1', 'i-2']);
    await bench.until(9);
    expect(bench.launched).toHaveLength(3);
    await bench.until(20);
    expect([bench.launched.length, bench.running(), messages(bench).length, bench.holds]).toEqual([5, ['i-1', 'i-2'], 3, 0]);
    second.refusal = undefined;
    await bench.until(30);
    expect(bench.inService()).toEqual(['i-1', 'i-2', 'i-6']);
    await expect(bench.group.idle()).resolves.toBeUndefined();
  });

  test('lets the clock go while what was registered elsewhere drains', async () => {
    const bench = await started({ desiredCapacity: 0 }, { balancers: 2 });
    const [first, second] = bench.balancers;
    if (!first || !second) throw new Error('a balancer is missing');
    [first.drainSeconds, second.refusal] = [7, GONE];
    bench.group.setCapacity({ desiredCapacity: 1 });
    await bench.settle();
    expect([bench.holds, bench.list()]).toEqual([0, ['i-1 Terminating Healthy']]);
    await bench.until(7);
    expect(lifecycles(bench)).toEqual(['0 i-1 Pending', '0 i-1 Terminating', '7 i-1 Terminated']);
  });
});

describe('a balancer that is attached', () => {
  test('gets all instances in service, and those to come, and its own gate', async () => {
    const bench = await withSpare();
    bench.judge('InService');
    bench.balancer.first = () => 'InService';
    bench.group.attachBalancer('spare', bench.spare);
    expect(bench.spare.calls).toEqual(['register i-1 at 0', 'register i-2 at 0']);
    expect([states(bench), attachments(bench)]).toEqual([['0 spare Added'], ['lb-0 Added', 'spare Added']]);
    bench.group.setCapacity({ desiredCapacity: 3 });
    await bench.settle();
    expect(bench.spare.calls.at(-1)).toBe('register i-3 at 0');
    // Nobody has passed there yet, so nobody is replaced for its sake.
    await bench.until(30);
    expect(bench.inService()).toEqual(['i-1', 'i-2', 'i-3']);
    bench.spare.health.set('i-1', 'InService');
    await bench.until(40);
    expect(states(bench)).toEqual(['0 spare Added', '10 lb-0 InService', '40 spare InService']);
    expect(bench.inService()).not.toContain('i-2');
  });

  test('is attached once', async () => {
    const bench = await withSpare();
    bench.group.attachBalancer('spare', bench.spare);
    bench.group.attachBalancer('spare', bench.spare);
    expect([bench.spare.calls.length, attachments(bench)]).toEqual([2, ['lb-0 Added', 'spare Added']]);
  });

  test('leaves nothing behind when it registers nothing', async () => {
    const bench = await withSpare();
    bench.spare.refusal = GONE;
    expect(() => bench.group.attachBalancer('spare', bench.spare)).toThrow(GONE);
    await bench.settle();
    expect(attachments(bench)).toEqual(['lb-0 Added']);
    expect(bench.group.describe().instances.map(({ registered }) => registered)).toEqual([['lb-0'], ['lb-0']]);
  });

  test('stays Adding while AddToLoadBalancer is suspended', async () => {
    const bench = await withSpare({ suspended: ['AddToLoadBalancer'] });
    bench.group.attachBalancer('spare', bench.spare);
    expect([bench.spare.calls, attachments(bench)]).toEqual([[], ['lb-0 Adding', 'spare Adding']]);
  });
});

describe('a balancer that is detached', () => {
  test('is Removing until its instances have drained, and gone then', async () => {
    const bench = await started({ desiredCapacity: 2, healthCheckType: 'ELB' });
    bench.judge('InService');
    await bench.until(10);
    bench.balancer.drainSeconds = 7;
    bench.group.detachBalancer('lb-0');
    bench.group.detachBalancer('lb-0');
    expect(attachments(bench)).toEqual(['lb-0 Removing']);
    expect(() => bench.group.attachBalancer('lb-0', bench.balancer)).toThrow(ConfigError);
    await bench.until(16);
    expect(attachments(bench)).toEqual(['lb-0 Removing']);
    await bench.until(17);
    expect([attachments(bench), states(bench).slice(-2)]).toEqual([[], ['10 lb-0 Removing', '17 lb-0 Removed']]);
    expect(bench.balancer.calls.filter((call) => call.startsWith('deregister'))).toEqual(['deregister i-1 at 10', 'deregister i-2 at 10']);
    expect(bench.inService()).toEqual(['i-1', 'i-2']);
    bench.group.attachBalancer('lb-0', bench.balancer);
    expect(attachments(bench)).toEqual(['lb-0 Added']);
  });

  test('says nothing about health any more, and gets no instance while it is Removing', async () => {
    const bench = await started({ desiredCapacity: 1, healthCheckType: 'ELB' });
    bench.judge('InService');
    await bench.until(10);
    bench.balancer.drainSeconds = 300;
    bench.group.detachBalancer('lb-0');
    bench.balancer.health.set('i-1', 'OutOfService');
    bench.group.setCapacity({ desiredCapacity: 2 });
    await bench.until(30);
    expect(bench.list()).toEqual(['i-1 InService Healthy', 'i-2 InService Healthy']);
    expect(bench.balancer.calls.filter((call) => call.startsWith('register'))).toEqual(['register i-1 at 0']);
  });

  test('is gone even when deregistering failed, which is told', async () => {
    const bench = await started({ desiredCapacity: 1 });
    bench.balancer.deregister = () => Promise.reject(new Error('it will not let go'));
    bench.group.detachBalancer('lb-0');
    await expect(bench.group.idle()).rejects.toThrow('it will not let go');
    expect(attachments(bench)).toEqual([]);
    await expect(bench.group.stop({ terminate: true })).rejects.toThrow('it will not let go');
    expect(bench.running()).toEqual([]);
    forget();
    bench.clock.stop();
  });
});

test('an instance that could not be deregistered ends all the same, and leaves the group', async () => {
  const bench = await started({ desiredCapacity: 1 });
  bench.balancer.deregister = () => Promise.reject(new Error('it will not let go'));
  bench.group.setCapacity({ desiredCapacity: 0 });
  await expect(bench.group.idle()).rejects.toThrow('it will not let go');
  expect([bench.list(), bench.running(), bench.group.describe().instances.some(isTerminating)]).toEqual([[], [], false]);
  await bench.group.stop({ terminate: false }).catch(() => undefined);
  forget();
  bench.clock.stop();
});
