import fc from 'fast-check';
import { ManualClock } from '../model/clock.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { BalancerBench, EVERY } from './load-balancer-bench.testing.js';

const IDS = ['a', 'b', 'c'] as const;
type Id = (typeof IDS)[number];

type Step =
  /** It is checked for the first time before anything else happens. */
  | { readonly do: 'register'; readonly id: Id; readonly healthy: boolean }
  | { readonly do: 'drain' | 'cut'; readonly id: Id }
  /** So many slots pass, in which the targets that are named fail their checks. */
  | { readonly do: 'check'; readonly failing: readonly Id[]; readonly slots: number };

const id = fc.constantFrom(...IDS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('register' as const), id, healthy: fc.boolean() }),
  fc.record({ do: fc.constantFrom('drain' as const, 'cut' as const), id }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('check' as const), failing: fc.subarray([...IDS]), slots: fc.integer({ min: 1, max: 3 }) }) },
);

/** Slots for which the balancer drains. */
const DRAINING = 2;

/** What a test knows of a registration: the outcomes of its checks, and when it is over. */
interface Known {
  readonly outcomes: boolean[];
  drainedAt: number | undefined;
}

type Limits = Pick<HealthCheck, 'healthyThreshold' | 'unhealthyThreshold'>;

/** By the outcomes alone: whether the last of them are passes, as many as it takes. */
function mayServe({ outcomes }: Known, kind: BalancerKind, { healthyThreshold, unhealthyThreshold }: Limits): boolean {
  let serves = false;
  let served = false;
  let failed = false;
  for (let end = 1; end <= outcomes.length; end += 1) {
    const last = (count: number, passed: boolean): boolean => count <= end && outcomes.slice(end - count, end).every((outcome) => outcome === passed);
    const needed = served || failed || kind === 'classic' ? healthyThreshold : 1;
    if (last(unhealthyThreshold, false)) [serves, failed] = [false, true];
    if (!serves && last(needed, true)) [serves, served] = [true, true];
  }
  return serves;
}

const nobodyEnds = { idle: () => new Promise<void>(() => undefined), cut: () => undefined };

/** A balancer, and beside it what a test expects of it. */
class Compared {
  readonly bench: BalancerBench;
  readonly #known = new Map<Id, Known>();
  #slot = EVERY;

  constructor(
    private readonly kind: BalancerKind,
    private readonly limits: Limits,
  ) {
    this.bench = new BalancerBench(new ManualClock(), limits, { kind });
  }

  async take(one: Step): Promise<void> {
    if (one.do === 'register') return this.#register(one.id, one.healthy);
    if (one.do !== 'check') return this.#deregister(one.id, one.do === 'cut' ? 0 : DRAINING * EVERY);
    for (let slot = 0; slot < one.slots; slot += 1) await this.#check(one.failing);
  }

  expected(one: Id): string {
    const registered = this.#known.get(one);
    if (!registered) return 'unregistered';
    return mayServe(registered, this.kind, this.limits) ? 'InService' : 'OutOfService';
  }

  drains(one: Id): boolean | undefined {
    const registered = this.#known.get(one);
    return registered && registered.drainedAt !== undefined;
  }

  async #register(one: Id, healthy: boolean): Promise<void> {
    const target = await this.bench.register(one);
    const before = this.#known.get(one);
    // One that drains is taken as new.
    if (before && before.drainedAt === undefined) return;
    expect(this.bench.health(one)).toEqual(['OutOfService']);
    target.healthy = healthy;
    await this.bench.advanceTo(this.bench.clock.now(), 1);
    this.#known.set(one, { outcomes: [healthy], drainedAt: undefined });
  }

  async #deregister(one: Id, timeout: number): Promise<void> {
    const over = this.bench.balancer.deregister(one, { timeout }, nobodyEnds);
    const registered = this.#known.get(one);
    if (!registered || registered.drainedAt !== undefined) return;
    registered.drainedAt = this.bench.clock.now() + timeout;
    if (timeout > 0) return;
    await over;
    this.#known.delete(one);
  }

  async #check(failing: readonly Id[]): Promise<void> {
    const checked = [...this.#known].filter(([, { drainedAt }]) => drainedAt === undefined);
    for (const one of IDS) (await this.bench.target(one)).healthy = !failing.includes(one);
    await this.bench.advanceTo(this.#slot, checked.length);
    for (const [one, { outcomes }] of checked) outcomes.push(!failing.includes(one));
    for (const [one, { drainedAt = Infinity }] of this.#known) if (drainedAt <= this.#slot) this.#known.delete(one);
    this.#slot += EVERY;
  }
}

const kinds = fc.constantFrom<BalancerKind>('classic', 'application', 'network');
const thresholds = fc.record({ healthyThreshold: fc.integer({ min: 2, max: 3 }), unhealthyThreshold: fc.integer({ min: 2, max: 3 }) });

test('whatever is registered, drained and answered: what is registered is listed, and serves only with the passes that it takes', async () => {
  let serving = 0;
  const property = fc.asyncProperty(kinds, thresholds, fc.array(step, { minLength: 4, maxLength: 14 }), async (kind, limits, steps) => {
    const compared = new Compared(kind, limits);
    const { bench } = compared;
    try {
      for (const one of steps) {
        await compared.take(one);
        expect(bench.health(...IDS)).toEqual(IDS.map((name) => compared.expected(name)));
        expect(IDS.map((name) => bench.routed(name)?.draining)).toEqual(IDS.map((name) => compared.drains(name)));
        serving += bench.health(...IDS).filter((health) => health === 'InService').length;
      }
    } finally {
      await bench.close();
    }
  });
  await fc.assert(property, { numRuns: 40 });
  expect(serving).toBeGreaterThan(0);
});
