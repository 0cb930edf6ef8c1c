import { clockOf, ManualClock, type Clock } from '../model/clock.js';
import { wallNow } from '../model/wall-clock.js';
import { until } from './data-plane-bench.testing.js';
import { countedClock } from './load-balancer-bench.testing.js';
import { MovableWait } from './movable-wait.js';

const clocks: Clock[] = [];
afterEach(() => clocks.splice(0).forEach((clock) => clock.stop()));

function on<C extends Clock>(clock: C): { readonly clock: C; readonly wait: MovableWait } {
  clocks.push(clock);
  return { clock, wait: new MovableWait(clock) };
}

/** Remembers how a wait ended. */
function ended(waiting: Promise<boolean>): { how?: boolean } {
  const end: { how?: boolean } = {};
  void waiting.then((how) => (end.how = how));
  return end;
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('it ends when the moment has come, and not before', async () => {
  const { clock, wait } = on(new ManualClock());
  const end = ended(wait.until(() => 7.5));
  await clock.advanceTo(7.4);
  expect(end.how).toBeUndefined();
  await clock.advanceTo(7.5);
  expect(end.how).toBe(true);
});

test.each([
  ['earlier', 10, 4],
  ['later', 4, 10],
])('a moment that is moved to an %s one counts as it is now', async (_, before, after) => {
  const { clock, wait } = on(new ManualClock());
  let at = before;
  const end = ended(wait.until(() => at));
  await clock.advanceTo(2);
  at = after;
  wait.reconsider();
  await clock.advanceTo(after - 0.1);
  expect(end.how).toBeUndefined();
  await clock.advanceTo(after);
  expect(end.how).toBe(true);
});

test('without a moment it waits until it is told of one', async () => {
  const { clock, wait } = on(new ManualClock());
  const moments: number[] = [];
  const end = ended(wait.until(() => moments[0]));
  await clock.advanceTo(1000);
  expect(end.how).toBeUndefined();
  moments.push(1000);
  wait.reconsider();
  await clock.advanceTo(1000);
  expect(end.how).toBe(true);
});

test('a look that itself moves the moment, and says so, is followed by one wait alone', async () => {
  const { clock, wait } = on(new ManualClock());
  let moments = [8, 5];
  const end = ended(
    wait.until(() => {
      const [at = 5] = moments;
      moments = moments.slice(1);
      if (at === 8) wait.reconsider();
      return at;
    }),
  );
  await clock.advanceTo(5);
  expect(end.how).toBe(true);
});

test('called off it ends at once, and so does every later one', async () => {
  const { wait } = on(new ManualClock());
  const ends = [ended(wait.until(() => 5))];
  wait.callOff();
  ends.push(ended(wait.until(() => 5)));
  await breathe();
  expect(ends.map(({ how }) => how)).toEqual([false, false]);
});

test('it ends with its clock', async () => {
  const { clock, wait } = on(clockOf('realtime'));
  const end = ended(wait.until(() => 1000));
  clock.stop();
  await breathe();
  expect(end.how).toBe(false);
});

test('called off in real time it leaves no timer that outlasts the next look', async () => {
  const { clock, waiting } = countedClock();
  const { wait } = on(clock);
  const end = ended(wait.until(() => 3600));
  expect(waiting()).toBe(1);
  wait.callOff();
  await until(() => waiting() === 0, 'no timer');
  expect(end.how).toBe(false);
});

test('a clock that skips is skipped to the moment in one go', async () => {
  const { clock, wait } = on(clockOf('fast'));
  let skips = 0;
  clock.beforeSkip(() => Promise.resolve(void (skips += 1)));
  const begun = wallNow();
  expect(await wait.until(() => 300)).toBe(true);
  expect([skips, clock.now() >= 300 - 1e-6, wallNow() - begun < 5]).toEqual([1, true, true]);
});
