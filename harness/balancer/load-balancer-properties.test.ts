import fc from 'fast-check';
import { ManualClock } from '../model/clock.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { BalancerBench, EVERY } from './load-balancer-bench.testing.js';

const IDS = ['a', 'b', 'c'] as const;
type Id = (typeof IDS)[number];

type Step =
  | { readonly do: 'register' | 'drain' | 'cut'; readonly id: Id }
  /** So many slots pass, in which the targets that are named fail their checks. */
  | { readonly do: 'check'; readonly failing: readonly Id[]; readonly slots: number };

const id = fc.constantFrom(...IDS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('register' as const), id }),
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

const kinds = fc.constantFrom<BalancerKind>('classic', 'application', 'network');
const thresholds = fc.record({ healthyThreshold: fc.integer({ min: 2, max: 3 }), unhealthyThreshold: fc.integer({ min: 2, max: 3 }) });
const nobodyEnds = { idle: () => new Promise<void>(() => undefined), cut: () => undefined };

test('whatever is registered, drained and answered: what is registered is listed, and serves only with the passes that it takes', async () => {
  let serving = 0;
  await fc.assert(
    fc.asyncProperty(kinds, thresholds, fc.array(step, { minLength: 4, maxLength: 14 }), async (kind, limits, steps) => {
      const bench = new BalancerBench(new ManualClock(), limits, { kind });
      const known = new Map<Id, Known>();
      let now = 0;

      const compare = (): void => {
        for (const one of IDS) {
          const registered = known.get(one);
          const expected = registered ? (mayServe(registered, kind, limits) ? 'InService' : 'OutOfService') : 'unregistered';
          expect([one, bench.balancer.healthOf(one)]).toEqual([one, expected]);
          expect(bench.routed(one)?.draining).toBe(registered && registered.drainedAt !== undefined);
          if (expected === 'InService') serving += 1;
        }
      };
      const checkAll = async (failing: readonly Id[]): Promise<void> => {
        const checked = IDS.filter((one) => known.has(one) && known.get(one)?.drainedAt === undefined);
        for (const one of IDS) (await bench.target(one)).healthy = !failing.includes(one);
        await bench.advanceTo(now, checked.length);
        for (const one of checked) known.get(one)?.outcomes.push(!failing.includes(one));
        for (const [one, { drainedAt }] of known) if (drainedAt !== undefined && drainedAt <= now) known.delete(one);
        now += EVERY;
      };

      try {
        for (const each of steps) {
          if (each.do === 'check') {
            for (let slot = 0; slot < each.slots; slot += 1) await checkAll(each.failing);
          } else if (each.do === 'register') {
            await bench.register(each.id);
            if (!known.has(each.id)) known.set(each.id, { outcomes: [], drainedAt: undefined });
          } else {
            const registered = known.get(each.id);
            const timeout = each.do === 'cut' ? 0 : DRAINING * EVERY;
            const over = bench.balancer.deregister(each.id, { timeout }, nobodyEnds);
            if (registered && registered.drainedAt === undefined) {
              registered.drainedAt = bench.clock.now() + timeout;
              if (timeout === 0) await over.then(() => known.delete(each.id));
            }
          }
          compare();
        }
      } finally {
        await bench.close();
      }
    }),
    { numRuns: 40 },
  );
  expect(serving).toBeGreaterThan(0);
}, 60_000);
