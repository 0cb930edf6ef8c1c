import fc from 'fast-check';
import { FleetBench } from './fleet-bench.testing.js';
import type { GivenGroupSettings } from './group-settings.js';
import { healthReplacementsAtOnce } from './plan-capacity.js';
import type { BalancerHealth } from './look-at-health.js';

/** What may befall a group; `which` counts the instances that it has at that moment. */
type Step =
  | { readonly does: 'wait'; readonly seconds: number }
  | { readonly does: 'judge'; readonly which: number; readonly health: BalancerHealth }
  | { readonly does: 'judge-all'; readonly health: BalancerHealth }
  | { readonly does: 'die'; readonly which: number }
  | { readonly does: 'mark'; readonly which: number }
  | { readonly does: 'capacity'; readonly desired: number }
  | { readonly does: 'fail-launches'; readonly count: number };

const health = fc.constantFrom<BalancerHealth>('InService', 'OutOfService');
const which = fc.nat(30);
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('judge' as const), which, health }) },
    fc.record({ does: fc.constant('judge-all' as const), health }),
    fc.record({ does: fc.constant('die' as const), which }),
    fc.record({ does: fc.constant('mark' as const), which }),
    fc.record({ does: fc.constant('capacity' as const), desired: fc.nat(25) }),
    fc.record({ does: fc.constant('fail-launches' as const), count: fc.nat(3) }),
  ),
  { maxLength: 25 },
);

interface World {
  readonly settings: Partial<GivenGroupSettings>;
  readonly balancers: number;
  readonly drainSeconds: number;
  /** Whether new instances pass at once. */
  readonly good: boolean;
}
const world: fc.Arbitrary<World> = fc.record({
  settings: fc.record({
    desiredCapacity: fc.nat(25),
    healthCheckType: fc.constantFrom('EC2' as const, 'ELB' as const),
    healthCheckGracePeriod: fc.constantFrom(0, 25, 60),
    neverHealthy: fc.constantFrom('keep' as const, 'replace' as const),
    launchSeconds: fc.constantFrom(0, 7),
  }),
  balancers: fc.nat(2),
  drainSeconds: fc.constantFrom(0, 13),
  good: fc.boolean(),
});

/** Everything that happened in one run, in order. */
async function run({ settings, balancers, drainSeconds, good }: World, history: readonly Step[]): Promise<FleetBench> {
  const bench = new FleetBench(settings, { balancers });
  for (const balancer of bench.balancers) {
    balancer.drainSeconds = drainSeconds;
    balancer.first = () => (good ? 'InService' : 'OutOfService');
  }
  bench.group.start();
  for (const step of history) await befall(bench, step);
  await bench.settle();
  return bench;
}

async function befall(bench: FleetBench, step: Step): Promise<void> {
  const ids = [...bench.group.instances.keys()];
  const id = 'which' in step ? ids[step.which % Math.max(1, ids.length)] : undefined;
  switch (step.does) {
    case 'wait': return bench.until(bench.clock.now() + step.seconds);
    case 'judge': return id === undefined ? undefined : bench.judge(step.health, id);
    case 'judge-all': return bench.judge(step.health);
    case 'die': for (const instance of bench.launched) if (instance.id === id) instance.gone = true; return;
    case 'mark': return id === undefined ? undefined : bench.group.setInstanceHealth(id, 'Unhealthy');
    case 'capacity': return bench.group.setCapacity({ desiredCapacity: step.desired });
    case 'fail-launches': bench.failing = step.count;
  }
}

async function end(bench: FleetBench): Promise<void> {
  await bench.group.stop({ terminate: true });
  bench.clock.stop();
  expect([bench.running(), bench.holds]).toEqual([[], 0]);
}

const always = (check: (bench: FleetBench, where: World) => void | Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(world, steps, async (where, history) => {
    const bench = await run(where, history);
    await check(bench, where);
    await end(bench);
  }), { numRuns: 150 });

test('desired capacity is restored once what is launched is good and lives', () =>
  always(async (bench) => {
    bench.failing = 0;
    for (const balancer of bench.balancers) balancer.first = () => 'InService';
    bench.judge('InService');
    await bench.until(bench.clock.now() + 2000);
    const { instances, settings } = bench.group.describe();
    expect(instances.filter(({ lifecycle, healthStatus }) => lifecycle === 'InService' && healthStatus === 'Healthy')).toHaveLength(settings.desiredCapacity);
    expect(bench.running()).toEqual(instances.map(({ id }) => id));
  }));

test('no instance is in service without having been registered everywhere before (rule 26)', () =>
  always((bench) => {
    const registered = bench.balancers.map(({ calls }) => new Set(calls.map((call) => call.split(' at ')[0])));
    for (const event of bench.events) {
      if (event.type !== 'lifecycle' || event.to !== 'InService') continue;
      for (const all of registered) expect(all).toContain(`register ${event.id}`);
    }
    for (const { id, lifecycle, registered: says } of bench.group.describe().instances) expect([id, says]).toEqual([id, lifecycle !== 'Pending' && says]);
  }));

test('a balancer never turns an instance within grace, nor where EC2 alone is heard (rules 27 and 28)', () =>
  always((bench, { settings }) => {
    const inServiceAt = new Map<string, number>();
    for (const event of bench.events) {
      if (event.type === 'lifecycle' && event.to === 'InService') inServiceAt.set(event.id, event.at);
      if (event.type !== 'health' || event.cause !== 'ELB') continue;
      expect(settings.healthCheckType).toBe('ELB');
      expect(event.at - (inServiceAt.get(event.id) ?? Infinity)).toBeGreaterThanOrEqual((settings.healthCheckGracePeriod ?? 0) - 1e-6);
    }
  }));

test('never more instances that a balancer failed are taken out at once than may be (rule 32)', () =>
  always((bench, { settings }) => {
    const failed = new Set<string>();
    const leaving = new Set<string>();
    for (const event of bench.events) {
      if (event.type === 'health' && event.cause === 'ELB') failed.add(event.id);
      if (event.type === 'lifecycle' && event.to === 'Terminated') leaving.delete(event.id);
      if (event.type !== 'activity-started' || event.activity.kind !== 'terminate') continue;
      const { instanceId = '', cause } = event.activity;
      if (!cause.some(({ text }) => text.includes('ELB system'))) continue;
      expect(failed).toContain(instanceId);
      leaving.add(instanceId);
      // The largest capacity that the group was ever told bounds what may be under way from before it shrank.
      const largest = Math.max(settings.desiredCapacity ?? 0, ...bench.events.flatMap(sizesIn));
      expect(leaving.size).toBeLessThanOrEqual(healthReplacementsAtOnce(largest));
    }
  }));

const sizesIn = (event: FleetBench['events'][number]): number[] =>
  event.type === 'activity-started' ? event.activity.cause.flatMap(({ text }) => Number(/desired capacity from \d+ to (\d+)/.exec(text)?.[1] ?? 0)) : [];

test('every instance goes through its lifecycle once and in order', () =>
  always((bench) => {
    const stages = ['Pending', 'InService', 'Terminating', 'Terminated'];
    const last = new Map<string, number>();
    for (const event of bench.events) {
      if (event.type !== 'lifecycle') continue;
      expect(event.from).toBe(last.has(event.id) ? stages[last.get(event.id) ?? 0] : undefined);
      expect(stages.indexOf(event.to)).toBeGreaterThan(last.get(event.id) ?? -1);
      last.set(event.id, stages.indexOf(event.to));
    }
  }));

test('the same input gives the same events', async () => {
  await fc.assert(fc.asyncProperty(world, steps, async (where, history) => {
    const runs = [await run(where, history), await run(where, history)];
    expect(runs[0]?.events).toEqual(runs[1]?.events);
    for (const bench of runs) await end(bench);
  }), { numRuns: 50 });
});
