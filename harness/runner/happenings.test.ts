import { clockOf, ManualClock } from '../model/clock.js';
import { Happenings } from './happenings.js';

/** Lets everything happen that can happen without the clock. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let clock: ManualClock;
let happenings: Happenings;
beforeEach(() => {
  clock = new ManualClock();
  happenings = new Happenings(clock);
});

/** Waits as a rollout does, and tells what came of it. */
function waiting(condition: () => boolean, deadline: number): { end: () => boolean | string | undefined } {
  let end: boolean | string | undefined;
  happenings.until(condition, deadline).then((held) => (end = held), (error: Error) => (end = error.message));
  return { end: () => end };
}

test('a condition that holds already is not waited for', async () => {
  expect(await happenings.until(() => true, 100)).toBe(true);
  expect(clock.now()).toBe(0);
});

test('a condition is looked at whenever something happened, and only then', async () => {
  let looks = 0;
  let holds = false;
  const { end } = waiting(() => {
    looks += 1;
    return holds;
  }, 100);
  await breathe();
  expect(looks).toBe(1);
  happenings.tell();
  await breathe();
  expect([looks, end()]).toEqual([2, undefined]);
  holds = true;
  await breathe();
  expect([looks, end()]).toEqual([2, undefined]);
  happenings.tell();
  await breathe();
  expect([looks, end()]).toEqual([3, true]);
});

test('things that happen at once are not lost', async () => {
  let count = 0;
  const { end } = waiting(() => count === 3, 100);
  await breathe();
  for (let time = 0; time < 3; time += 1) {
    count += 1;
    happenings.tell();
  }
  await breathe();
  expect(end()).toBe(true);
});

test('when the time is over, the condition has the last word', async () => {
  let holds = false;
  const [late, never] = [waiting(() => holds, 10), waiting(() => false, 10)];
  await clock.advanceTo(9.9);
  await breathe();
  expect([late.end(), never.end()]).toEqual([undefined, undefined]);
  // It came true, and nobody told.
  holds = true;
  await clock.advanceTo(10);
  await breathe();
  expect([late.end(), never.end()]).toEqual([true, false]);
});

test('of several that wait each has its own condition and time', async () => {
  const seen = new Set<string>();
  const [one, other, short] = [waiting(() => seen.has('one'), 100), waiting(() => seen.has('other'), 100), waiting(() => seen.has('other'), 5)];
  await clock.advanceTo(5);
  seen.add('one');
  happenings.tell();
  await breathe();
  expect([one.end(), other.end(), short.end()]).toEqual([true, undefined, false]);
  seen.add('other');
  happenings.tell();
  await breathe();
  expect(other.end()).toBe(true);
});

test.each(['before', 'while'])('a clock that is stopped %s one waits ends it with an error, not with an answer', async (when) => {
  if (when === 'before') clock.stop();
  const { end } = waiting(() => false, 10);
  await breathe();
  clock.stop();
  await breathe();
  expect(end()).toBe('the run was stopped');
});

test('a wait does not keep a clock from skipping to its end', async () => {
  const fast = clockOf('fast');
  expect(await new Happenings(fast).until(() => false, 3600)).toBe(false);
  expect(fast.now()).toBeGreaterThanOrEqual(3600 - 1e-6);
  fast.stop();
});
