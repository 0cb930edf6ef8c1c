import fc from 'fast-check';
import { drawApps } from './draw.js';

const seeds = fc.integer({ min: 1, max: 2 ** 32 - 1 });

test('the same seed gives the same apps', () => {
  fc.assert(fc.property(seeds, fc.integer({ min: 0, max: 40 }), (seed, count) => {
    expect(drawApps(seed, count)).toEqual(drawApps(seed, count));
  }));
});

test('more apps of one seed begin with the same ones', () => {
  fc.assert(fc.property(seeds, fc.integer({ min: 0, max: 20 }), (seed, count) => {
    expect(drawApps(seed, 30).slice(0, count)).toEqual(drawApps(seed, count));
  }));
});

test('another seed gives other apps', () => {
  const drawn = Array.from({ length: 50 }, (_, seed) => JSON.stringify(drawApps(seed + 1, 10)));
  expect(new Set(drawn).size).toBe(50);
});

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  WARM_UP: [0.5, 6], IDLE_TIMEOUT: [2, 8], CRASH_AFTER: [1, 12], DEPENDENCY_AFTER: [0.5, 4], BACK_OFF: [0.2, 1],
};

test('every habit is within its limits, to a tenth of a second, and a dependency has both of its settings', () => {
  fc.assert(fc.property(seeds, (seed) => {
    for (const { settings } of drawApps(seed, 20)) {
      for (const [name, value] of Object.entries(settings)) {
        const [least, most] = LIMITS[name] ?? [Number.NaN, Number.NaN];
        expect(value).toMatch(/^\d+\.\d$/);
        expect(Number(value)).toBeGreaterThanOrEqual(least);
        expect(Number(value)).toBeLessThanOrEqual(most);
      }
      expect('BACK_OFF' in settings).toBe('DEPENDENCY_AFTER' in settings);
    }
  }));
});

test('of many apps each habit is drawn about as often as it should be', () => {
  const apps = drawApps(20_261_125, 4000);
  const share = (name: string): number => apps.filter(({ settings }) => name in settings).length / apps.length;
  expect(share('WARM_UP')).toBeCloseTo(0.5, 1);
  expect(share('IDLE_TIMEOUT')).toBeCloseTo(0.3, 1);
  expect(share('CRASH_AFTER')).toBeCloseTo(0.4, 1);
  expect(share('DEPENDENCY_AFTER')).toBeCloseTo(0.3, 1);
  expect(apps.filter(({ respawn }) => respawn).length / apps.length).toBeCloseTo(0.5, 1);
});
