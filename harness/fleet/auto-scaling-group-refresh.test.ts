import { FleetBench } from './fleet-bench.testing.js';
import type { GivenGroupSettings } from './group-settings.js';
import type { BalancerHealth } from './look-at-health.js';

let bench: FleetBench;

/** A group of v1 in service, whose v2 is what it is told to be at the balancer. */
async function refreshable(desiredCapacity: number, second: BalancerHealth = 'InService', settings: Partial<GivenGroupSettings> = {}): Promise<void> {
  bench = new FleetBench({ desiredCapacity, healthCheckType: 'ELB', healthCheckGracePeriod: 60, defaultInstanceWarmup: 0, ...settings });
  bench.balancer.first = (release) => (release === 'v2' ? second : 'InService');
  bench.group.start();
  await bench.until(10);
}

afterEach(async () => {
  await bench.group.stop({ terminate: true });
  bench.clock.stop();
  expect(bench.running()).toEqual([]);
});

test('the latest twenty refreshes are kept, under ids of their own', async () => {
  await refreshable(0);
  const ids = Array.from({ length: 25 }, () => bench.group.startRefresh().id);
  expect(bench.group.describe().refreshes.map(({ id }) => id)).toEqual(ids.slice(-20).reverse());
  expect(new Set(ids).size).toBe(25);
});

const releases = (): string[] => bench.group.describe().instances.filter(({ lifecycle }) => lifecycle === 'InService').map(({ release }) => release);
const statuses = (): string[] => [...new Set(bench.events.flatMap((event) => (event.type === 'refresh' ? [event.refresh.status] : [])))];
const fewest = (): number => {
  let [present, least] = [0, Infinity];
  for (const event of bench.events) {
    if (event.type !== 'lifecycle') continue;
    if (event.to === 'InService') present += 1;
    if (event.to === 'Terminating') present -= 1;
    if (event.to === 'Terminating') least = Math.min(least, present);
  }
  return least;
};

test('a refresh to a good release replaces all, one at a time, and makes it the group\'s', async () => {
  await refreshable(4);
  bench.group.startRefresh({}, 'v2');
  await bench.until(60);
  expect(bench.group.describe().refresh).toMatchObject({ status: 'Successful', percentageComplete: 100, instancesToUpdate: 0, startedAt: 10, endedAt: 50 });
  expect(releases()).toEqual(['v2', 'v2', 'v2', 'v2']);
  expect([statuses(), fewest(), bench.group.describe().release]).toEqual([['Pending', 'InProgress', 'Successful'], 3, 'v2']);
  const [latest] = bench.group.describe().activities;
  expect(latest?.cause.map(({ text }) => text)).toEqual(['an instance was launched in response to an instance refresh.']);
});

test('one that launches first never has fewer than are desired', async () => {
  await refreshable(2);
  bench.group.startRefresh({ minHealthyPercentage: 100, maxHealthyPercentage: 150 }, 'v2');
  await bench.until(60);
  expect([bench.group.describe().refresh?.status, releases(), fewest()]).toEqual(['Successful', ['v2', 'v2'], 2]);
});

test('after setRelease a refresh without a release of its own brings it to those that run', async () => {
  await refreshable(2);
  bench.group.setRelease('v2');
  bench.group.startRefresh({ minHealthyPercentage: 0 });
  await bench.until(30);
  expect([bench.group.describe().refresh?.status, releases()]).toEqual(['Successful', ['v2', 'v2']]);
});

test('a broken release stops at its first batch: it is retried, fails after an hour, and the group keeps its release', async () => {
  await refreshable(4, 'OutOfService');
  bench.group.startRefresh({}, 'v2');
  await bench.until(3700);
  const { refresh, release } = bench.group.describe();
  expect(refresh).toMatchObject({ status: 'Failed', percentageComplete: 0, instancesToUpdate: 3, endedAt: 3610 });
  expect(refresh?.statusReason).toMatch(/^No replacement succeeded for 3600 seconds/);
  expect([release, fewest()]).toEqual(['v1', 3]);
  expect(bench.launched.filter((instance) => instance.release === 'v2').length).toBeGreaterThan(50);
  // What the group launches after the failure is of its own release again, so it heals by itself.
  expect(releases()).toEqual(['v1', 'v1', 'v1', 'v1']);
});

test('a broken release is rolled back when that was asked for', async () => {
  await refreshable(2, 'OutOfService', { healthCheckGracePeriod: 7200 });
  bench.group.startRefresh({ autoRollback: true, instanceWarmup: 0 }, 'v2');
  await bench.until(3600);
  expect(releases().sort()).toEqual(['v1', 'v2']);
  await bench.until(3700);
  expect([statuses(), releases(), bench.group.describe().release]).toEqual([
    ['Pending', 'InProgress', 'RollbackInProgress', 'RollbackSuccessful'], ['v1', 'v1'], 'v1',
  ]);
});

test('a release of which no instance ever passes is not taken for good because nobody is replaced', async () => {
  await refreshable(1, 'OutOfService', { neverHealthy: 'keep' });
  bench.judge('OutOfService');
  bench.group.startRefresh({}, 'v2');
  await bench.until(300);
  expect(bench.group.describe().refresh).toMatchObject({ status: 'InProgress', percentageComplete: 0 });
});

test('checkpoints and baking take their time', async () => {
  await refreshable(2);
  bench.group.startRefresh({ checkpointPercentages: [50, 100], checkpointDelay: 100, bakeTime: 50 }, 'v2');
  await bench.until(119);
  expect(releases().sort()).toEqual(['v1', 'v2']);
  await bench.until(139);
  expect(releases()).toEqual(['v2', 'v2']);
  await bench.until(300);
  expect(bench.group.describe().refresh).toMatchObject({ status: 'Successful', endedAt: 180 });
  expect(statuses()).toEqual(['Pending', 'InProgress', 'Baking', 'Successful']);
});

test('a cancelled refresh leaves what it has done and lets another one begin', async () => {
  await refreshable(4);
  bench.group.startRefresh({}, 'v2');
  expect(() => bench.group.startRefresh({}, 'v3')).toThrow(/expected none at work/);
  await bench.until(20);
  bench.group.cancelRefresh();
  await bench.until(100);
  expect(bench.group.describe().refresh?.status).toBe('Cancelled');
  expect(releases().sort()).toEqual(['v1', 'v1', 'v2', 'v2']);
  bench.group.startRefresh({ skipMatching: true, minHealthyPercentage: 0 }, 'v2');
  await bench.until(200);
  expect([releases(), bench.group.describe().refreshes.map(({ status }) => status)]).toEqual([['v2', 'v2', 'v2', 'v2'], ['Successful', 'Cancelled']]);
});

test('a refresh that a user rolls back returns to the release before it', async () => {
  await refreshable(4);
  bench.group.startRefresh({}, 'v2');
  await bench.until(30);
  bench.group.rollbackRefresh();
  await bench.until(100);
  expect([bench.group.describe().refresh?.status, bench.group.describe().refresh?.percentageComplete]).toEqual(['RollbackSuccessful', 0]);
  expect(releases()).toEqual(['v1', 'v1', 'v1', 'v1']);
});

test('an instance that dies during a refresh is replaced by the new release', async () => {
  await refreshable(4);
  bench.group.startRefresh({ instanceWarmup: 600 }, 'v2');
  const [, second] = bench.launched;
  if (second) second.gone = true;
  await bench.until(20);
  expect(releases().sort()).toEqual(['v1', 'v1', 'v2', 'v2']);
});

test('scaling out during a refresh launches the new release', async () => {
  await refreshable(2);
  bench.group.startRefresh({ instanceWarmup: 600 }, 'v2');
  bench.group.setCapacity({ desiredCapacity: 4 });
  await bench.until(15);
  expect(releases().sort()).toEqual(['v1', 'v2', 'v2', 'v2']);
});
