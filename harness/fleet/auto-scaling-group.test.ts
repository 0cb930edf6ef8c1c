import { ConfigError } from '../model/errors.js';
import { activities, groupBenches, lifecycles } from './group-benches.testing.js';

const { open, started, forget } = groupBenches();

test('a group starts as many instances as are desired, Healthy and in service at once, whatever the balancer thinks (rule 27)', async () => {
  const bench = await started({ desiredCapacity: 2, healthCheckType: 'ELB' });
  expect(bench.list()).toEqual(['i-1 InService Healthy', 'i-2 InService Healthy']);
  expect(bench.balancer.healthOf('i-1')).toBe('OutOfService');
  expect(bench.group.describe().attachments).toEqual([{ name: 'lb-0', state: 'Added' }]);
  expect(activities(bench)[0]).toBe(
    'launch i-2 Successful: a user request created an AutoScalingGroup changing the desired capacity from 0 to 2. | ' +
      'an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 2.',
  );
});

test('an instance is registered with every balancer before it is in service (rule 26)', async () => {
  const bench = open({ desiredCapacity: 1 }, { balancers: 2 });
  const seen: string[] = [];
  bench.group.start();
  bench.events.push = (event): number => {
    if (event.type === 'lifecycle') seen.push(`${event.to}: ${bench.balancers.map((balancer) => balancer.healthOf('i-1')).join(', ')}`);
    return 0;
  };
  await bench.settle();
  expect(seen).toEqual(['Pending: unregistered, unregistered', 'InService: OutOfService, OutOfService']);
});

test('a launch holds the clock until its process was spawned', async () => {
  const bench = open({ desiredCapacity: 1, launchSeconds: 30 });
  let spawn: () => void = () => undefined;
  bench.beforeLaunch = () => new Promise((resolve) => (spawn = resolve));
  bench.group.start();
  await bench.settle();
  expect([bench.holds, bench.list()]).toEqual([1, []]);
  spawn();
  await bench.settle();
  expect([bench.holds, bench.list()]).toEqual([0, ['i-1 Pending Healthy']]);
  await bench.until(29);
  expect(bench.balancer.calls).toEqual([]);
  await bench.until(30);
  expect(bench.list()).toEqual(['i-1 InService Healthy']);
  expect(bench.group.describe().instances[0]).toMatchObject({ launchedAt: 0, inServiceAt: 30 });
});

test('one whose process ends while it is pending never comes into service and is replaced at a later look', async () => {
  const bench = await started({ desiredCapacity: 1, launchSeconds: 4 });
  for (const instance of bench.launched) instance.gone = true;
  await bench.until(9);
  expect(bench.list()).toEqual([]);
  expect(activities(bench).at(-1)).toMatch(/^launch i-1 Cancelled/);
  await bench.until(14);
  expect(bench.list()).toEqual(['i-2 InService Healthy']);
  expect(lifecycles(bench)).not.toContain('4 i-1 InService');
});

test('one that fails at the balancer after grace is ended, drained, and replaced while it drains (rules 28 and 29)', async () => {
  const bench = await started({ desiredCapacity: 2, healthCheckType: 'ELB', healthCheckGracePeriod: 25 });
  bench.balancer.drainSeconds = 7;
  bench.judge('InService', 'i-1');
  await bench.until(29);
  expect(bench.list()).toEqual(['i-1 InService Healthy', 'i-2 InService Healthy']);
  await bench.until(30);
  expect(bench.list()).toEqual(['i-1 InService Healthy', 'i-2 Terminating Unhealthy', 'i-3 InService Healthy']);
  expect(activities(bench).slice(0, 2)).toEqual([
    'terminate i-2 WaitingForELBConnectionDraining: an instance was taken out of service in response to an ELB system health check failure.',
    'launch i-3 Successful: an instance was launched in response to an unhealthy instance needing to be replaced.',
  ]);
  expect(bench.launched[1]?.stopped).toBe(false);
  await bench.until(37);
  expect(bench.launched[1]?.stopped).toBe(true);
  expect(bench.list()).toEqual(['i-1 InService Healthy', 'i-3 InService Healthy']);
  expect(lifecycles(bench).slice(-4)).toEqual(['30 i-2 Terminating', '30 i-3 Pending', '30 i-3 InService', '37 i-2 Terminated']);
});

test('a group of which none ever passed is kept, or churns once every grace (rule 30)', async () => {
  const settings = { desiredCapacity: 1, healthCheckType: 'ELB', healthCheckGracePeriod: 60 } as const;
  const [kept, churning] = [await started(settings), await started({ ...settings, neverHealthy: 'replace' })];
  for (const bench of [kept, churning]) await bench.until(600);
  expect(kept.launched).toHaveLength(1);
  expect(churning.launched).toHaveLength(1 + 600 / 60);
});

test('a process that ended is noticed at the next look, within grace, and all of them are replaced at once (rule 28)', async () => {
  const bench = await started({ desiredCapacity: 3, healthCheckGracePeriod: 300 });
  for (const instance of bench.launched) instance.gone = true;
  await bench.until(9);
  expect(bench.launched).toHaveLength(3);
  await bench.until(10);
  expect(bench.inService()).toEqual(['i-4', 'i-5', 'i-6']);
  expect(activities(bench).at(-4)).toMatch(/terminate .* an EC2 health check indicating it has been terminated or stopped/);
});

test('a launch that fails is a Failed activity and is tried again at the next look, not before', async () => {
  const bench = open({ desiredCapacity: 2 });
  bench.failing = 3;
  bench.group.start();
  await bench.settle();
  bench.group.setCapacity({ desiredCapacity: 1 });
  await bench.until(9);
  expect(bench.group.describe().activities.map(({ status, statusMessage }) => `${status}: ${statusMessage ?? ''}`)).toEqual(
    Array(2).fill('Failed: no such image. Launching EC2 instance failed.'),
  );
  await bench.until(10);
  expect(bench.list()).toEqual([]);
  await bench.until(20);
  expect(bench.list()).toEqual(['i-1 InService Healthy']);
  expect(activities(bench)[0]).toMatch(/^launch i-1 Successful: an instance was started in response to a difference/);
});

test('a change of capacity is acted on at once', async () => {
  const bench = await started({ desiredCapacity: 1 });
  bench.group.setCapacity({ minSize: 2 });
  await bench.settle();
  expect(bench.list()).toEqual(['i-1 InService Healthy', 'i-2 InService Healthy']);
  expect(activities(bench)[0]).toMatch(/a user request update of AutoScalingGroup constraints to min: 2, max: 100, desired: 2 changing the desired capacity from 1 to 2\. \|.*from 1 to 2\.$/);
  bench.group.setCapacity({ minSize: 0, maxSize: 0, desiredCapacity: 0 });
  await bench.group.idle();
  expect([bench.list(), bench.running()]).toEqual([[], []]);
  expect(activities(bench)[0]).toMatch(/shrinking the capacity from 2 to 0\. \| instance i-2 was selected for termination\.$/);
});

test('what follows later from a change of capacity names it as well', async () => {
  const bench = open({ desiredCapacity: 2 });
  bench.group.start();
  bench.group.setCapacity({ desiredCapacity: 1 });
  await bench.settle();
  await bench.group.idle();
  expect(activities(bench)[0]).toMatch(/^terminate .* desired: 1 changing the desired capacity from 2 to 1\. \|.*shrinking the capacity from 2 to 1\. \|/);
  bench.group.suspend('Launch');
  bench.group.setCapacity({ desiredCapacity: 2 });
  await bench.until(30);
  bench.group.resume('Launch');
  await bench.settle();
  expect(activities(bench)[0]).toMatch(/^launch .* desired: 2 changing the desired capacity from 1 to 2\. \|.*from 1 to 2\.$/);
  bench.group.requests.terminate(bench.running(), { decrement: false });
  await bench.group.idle();
  expect(activities(bench).slice(0, 4).filter((one) => one.includes('a user request update'))).toEqual([]);
});

test('a capacity that does not fit is refused and changes nothing', async () => {
  const bench = await started({ desiredCapacity: 1, maxSize: 2 });
  expect(() => bench.group.setCapacity({ desiredCapacity: 3 })).toThrow(ConfigError);
  expect(bench.group.settings).toMatchObject({ minSize: 0, maxSize: 2, desiredCapacity: 1 });
});

test('a new release is for instances to come', async () => {
  const bench = await started({ desiredCapacity: 1 });
  bench.group.setRelease('v2');
  await bench.until(50);
  bench.group.setCapacity({ desiredCapacity: 2 });
  await bench.settle();
  expect(bench.launched.map(({ release }) => release)).toEqual(['v1', 'v2']);
});

describe('an instance that a user marks', () => {
  test('is replaced at once', async () => {
    const bench = await started({ desiredCapacity: 1 });
    bench.group.setInstanceHealth('i-1', 'Unhealthy');
    await bench.group.idle();
    expect(bench.list()).toEqual(['i-2 InService Healthy']);
    expect(activities(bench)).toContain('terminate i-1 Successful: an instance was taken out of service in response to a user health-check.');
  });

  test('is left alone within grace unless that shall not count', async () => {
    const bench = await started({ desiredCapacity: 1, healthCheckGracePeriod: 300 });
    bench.group.setInstanceHealth('i-1', 'Unhealthy');
    await bench.group.idle();
    expect(bench.list()).toEqual(['i-1 InService Healthy']);
    bench.group.setInstanceHealth('i-1', 'Unhealthy', { respectGracePeriod: false });
    await bench.group.idle();
    expect(bench.list()).toEqual(['i-2 InService Healthy']);
  });

  test('must be one of the group', async () => {
    const bench = await started({ desiredCapacity: 1 });
    expect(() => bench.group.setInstanceHealth('i-9', 'Unhealthy')).toThrow(/expected one of its instances \(i-1\), found i-9/);
  });
});

describe('a suspended process', () => {
  test('Launch: nothing is launched until it is resumed', async () => {
    const bench = await started({ desiredCapacity: 1, suspended: ['Launch'] });
    await bench.until(30);
    expect(bench.launched).toEqual([]);
    bench.group.resume('Launch');
    await bench.settle();
    expect(bench.list()).toEqual(['i-1 InService Healthy']);
  });

  test('AddToLoadBalancer: the instance is in service without being registered, and ends without', async () => {
    const bench = await started({ desiredCapacity: 1, healthCheckType: 'ELB', suspended: ['AddToLoadBalancer'] });
    await bench.until(60);
    expect(bench.list()).toEqual(['i-1 InService Healthy']);
    expect(bench.group.describe().attachments).toEqual([{ name: 'lb-0', state: 'Adding' }]);
    bench.group.setCapacity({ desiredCapacity: 0 });
    await bench.group.idle();
    expect(bench.balancer.calls).toEqual([]);
  });

  test.each([['HealthCheck', 'Healthy'], ['ReplaceUnhealthy', 'Unhealthy'], ['Terminate', 'Unhealthy']] as const)('%s: what does not run stays, %s', async (process, health) => {
    const bench = await started({ desiredCapacity: 1 });
    bench.group.suspend(process);
    for (const instance of bench.launched) instance.gone = true;
    await bench.until(30);
    expect(bench.list()).toEqual([`i-1 InService ${health}`]);
    bench.group.resume();
    await bench.until(40);
    expect(bench.list()).toEqual(['i-2 InService Healthy']);
  });
});

describe('a group that stops', () => {
  test('leaves its instances running, or ends them, and does nothing after that', async () => {
    const bench = await started({ desiredCapacity: 2, healthCheckType: 'ELB' });
    await bench.group.stop({ terminate: false });
    expect(bench.running()).toEqual(['i-1', 'i-2']);
    for (const instance of bench.launched) instance.gone = true;
    bench.group.setCapacity({ desiredCapacity: 5 });
    await bench.until(100);
    expect(bench.launched).toHaveLength(2);
    await bench.group.stop({ terminate: true });
    expect([bench.running(), bench.list()]).toEqual([[], []]);
    expect(bench.balancer.calls.slice(-2)).toEqual(['deregister i-1 at 100', 'deregister i-2 at 100']);
  });

  test('waits for a launch that is under way and for no drain', async () => {
    const bench = await started({ desiredCapacity: 1 });
    bench.balancer.drainSeconds = 300;
    let spawn: () => void = () => undefined;
    bench.beforeLaunch = () => new Promise((resolve) => (spawn = resolve));
    bench.group.setCapacity({ desiredCapacity: 2 });
    const stopped = bench.group.stop({ terminate: true });
    let done = false;
    void stopped.then(() => (done = true));
    await bench.settle();
    expect(done).toBe(false);
    spawn();
    await stopped;
    expect([bench.launched.length, bench.running()]).toEqual([2, []]);
  });

  test('hands on what stopping an instance threw', async () => {
    const bench = await started({ desiredCapacity: 1 });
    const [instance] = bench.launched;
    if (!instance) throw new Error('nothing was launched');
    const stop = instance.stop.bind(instance);
    instance.stop = () => stop().then(() => Promise.reject(new Error('it will not die')));
    await expect(bench.group.stop({ terminate: true })).rejects.toThrow('it will not die');
    forget();
    bench.clock.stop();
  });
});

test('a listener that changes the group sees no half of a plan', async () => {
  const bench = open({ desiredCapacity: 2 });
  let asked = false;
  bench.events.push = (event): number => {
    if (event.type === 'activity-started' && !asked) {
      asked = true;
      bench.group.setCapacity({ desiredCapacity: 3 });
    }
    return 0;
  };
  bench.group.start();
  await bench.group.idle();
  expect(bench.launched).toHaveLength(3);
});

test('starting a group twice does nothing more', async () => {
  const bench = await started({ desiredCapacity: 1 });
  bench.group.start();
  await bench.until(20);
  expect(bench.launched).toHaveLength(1);
});
