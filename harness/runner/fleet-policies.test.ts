import fc from 'fast-check';
import { AutoScalingGroup, type GroupBalancer, type FleetInstance, type GroupEvent } from '../fleet/auto-scaling-group.js';
import type { BalancerHealth } from '../fleet/look-at-health.js';
import { ManualClock } from '../model/clock.js';
import type { Verdict } from '../model/verdict.js';
import { allAtOnce, capacityWait, instanceRefresh, type PolicyStage } from './fleet-policies.js';
import { Happenings } from './happenings.js';

const DEADLINE = 120;

/** What the balancer says of the canary instances, in the order of their launch, from a second of the clock on. */
interface Turn {
  readonly at: number;
  readonly instance: number;
  readonly passes: boolean;
}

/** Two groups on a clock that moves when it is told to, behind a balancer whose word is scripted. */
class Stand implements PolicyStage {
  readonly clock = new ManualClock();
  readonly deadline = DEADLINE;
  readonly events: (GroupEvent & { readonly group: string })[] = [];
  acceptedAt: number | undefined;
  readonly #happenings = new Happenings(this.clock);
  readonly #health = new Map<string, BalancerHealth>();
  readonly #canaries: string[] = [];
  #launched = 0;

  constructor(readonly wanted: number, private readonly turns: readonly Turn[]) {
    for (const turn of turns) void this.clock.sleepUntil(turn.at).then(() => this.#take(turn));
  }

  group(name: string, size: number): AutoScalingGroup {
    return new AutoScalingGroup({ name, minSize: 0, maxSize: 20, desiredCapacity: size, healthCheckType: 'ELB', healthCheckPeriod: 5 }, name, {
      clock: this.clock,
      launch: (release) => Promise.resolve(this.#launch(release)),
      balancers: new Map<string, GroupBalancer>([
        [
          'lb',
          {
            register: ({ id }) => void this.#health.set(id, id.startsWith('old') ? 'InService' : 'OutOfService'),
            deregister: (id) => Promise.resolve(void this.#health.delete(id)),
            healthOf: (id) => this.#health.get(id) ?? 'unregistered',
          },
        ],
      ]),
      onEvent: (event) => {
        this.events.push({ ...event, group: name });
        this.#happenings.tell();
      },
    });
  }

  listed(): ReadonlyMap<string, string> {
    return new Map([...this.#health].filter(([id]) => id.startsWith('canary')));
  }
  enter(): void {
    this.acceptedAt = this.clock.now();
  }
  usersAtOldFleet(): Promise<void> {
    return Promise.resolve();
  }
  until(condition: () => boolean, deadline: number): Promise<boolean> {
    return this.#happenings.until(condition, deadline);
  }

  /** Seconds at which the old group let an instance go. */
  get oldLeftAt(): number[] {
    return this.events.flatMap((event) => (event.group === 'old' && event.type === 'lifecycle' && event.to === 'Terminating' ? [event.at] : []));
  }

  async liveUntil<T>(deciding: Promise<T>): Promise<T> {
    let ended = false;
    void deciding.finally(() => (ended = true));
    for (let at = 1; !ended && at < 20 * DEADLINE; at += 1) {
      await this.clock.advanceTo(at);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return deciding;
  }

  #launch(release: string): FleetInstance {
    const id = `${release}-${this.#launched}`;
    this.#launched += 1;
    if (release === 'canary') this.#canaries.push(id);
    return { id, gone: false, stop: () => Promise.resolve() };
  }

  #take({ instance, passes }: Turn): void {
    const id = this.#canaries[instance];
    if (id !== undefined && this.#health.has(id)) this.#health.set(id, passes ? 'InService' : 'OutOfService');
    this.#happenings.tell();
  }
}

const turns = fc.array(fc.record({ at: fc.integer({ min: 1, max: 150 }), instance: fc.nat({ max: 3 }), passes: fc.boolean() }), { maxLength: 30 });

async function rollOut(stand: Stand, oldSize: number): Promise<{ verdict: Verdict; old: AutoScalingGroup }> {
  const [old, canary] = [stand.group('old', oldSize), stand.group('canary', stand.wanted)];
  old.start();
  await old.idle();
  const verdict = await stand.liveUntil(capacityWait(stand, { old, canary }));
  await Promise.all([old, canary].map((group) => group.stop({ terminate: false })));
  return { verdict, old };
}

test('the old fleet is never touched before the canary is accepted, and never at all when it is refused', async () => {
  await fc.assert(
    fc.asyncProperty(turns, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), async (script, wanted, oldSize) => {
      const stand = new Stand(wanted, script);
      const { verdict, old } = await rollOut(stand, oldSize);
      if (verdict.verdict === 'rejected') {
        expect([stand.acceptedAt, stand.oldLeftAt, old.describe().instances.length]).toEqual([undefined, [], oldSize]);
        return;
      }
      expect(stand.oldLeftAt.length).toBe(oldSize);
      expect(stand.oldLeftAt.every((at) => at >= (stand.acceptedAt ?? Number.POSITIVE_INFINITY))).toBe(true);
      expect(verdict.at).toBeLessThanOrEqual(DEADLINE);
    }),
    { numRuns: 60 },
  );
});

test('the same script gives the same verdict and the same events', async () => {
  await fc.assert(
    fc.asyncProperty(turns, fc.integer({ min: 1, max: 3 }), async (script, wanted) => {
      const runs = [new Stand(wanted, script), new Stand(wanted, script)];
      const verdicts = [];
      for (const stand of runs) verdicts.push((await rollOut(stand, 2)).verdict);
      expect(verdicts[1]).toEqual(verdicts[0]);
      expect(runs[1]?.events).toEqual(runs[0]?.events);
    }),
    { numRuns: 25 },
  );
});

test('one lucky poll accepts: 12.6 s after the start the provider looks, and what happens between its looks is not seen', async () => {
  const lucky = new Stand(1, [{ at: 12, instance: 0, passes: true }, { at: 14, instance: 0, passes: false }]);
  expect((await rollOut(lucky, 1)).verdict).toMatchObject({ verdict: 'accepted', at: 12.6 });
  const unlucky = new Stand(1, [{ at: 13, instance: 0, passes: true }, { at: 22, instance: 0, passes: false }]);
  const { verdict } = await rollOut(unlucky, 1);
  expect(verdict).toMatchObject({ verdict: 'rejected', at: DEADLINE });
  expect(verdict.comparison).toContain(`want at least 1 healthy instance(s) registered to Load Balancer, have 0', timeout: 2m0s`);
});

test('all at once the old fleet goes first, whatever becomes of the canary', async () => {
  const stand = new Stand(1, []);
  const [old, canary] = [stand.group('old', 2), stand.group('canary', 1)];
  old.start();
  await old.idle();
  expect(await stand.liveUntil(allAtOnce(stand, { old, canary }))).toMatchObject({ verdict: 'rejected' });
  expect(stand.oldLeftAt).toEqual([0, 0]);
  await Promise.all([old, canary].map((group) => group.stop({ terminate: false })));
});

test('a refresh under way at the deadline is cancelled, and that is no acceptance', async () => {
  const stand = new Stand(2, []);
  const group = stand.group('old', 2);
  group.start();
  await group.idle();
  const verdict = await stand.liveUntil(instanceRefresh(stand, group, { minHealthyPercentage: 50, instanceWarmup: 0 }));
  expect(verdict).toMatchObject({ verdict: 'rejected', comparison: `the instance refresh was Cancelled at the deadline of ${DEADLINE} s with 0 % complete` });
  expect(stand.acceptedAt).toBeUndefined();
  await group.stop({ terminate: false });
});
