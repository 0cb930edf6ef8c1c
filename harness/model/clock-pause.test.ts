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

describe('a pause of a fast clock', () => {
  test('makes time stand still, and is no time of the rollout afterwards either', async () => {
    const clock = start('fast');
    const goOn = clock.pause();
    const before = clock.now();
    await wallSleep(0.1);
    expect(clock.now()).toBe(before);
    const resumedAt = wallNow();
    goOn();
    expect(clock.now() - before).toBeLessThanOrEqual(wallNow() - resumedAt + 1e-6);
    await wallSleep(0.02);
    expect(clock.now() - before).toBeGreaterThanOrEqual(0.015);
    expect(clock.skipped()).toBe(0);
  });

  test('lets nobody wake, neither who was waited for by the wall nor who would be skipped to', async () => {
    const clock = start('fast');
    const woken: (number | string)[] = [];
    const sleep = async (at: number): Promise<void> => void woken.push((await clock.sleepUntil(at)) ? at : 'stopped');
    let barriers = 0;
    clock.beforeSkip(() => Promise.resolve(void (barriers += 1)));
    const letGo = clock.hold('a process is booting');
    const soon = sleep(0.03);
    const goOn = clock.pause();
    const late = sleep(1000);
    letGo();
    await wallSleep(0.1);
    expect([woken, clock.skipped(), barriers]).toEqual([[], 0, 0]);
    goOn();
    await Promise.all([soon, late]);
    expect(woken).toEqual([0.03, 1000]);
  });

  test('gives a waiter the rest of its time once it is over', async () => {
    const clock = start('fast');
    clock.hold('a health check is in flight');
    const slept = clock.sleepUntil(0.05);
    const goOn = clock.pause();
    await wallSleep(0.1);
    const resumedAt = wallNow();
    goOn();
    expect(await slept).toBe(true);
    expect(wallNow() - resumedAt).toBeGreaterThanOrEqual(0.02);
    expect(clock.now()).toBeGreaterThanOrEqual(0.05 - 1e-6);
  });

  test('lasts until every one that was taken is let go, each of which counts once', async () => {
    const clock = start('fast');
    const first = clock.pause();
    const before = clock.now();
    await wallSleep(0.03);
    const second = clock.pause();
    const slept = clock.sleepUntil(1000);
    await wallSleep(0.03);
    first();
    first();
    await wallSleep(0.03);
    expect([clock.now(), clock.skipped()]).toEqual([before, 0]);
    second();
    expect(await slept).toBe(true);
    expect(clock.skipped()).toBeGreaterThan(999);
  });

  test('may be taken again, and what both stood still is left out', async () => {
    const clock = start('fast');
    clock.hold('nothing is skipped');
    const startedAt = wallNow();
    for (let time = 0; time < 2; time += 1) {
      const goOn = clock.pause();
      await wallSleep(0.06);
      goOn();
    }
    expect(clock.now()).toBeLessThanOrEqual(wallNow() - startedAt - 0.1);
  });

  test('takes back a jump that was about to be made', async () => {
    const clock = start('fast');
    let goOn: () => void = () => undefined;
    clock.beforeSkip(() => {
      goOn = clock.pause();
      return Promise.resolve();
    });
    const slept = clock.sleepUntil(1000);
    await wallSleep(0.05);
    expect(clock.skipped()).toBe(0);
    const again = goOn;
    clock.stop();
    again();
    expect(await slept).toBe(false);
  });

  test('keeps nobody asleep when the clock is stopped', async () => {
    const clock = start('fast');
    const goOn = clock.pause();
    const slept = clock.sleepUntil(1000);
    clock.stop();
    expect(await slept).toBe(false);
    goOn();
    expect(await clock.sleepUntil(0)).toBe(false);
  });
});

test.each(['realtime', 'manual'] as const)('a %s clock cannot be paused: its time is not ours to stop', async (pace) => {
  const clock = pace === 'manual' ? new ManualClock() : start(pace);
  const goOn = clock.pause();
  const slept = clock.sleepUntil(0.04);
  if (clock instanceof ManualClock) await clock.advanceTo(0.04);
  expect(await slept).toBe(true);
  expect(clock.now()).toBeGreaterThanOrEqual(0.04 - 1e-6);
  goOn();
  expect(clock.now()).toBeGreaterThanOrEqual(0.04 - 1e-6);
});
