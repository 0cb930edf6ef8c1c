import { ConfigError } from '../model/errors.js';
import { groupSettings } from './group-settings.js';
import { refreshPreferences, type GivenRefreshPreferences } from './refresh-preferences.js';

const SETTINGS = groupSettings({ name: 'web', minSize: 0, maxSize: 9, healthCheckGracePeriod: 120 });

test('AWS gives nine tenths, the grace as warm-up, and no checkpoints', () => {
  expect(refreshPreferences({}, SETTINGS)).toEqual({
    minHealthyPercentage: 90,
    maxHealthyPercentage: 100,
    instanceWarmup: 120,
    checkpointPercentages: [],
    checkpointDelay: 0,
    bakeTime: 0,
    scaleInProtectedInstances: 'Wait',
    standbyInstances: 'Wait',
    skipMatching: false,
    autoRollback: false,
  });
});

test('the policy and the warm-up of the group stand in for what is not given', () => {
  const settings = { ...SETTINGS, defaultInstanceWarmup: 7, maintenance: { minHealthyPercentage: 100, maxHealthyPercentage: 130 } };
  expect(refreshPreferences({}, settings)).toMatchObject({ minHealthyPercentage: 100, maxHealthyPercentage: 130, instanceWarmup: 7 });
  expect(refreshPreferences({ minHealthyPercentage: 50, instanceWarmup: 0 }, settings)).toMatchObject({ minHealthyPercentage: 50, instanceWarmup: 0 });
});

test('checkpoints are an hour long unless they say otherwise', () => {
  expect(refreshPreferences({ checkpointPercentages: [20, 100] }, SETTINGS).checkpointDelay).toBe(3600);
  expect(refreshPreferences({ checkpointPercentages: [20, 100], checkpointDelay: 5 }, SETTINGS).checkpointDelay).toBe(5);
});

test.each<[GivenRefreshPreferences, RegExp]>([
  [{ minHealthyPercentage: 101 }, /minHealthyPercentage: expected a whole number from 0 to 100, found 101/],
  [{ minHealthyPercentage: 90, maxHealthyPercentage: 99 }, /maxHealthyPercentage: expected a whole number from 100 to 200/],
  [{ minHealthyPercentage: 0, maxHealthyPercentage: 200 }, /at most 100 apart/],
  [{ maxHealthyPercentage: 110 }, /expected minHealthyPercentage beside maxHealthyPercentage/],
  [{ instanceWarmup: -1 }, /instanceWarmup: expected 0 or more seconds, found -1/],
  [{ checkpointPercentages: [50, 20] }, /checkpointPercentages: expected ascending whole numbers from 1 to 100, found 50, 20/],
  [{ checkpointPercentages: [50, 50] }, /checkpointPercentages/],
  [{ checkpointPercentages: [0, 100] }, /checkpointPercentages/],
  [{ checkpointPercentages: [101] }, /checkpointPercentages/],
  [{ checkpointDelay: 172_801 }, /checkpointDelay: expected 0 to 172800 seconds, found 172801/],
  [{ bakeTime: -1 }, /bakeTime: expected 0 to 172800 seconds/],
])('%p is refused', (given, message) => {
  expect(() => refreshPreferences(given, SETTINGS)).toThrow(ConfigError);
  expect(() => refreshPreferences(given, SETTINGS)).toThrow(message);
});
