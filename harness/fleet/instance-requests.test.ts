import { ConfigError } from '../model/errors.js';
import { BenchInstance, type FleetBench } from './fleet-bench.testing.js';
import { activities, groupBenches, lifecycles } from './group-benches.testing.js';

const { started } = groupBenches();
const KEEP = { decrement: false };
const DECREMENT = { decrement: true };
const desired = ({ group }: FleetBench): number => group.settings.desiredCapacity;

describe('an instance that is terminated by request', () => {
  test('is replaced, and the answer is its activity as it began', async () => {
    const bench = await started({ desiredCapacity: 1 });
    bench.balancer.drainSeconds = 5;
    const [activity] = bench.group.requests.terminate(['i-1'], KEEP);
    expect(activity).toMatchObject({ kind: 'terminate', instanceId: 'i-1', status: 'InProgress', cause: [{ text: 'instance i-1 was taken out of service in response to a user request.' }] });
    expect(bench.group.requests.terminate(['i-1'], DECREMENT).map(({ id }) => id)).toEqual([activity?.id]);
    await bench.until(5);
    expect([bench.list(), desired(bench)]).toEqual([['i-2 InService Healthy'], 1]);
  });

  test('is not replaced where the desired capacity falls', async () => {
    const bench = await started({ desiredCapacity: 3, minSize: 1 });
    bench.group.requests.terminate(['i-3', 'i-2'], DECREMENT);
    await bench.until(60);
    expect([bench.list(), desired(bench)]).toEqual([['i-1 InService Healthy'], 1]);
    expect(activities(bench)[0]).toBe('terminate i-2 Successful: instance i-2 was taken out of service in response to a user request, shrinking the capacity from 3 to 1.');
    expect(() => bench.group.requests.terminate(['i-1'], DECREMENT)).toThrow(
      "Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
    );
    expect(bench.inService()).toEqual(['i-1']);
  });

  test('never comes into service when it was still pending', async () => {
    const bench = await started({ desiredCapacity: 1, launchSeconds: 10 });
    bench.group.requests.terminate(['i-1'], DECREMENT);
    await bench.until(30);
    expect([bench.list(), lifecycles(bench)]).toEqual([[], ['0 i-1 Pending', '0 i-1 Terminating', '0 i-1 Terminated']]);
    expect(activities(bench).at(-1)).toMatch(/^launch i-1 Cancelled/);
  });
});

test('an instance that is Healthy again is not replaced', async () => {
  const bench = await started({ desiredCapacity: 1, suspended: ['ReplaceUnhealthy'] });
  bench.group.setInstanceHealth('i-1', 'Unhealthy');
  bench.group.setInstanceHealth('i-1', 'Healthy');
  bench.group.resume();
  await bench.until(30);
  expect(bench.list()).toEqual(['i-1 InService Healthy']);
  expect(bench.group.describe().instances[0]).not.toHaveProperty('unhealthyCause');
});

describe('an instance that is protected from scale-in', () => {
  test('stays, even where the group has more than are desired then', async () => {
    const bench = await started({ desiredCapacity: 3, protectNewInstances: true });
    bench.group.requests.protect(['i-2'], false);
    bench.group.setCapacity({ desiredCapacity: 1 });
    await bench.until(30);
    expect(bench.inService()).toEqual(['i-1', 'i-3']);
    bench.group.requests.protect(['i-3'], false);
    await bench.settle();
    expect(bench.inService()).toEqual(['i-1']);
  });

  test('must be in use', async () => {
    const bench = await started({ desiredCapacity: 1, launchSeconds: 5 });
    expect(() => bench.group.requests.protect(['i-1'], true)).toThrow('The instance i-1 is not in InService or EnteringStandby or Standby.');
    expect(() => bench.group.requests.protect(['i-9'], true)).toThrow(ConfigError);
  });
});

describe('standby', () => {
  test('takes an instance out of service once it has drained, without replacing it, and brings it back', async () => {
    const bench = await started({ desiredCapacity: 2, healthCheckType: 'ELB', healthCheckGracePeriod: 15 });
    bench.judge('InService');
    bench.balancer.drainSeconds = 7;
    const [entering] = bench.group.requests.enterStandby(['i-1'], DECREMENT);
    expect(entering?.cause[0]?.text).toBe('instance i-1 was moved to standby in response to a user request, shrinking the capacity from 2 to 1.');
    expect(bench.list()).toEqual(['i-1 EnteringStandby Healthy', 'i-2 InService Healthy']);
    await bench.until(7);
    expect(bench.list()).toEqual(['i-1 Standby Healthy', 'i-2 InService Healthy']);
    for (const instance of bench.launched.slice(0, 1)) instance.gone = true;
    await bench.until(60);
    // Nobody looks at the health of what is in standby.
    expect([bench.list(), desired(bench), bench.launched.length]).toEqual([['i-1 Standby Healthy', 'i-2 InService Healthy'], 1, 2]);
    for (const instance of bench.launched.slice(0, 1)) instance.gone = false;
    const [leaving] = bench.group.requests.exitStandby(['i-1']);
    expect(leaving).toMatchObject({ status: 'PreInService', cause: [{ text: 'instance i-1 was moved out of standby in response to a user request, increasing the capacity from 1 to 2.' }] });
    expect(bench.balancer.calls.filter((call) => call.includes('i-1'))).toEqual(['register i-1 at 0', 'deregister i-1 at 0', 'register i-1 at 60']);
    expect(bench.group.describe().instances[0]).toMatchObject({ lifecycle: 'InService', inServiceAt: 60, registered: ['lb-0'], passed: [] });
    // Grace begins anew.
    await bench.until(70);
    expect(bench.inService()).toEqual(['i-1', 'i-2']);
    await bench.until(80);
    expect([bench.inService(), desired(bench)]).toEqual([['i-2', 'i-3'], 2]);
  });

  test('has another launched where the desired capacity stays', async () => {
    const bench = await started({ desiredCapacity: 1, maxSize: 1 });
    bench.group.requests.enterStandby(['i-1'], KEEP);
    await bench.settle();
    expect([bench.list(), desired(bench)]).toEqual([['i-1 Standby Healthy', 'i-2 InService Healthy'], 1]);
    expect(() => bench.group.requests.exitStandby(['i-1'])).toThrow('AutoScalingGroup web has min-size=0, max-size=1, and desired-size=1. To move out of standby 1 instance, please update the AutoScalingGroup sizes appropriately.');
  });

  test('is refused for what is not in service, and where the sizes do not fit', async () => {
    const bench = await started({ desiredCapacity: 2, minSize: 2 });
    expect(() => bench.group.requests.enterStandby(['i-1', 'i-2'], DECREMENT)).toThrow('AutoScalingGroup web has min-size=2, max-size=100, and desired-size=2. To place into standby 2 instances, please update the AutoScalingGroup sizes appropriately.');
    expect(() => bench.group.requests.exitStandby(['i-1'])).toThrow('The instance i-1 is not in Standby.');
    expect(bench.inService()).toEqual(['i-1', 'i-2']);
  });

  test('can be left by termination, and a group that ends ends it', async () => {
    const bench = await started({ desiredCapacity: 2 });
    bench.group.requests.enterStandby(['i-1', 'i-2'], DECREMENT);
    await bench.settle();
    // It does not count any more, so nothing falls.
    bench.group.requests.terminate(['i-1'], DECREMENT);
    await bench.settle();
    expect([bench.list(), desired(bench)]).toEqual([['i-2 Standby Healthy'], 0]);
    await bench.group.stop({ terminate: true });
    expect([bench.list(), bench.running()]).toEqual([[], []]);
  });

  test('is not reached by one that is terminated while it drains', async () => {
    const bench = await started({ desiredCapacity: 1 });
    bench.balancer.drainSeconds = 7;
    bench.group.requests.enterStandby(['i-1'], DECREMENT);
    bench.group.requests.terminate(['i-1'], KEEP);
    await bench.until(20);
    expect(lifecycles(bench).filter((move) => move.includes(' i-1 '))).toEqual(['0 i-1 Pending', '0 i-1 InService', '0 i-1 EnteringStandby', '0 i-1 Terminating', '0 i-1 Terminated']);
    expect(activities(bench)).toContainEqual(expect.stringMatching(/^enter-standby i-1 Cancelled/));
  });
});

describe('instances that come and go', () => {
  test('one that is detached from standby counts for nothing', async () => {
    const bench = await started({ desiredCapacity: 2, minSize: 1 });
    bench.group.requests.enterStandby(['i-1'], DECREMENT);
    await bench.settle();
    bench.group.requests.detach(['i-1'], DECREMENT);
    await bench.settle();
    expect([bench.list(), desired(bench)]).toEqual([['i-2 InService Healthy'], 1]);
    await bench.launched[0]?.stop();
  });

  const stranger = (id = 'i-77'): BenchInstance => new BenchInstance(id, 'v0');

  test('one that is attached is registered, counts, and is looked after like the others', async () => {
    const bench = await started({ desiredCapacity: 1, maxSize: 2 });
    const joining = stranger();
    const [activity] = bench.group.requests.attach([joining]);
    expect(activity).toMatchObject({ kind: 'attach', cause: [{ text: 'an instance was added in response to user request. Keeping the capacity at the new 2.' }] });
    expect([bench.inService(), desired(bench), bench.balancer.calls.at(-1)]).toEqual([['i-1', 'i-77'], 2, 'register i-77 at 0']);
    expect(() => bench.group.requests.attach([joining])).toThrow('The Instance: i-77 is already part of AutoScalingGroup:web');
    expect(() => bench.group.requests.attach([stranger('i-78')])).toThrow('To attach 1 instance, please update the AutoScalingGroup sizes appropriately.');
    joining.gone = true;
    await bench.until(10);
    expect([bench.inService(), joining.stopped]).toEqual([['i-1', 'i-2'], true]);
  });

  test('one that is detached runs on, drained and out of the group', async () => {
    const bench = await started({ desiredCapacity: 2 });
    bench.balancer.drainSeconds = 7;
    const [activity] = bench.group.requests.detach(['i-1'], DECREMENT);
    expect(activity?.cause[0]?.text).toBe('instance i-1 was detached in response to a user request, shrinking the capacity from 2 to 1.');
    expect(bench.list()).toEqual(['i-1 Detaching Healthy', 'i-2 InService Healthy']);
    await bench.until(20);
    expect([bench.list(), bench.running(), desired(bench)]).toEqual([['i-2 InService Healthy'], ['i-1', 'i-2'], 1]);
    expect(lifecycles(bench).at(-1)).toBe('7 i-1 Detached');
    expect(() => bench.group.requests.terminate(['i-1'], KEEP)).toThrow('The instance i-1 is not part of Auto Scaling group web.');
    await bench.launched[0]?.stop();
  });

  test('one that is detached is replaced where the desired capacity stays', async () => {
    const bench = await started({ desiredCapacity: 1 });
    bench.group.requests.detach(['i-1'], KEEP);
    await bench.settle();
    expect(bench.list()).toEqual(['i-2 InService Healthy']);
    await bench.launched[0]?.stop();
  });

  test('one that could not be registered is ended', async () => {
    const bench = await started({ desiredCapacity: 0, maxSize: 1 });
    bench.balancer.refusal = 'gone.';
    const joining = stranger();
    bench.group.requests.attach([joining]);
    await bench.settle();
    expect([bench.list(), joining.stopped]).toEqual([[], true]);
    expect(activities(bench).at(-1)).toMatch(/^attach i-77 Failed/);
  });
});
