import { wallNow, wallSleep, wallTimer } from './wall-clock.js';

test('wall time does not depend on the date of the system', () => {
  const date = jest.spyOn(Date, 'now').mockReturnValue(0);
  try {
    const before = wallNow();
    expect(wallNow()).toBeGreaterThanOrEqual(before);
    expect(before).toBeGreaterThan(0);
  } finally {
    date.mockRestore();
  }
});

test('a sleep lasts as many seconds as were asked for', async () => {
  const startedAt = wallNow();
  await wallSleep(0.05);
  expect(wallNow() - startedAt).toBeGreaterThanOrEqual(0.048);
});

test('a timer that was called off never fires, and calling it off twice does no harm', async () => {
  let fired = false;
  const cancel = wallTimer(0.01, () => (fired = true));
  cancel();
  cancel();
  await wallSleep(0.05);
  expect(fired).toBe(false);
});

test('a timer longer than Node can count does not fire at once', async () => {
  let fired = false;
  const cancel = wallTimer(100 * 24 * 3600, () => (fired = true));
  await wallSleep(0.05);
  cancel();
  expect(fired).toBe(false);
});
