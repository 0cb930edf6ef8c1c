import fc from 'fast-check';
import { clockOf, ManualClock, type Clock } from './clock.js';
import { wallNow, wallSleep } from './wall-clock.js';

const clocks: Clock[] = [];

const start = (pace: 'fast' | 'realtime'): Clock => {
  const clock = clockOf(pace);
  clocks.push(clock);
  return clock;
};

afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

/** The order in which sleepers wake, each with what it was told. */
const noting = (clock: Clock, woken: (number | string)[]) => async (at: number): Promise<void> => {
  woken.push((await clock.sleepUntil(at)) ? at : `${at} stopped`);
};

describe('a fast clock', () => {
  test('jumps to the next waiter when every waiter sleeps and nothing is held', async () => {
    const clock = start('fast');
    expect(await clock.sleepUntil(3600)).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(3600);
    expect(clock.skipped()).toBeGreaterThan(3500);
  });

  test('jumps to the earliest waiter only, so the others sleep on', async () => {
    const clock = start('fast');
    const woken: (number | string)[] = [];
    const sleep = noting(clock, woken);
    void sleep(5000);
    void sleep(2000);
    await clock.sleepUntil(1000).then(() => clock.hold('what the first one does takes its time'));
    await wallSleep(0.05);
    expect(woken).toEqual([]);
    expect(clock.skipped()).toBeLessThanOrEqual(1000);
  });

  test('does not jump while anything is held, and jumps when the last hold is let go', async () => {
    const clock = start('fast');
    const [first, second] = [clock.hold('a process is booting'), clock.hold('a process is booting')];
    const slept = clock.sleepUntil(1000);
    await wallSleep(0.03);
    first();
    first();
    await wallSleep(0.03);
    expect(clock.skipped()).toBe(0);
    second();
    expect(await slept).toBe(true);
    expect(clock.skipped()).toBeGreaterThan(900);
  });

  test('lets wall time pass under a hold, so that a short wait ends all the same', async () => {
    const clock = start('fast');
    clock.hold('a health check is in flight');
    expect(await clock.sleepUntil(0.05)).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(0.05 - 1e-6);
    expect(clock.skipped()).toBe(0);
  });

  test('sees a hold that is taken just after the wait began', async () => {
    const clock = start('fast');
    void clock.sleepUntil(1000);
    clock.hold('an answer has just changed');
    await wallSleep(0.05);
    expect(clock.skipped()).toBe(0);
  });

  test('waits for every barrier before it jumps', async () => {
    const clock = start('fast');
    const seen: string[] = [];
    for (const name of ['first', 'second']) {
      clock.beforeSkip(async () => {
        await wallSleep(0.02);
        seen.push(`${name} after ${clock.skipped()}`);
      });
    }
    await clock.sleepUntil(1000);
    expect(seen).toEqual(['first after 0', 'second after 0']);
  });

  test('does not jump when a barrier takes a hold', async () => {
    const clock = start('fast');
    let barriers = 0;
    clock.beforeSkip(() => {
      barriers += 1;
      clock.hold('the traffic in flight changed an answer');
      return Promise.resolve();
    });
    void clock.sleepUntil(1000);
    await wallSleep(0.05);
    expect([barriers, clock.skipped()]).toEqual([1, 0]);
  });

  test('jumps no further than to a waiter that came while the barriers were drained', async () => {
    const clock = start('fast');
    const woken: (number | string)[] = [];
    const sleep = noting(clock, woken);
    let late: Promise<void> | undefined;
    clock.beforeSkip(() => {
      late ??= sleep(10).then(() => void clock.hold('the late one works'));
      return Promise.resolve();
    });
    void sleep(1000);
    await wallSleep(0.03);
    await late;
    expect(woken).toEqual([10]);
    expect(clock.skipped()).toBeLessThanOrEqual(10);
  });

  test('wakes waiters in the order of their times, never early, and never goes back', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 });
    await fc.assert(fc.asyncProperty(times, async (all) => {
      const clock = start('fast');
      const seen: { at: number; now: number; skipped: number }[] = [];
      await Promise.all(all.map(async (at) => {
        await clock.sleepUntil(at);
        seen.push({ at, now: clock.now(), skipped: clock.skipped() });
      }));
      expect(seen.map(({ at }) => at)).toEqual([...all].sort((a, b) => a - b));
      for (const [index, { at, now, skipped }] of seen.entries()) {
        expect(now).toBeGreaterThanOrEqual(at - 1e-5);
        expect(now).toBeGreaterThanOrEqual(seen[index - 1]?.now ?? 0);
        expect(skipped).toBeLessThanOrEqual(at);
      }
    }), { numRuns: 20 });
  });
});

describe.each(['fast', 'realtime'] as const)('a clock at the pace %s', (pace) => {
  test('tells its pace', () => expect(start(pace).pace).toBe(pace));

  test('wakes a waiter for a time that is past', async () => {
    const clock = start(pace);
    clock.hold('nothing is skipped');
    expect(await clock.sleepUntil(-1)).toBe(true);
    expect(clock.skipped()).toBe(0);
  });

  test('wakes waiters that are due at once in the order of their times', async () => {
    const clock = start(pace);
    clock.hold('nothing is skipped');
    const woken: (number | string)[] = [];
    await Promise.all([-1, -3, -2].map(noting(clock, woken)));
    expect(woken).toEqual([-3, -2, -1]);
  });

  test('wakes every sleeper with false when it is stopped, and lets nobody sleep after that', async () => {
    const clock = start(pace);
    clock.hold('nothing is skipped');
    const sleepers = [clock.sleepUntil(1000), clock.sleepUntil(2000)];
    clock.stop();
    expect(await Promise.all([...sleepers, clock.sleepUntil(3000), clock.sleepUntil(0)])).toEqual([false, false, false, false]);
  });
});

describe('a realtime clock', () => {
  test('lives through every second, held or not', async () => {
    const clock = start('realtime');
    const startedAt = wallNow();
    clock.hold('has no meaning here')();
    clock.beforeSkip(() => Promise.reject(new Error('nothing is ever skipped')));
    await clock.sleepUntil(0.06);
    expect(wallNow() - startedAt).toBeGreaterThanOrEqual(0.05);
    expect(clock.skipped()).toBe(0);
  });

  test('wakes a later sleeper with an earlier time first', async () => {
    const clock = start('realtime');
    const woken: (number | string)[] = [];
    const sleep = noting(clock, woken);
    void sleep(1000);
    await Promise.all([sleep(0.06), sleep(0.02), sleep(0.04)]);
    expect(woken).toEqual([0.02, 0.04, 0.06]);
    clock.stop();
    await clock.sleepUntil(0);
    expect(woken.at(-1)).toBe('1000 stopped');
  });
});

describe('a manual clock', () => {
  test('moves only when it is told to, and never back', async () => {
    const clock = new ManualClock();
    await clock.advanceTo(10);
    await clock.advanceTo(4);
    expect([clock.now(), clock.skipped(), clock.pace]).toEqual([10, 0, 'manual']);
  });

  test('wakes sleepers in the order of their times, each before time moves on, also those who come on the way', async () => {
    const clock = new ManualClock();
    const woken: string[] = [];
    const sleep = async (at: number, then?: number): Promise<void> => {
      await clock.sleepUntil(at);
      woken.push(`${at} at ${clock.now()}`);
      if (then !== undefined) void sleep(then);
    };
    for (const at of [30, 20]) void sleep(at);
    void sleep(10, 15);
    void sleep(99);
    await clock.advanceTo(30);
    expect(woken).toEqual(['10 at 10', '15 at 15', '20 at 20', '30 at 30']);
    clock.stop();
  });
});
