import fc from 'fast-check';
import { ConfigError } from '../model/errors.js';
import { FleetBench } from './fleet-bench.testing.js';
import type { GivenGroupSettings } from './group-settings.js';
import { isPresent, type LifecycleState } from './group-state.js';
import type { HookResult, LifecycleHook } from './lifecycle-hooks.js';
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
  | { readonly does: 'fail-launches'; readonly count: number }
  | { readonly does: 'terminate' | 'enter-standby' | 'detach'; readonly which: number; readonly decrement: boolean }
  | { readonly does: 'exit-standby'; readonly which: number }
  | { readonly does: 'protect'; readonly which: number; readonly is: boolean }
  | { readonly does: 'attach-spare' | 'detach-spare' }
  | { readonly does: 'refuse'; readonly refuses: boolean }
  | { readonly does: 'complete'; readonly which: number; readonly result: HookResult };

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
    fc.record({ does: fc.constantFrom('terminate' as const, 'enter-standby' as const, 'detach' as const), which, decrement: fc.boolean() }),
    { weight: 2, arbitrary: fc.record({ does: fc.constant('exit-standby' as const), which }) },
    fc.record({ does: fc.constant('protect' as const), which, is: fc.boolean() }),
    fc.record({ does: fc.constantFrom('attach-spare' as const, 'detach-spare' as const) }),
    fc.record({ does: fc.constant('refuse' as const), refuses: fc.boolean() }),
    fc.record({ does: fc.constant('complete' as const), which, result: fc.constantFrom('CONTINUE' as const, 'ABANDON' as const) }),
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
    lifecycleHooks: fc.constantFrom<LifecycleHook[]>([], [
      { name: 'hook', transition: 'launching', heartbeatTimeout: 30, defaultResult: 'CONTINUE' },
      { name: 'end', transition: 'terminating', heartbeatTimeout: 45, defaultResult: 'ABANDON' },
    ]),
  }),
  balancers: fc.nat(2),
  drainSeconds: fc.constantFrom(0, 13),
  good: fc.boolean(),
});

/** Everything that happened in one run, in order. */
async function run({ settings, balancers, drainSeconds, good }: World, history: readonly Step[], watch?: (bench: FleetBench) => void): Promise<FleetBench> {
  const bench = new FleetBench(settings, { balancers });
  watch?.(bench);
  for (const balancer of bench.balancers) {
    balancer.drainSeconds = drainSeconds;
    balancer.first = () => (good ? 'InService' : 'OutOfService');
  }
  bench.group.start();
  for (const step of history) {
    try {
      await befall(bench, step);
    } catch (error) {
      // What is refused changes nothing.
      if (!(error instanceof ConfigError)) throw error;
    }
  }
  await bench.settle();
  return bench;
}

async function befall(bench: FleetBench, step: Step): Promise<void> {
  const ids = [...bench.group.instances.keys()];
  const id = 'which' in step ? ids[step.which % Math.max(1, ids.length)] : undefined;
  if ('which' in step) return id === undefined ? undefined : befallOne(bench, id, step);
  switch (step.does) {
    case 'wait': return bench.until(bench.clock.now() + step.seconds);
    case 'judge-all': return bench.judge(step.health);
    case 'capacity': return bench.group.setCapacity({ desiredCapacity: step.desired });
    case 'fail-launches': bench.failing = step.count; return;
    case 'refuse': for (const balancer of bench.balancers) balancer.refusal = step.refuses ? 'gone' : undefined; return;
    case 'attach-spare': return attachSpare(bench);
    case 'detach-spare': return bench.group.detachBalancer(SPARE);
  }
}

function befallOne(bench: FleetBench, id: string, step: Extract<Step, { which: number }>): void {
  const { group } = bench;
  switch (step.does) {
    case 'judge': return bench.judge(step.health, id);
    case 'die': for (const instance of bench.launched) if (instance.id === id) instance.gone = true; return;
    case 'mark': return group.setInstanceHealth(id, 'Unhealthy');
    case 'terminate': return void group.requests.terminate([id], step);
    case 'enter-standby': return void group.requests.enterStandby([id], step);
    case 'exit-standby': return void group.requests.exitStandby([id]);
    case 'detach': return void group.requests.detach([id], step);
    case 'protect': return group.requests.protect([id], step.is);
    case 'complete': return group.lifecycleActions.complete('hook', { instanceId: id }, step.result);
  }
}

const SPARE = 'lb-0';

function attachSpare(bench: FleetBench): void {
  const [balancer] = bench.balancers;
  if (balancer && balancer.refusal === undefined) bench.group.attachBalancer(SPARE, balancer);
}

/** Instances that the group has let go, and that run on. */
const detached = ({ events }: FleetBench): string[] => events.flatMap((event) => (event.type === 'lifecycle' && event.to === 'Detached' ? [event.id] : []));

async function end(bench: FleetBench): Promise<void> {
  await bench.group.stop({ terminate: true });
  bench.clock.stop();
  expect([bench.running().sort(), bench.holds]).toEqual([detached(bench).sort(), 0]);
}

const always = (check: (bench: FleetBench, where: World) => void | Promise<void>, watch?: (bench: FleetBench) => void): Promise<void> =>
  fc.assert(fc.asyncProperty(world, steps, async (where, history) => {
    const bench = await run(where, history, watch);
    await check(bench, where);
    await end(bench);
  }), { numRuns: 150 });

test('desired capacity is restored once what is launched is good and lives', () =>
  always(async (bench) => {
    bench.failing = 0;
    for (const balancer of bench.balancers) [balancer.first, balancer.refusal] = [() => 'InService', undefined];
    bench.judge('InService');
    for (const { id, protectedFromScaleIn } of bench.group.describe().instances) if (protectedFromScaleIn) attempt(() => bench.group.requests.protect([id], false));
    await bench.until(bench.clock.now() + 2000);
    const { instances, settings } = bench.group.describe();
    expect(instances.filter(({ lifecycle, healthStatus }) => lifecycle === 'InService' && healthStatus === 'Healthy')).toHaveLength(settings.desiredCapacity);
    expect(bench.running().sort()).toEqual([...instances.map(({ id }) => id), ...detached(bench)].sort());
  }));

/** Does what may be refused, as for what is on its way out. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
}

test('no instance is lost or kept: what runs is the group\'s, or was detached', () =>
  always((bench) => {
    expect(bench.running().sort()).toEqual([...bench.group.instances.keys(), ...detached(bench)].sort());
    expect([...bench.group.instances.keys()]).toEqual(bench.group.describe().instances.map(({ id }) => id));
  }));

test('no more instances count than are desired, but for those that are protected, and sizes stay within their bounds', () =>
  always(async (bench) => {
    // What was launched while the capacity fell has no id to be ended by before the next look.
    await bench.until(bench.clock.now() + 10);
    const { instances, settings } = bench.group.describe();
    const present = instances.filter(isPresent);
    expect(present.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn).length).toBeLessThanOrEqual(settings.desiredCapacity);
    expect(settings.desiredCapacity).toBeGreaterThanOrEqual(settings.minSize);
    expect(settings.desiredCapacity).toBeLessThanOrEqual(settings.maxSize);
  }));

test('a balancer has exactly those instances that the group says are registered there', () =>
  always(({ balancers, group }) => {
    for (const [index, { health: listed }] of balancers.entries()) {
      const registered = group.describe().instances.filter((instance) => instance.registered.includes(`lb-${index}`));
      expect(registered.map(({ id }) => id).sort()).toEqual([...listed.keys()].sort());
    }
  }));

test('no instance is in service without having been registered everywhere before (rule 26)', () => {
  const early: string[] = [];
  return always(
    () => expect(early).toEqual([]),
    (bench) => {
      const { push } = bench.events;
      bench.events.push = (...events) => {
        const { attachments, instances } = bench.group.describe();
        for (const { id, lifecycle, registered } of instances) {
          const missing = attachments.filter(({ name, state }) => state !== 'Removing' && !registered.includes(name));
          if (events.some((event) => event.type === 'lifecycle' && event.to === 'InService' && event.id === id) && missing.length > 0) early.push(id);
          if (lifecycle.startsWith('Pending:') && registered.length > 0) early.push(id);
        }
        return push.apply(bench.events, events);
      };
    },
  );
});

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
  event.type === 'activity-started' ? event.activity.cause.flatMap(({ text }) => Number(/(?:desired capacity|user request, increasing the capacity) from \d+ to (\d+)/.exec(text)?.[1] ?? 0)) : [];

/** AWS: Amazon EC2 Auto Scaling instance lifecycle. */
const NEXT: Readonly<Record<LifecycleState | 'new', readonly LifecycleState[]>> = {
  new: ['Pending'],
  Pending: ['Pending:Wait', 'InService', 'Terminating'],
  'Pending:Wait': ['Pending:Proceed', 'Terminating'],
  'Pending:Proceed': ['InService', 'Terminating'],
  InService: ['EnteringStandby', 'Detaching', 'Terminating'],
  EnteringStandby: ['Standby', 'Terminating'],
  Standby: ['Pending', 'Detaching', 'Terminating'],
  Detaching: ['Detached'],
  Detached: [],
  Terminating: ['Terminating:Wait', 'Terminated'],
  'Terminating:Wait': ['Terminating:Proceed'],
  'Terminating:Proceed': ['Terminated'],
  Terminated: [],
};

test('every instance goes through its lifecycle in order', () =>
  always((bench) => {
    const last = new Map<string, LifecycleState>();
    for (const event of bench.events) {
      if (event.type !== 'lifecycle') continue;
      expect(event.from).toBe(last.get(event.id));
      expect(NEXT[last.get(event.id) ?? 'new']).toContain(event.to);
      last.set(event.id, event.to);
    }
  }));

test('the same input gives the same events', async () => {
  await fc.assert(fc.asyncProperty(world, steps, async (where, history) => {
    const runs = [await run(where, history), await run(where, history)];
    expect(runs[0]?.events).toEqual(runs[1]?.events);
    for (const bench of runs) await end(bench);
  }), { numRuns: 50 });
});
