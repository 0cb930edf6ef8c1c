import { ManualClock } from '../model/clock.js';
import { until } from './data-plane-bench.testing.js';
import { BalancerBench, EVERY, type CheckedTarget } from './load-balancer-bench.testing.js';

let bench: BalancerBench;
let target: CheckedTarget;
beforeEach(async () => {
  bench = new BalancerBench(new ManualClock());
  target = await bench.register('a');
});
afterEach(() => bench.close());

/** Lets a check begin whose answer then waits. */
async function begin(at: number): Promise<void> {
  const before = target.waiting.length;
  target.slow = true;
  await bench.clock.advanceTo(at);
  await until(() => target.waiting.length > before, 'the check waits');
}

/** Answers the check that waits, at a moment. */
async function answer(at: number): Promise<void> {
  target.slow = false;
  await bench.clock.advanceTo(at);
  const over = bench.advanceTo(at, 1);
  target.waiting.at(-1)?.end();
  await over;
}

test('checks that take nearly the whole interval do not shift the slots after them', async () => {
  for (const slot of [0, 1, 2, 3]) {
    await begin(slot * EVERY);
    await answer(slot * EVERY + EVERY - 0.1);
  }
  expect(bench.checksAt('a')).toEqual([0, EVERY, 2 * EVERY, 3 * EVERY]);
});

test('one that takes a little longer is followed at once by the next, which does not shift the others', async () => {
  await begin(0);
  await answer(EVERY + 2);
  await bench.advanceTo(EVERY + 2, 1);
  await bench.advanceTo(2 * EVERY, 1);
  expect(bench.checksAt('a')).toEqual([0, EVERY, 2 * EVERY]);
});

test('of the slots that a machine missed while it was suspended one check is sent at once, then the next slot is waited for', async () => {
  await bench.advanceTo(0, 1);
  await begin(EVERY);
  await answer(100 * EVERY + 3);
  await bench.advanceTo(100 * EVERY + 3, 1);
  await bench.clock.advanceTo(101 * EVERY - 0.1);
  await target.beat();
  expect([bench.checksAt('a'), target.checks]).toEqual([[0, EVERY, 100 * EVERY], 3]);
  await bench.advanceTo(101 * EVERY, 1);
  expect(bench.checksAt('a').at(-1)).toBe(101 * EVERY);
});
