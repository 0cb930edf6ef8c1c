import { ConfigError } from '../model/errors.js';
import { groupSettings, type GivenGroupSettings } from './group-settings.js';

const GIVEN: GivenGroupSettings = { name: 'web', minSize: 1, maxSize: 3 };

test('without more than a name and sizes a group hears EC2 alone, without grace (rule 31)', () => {
  expect(groupSettings(GIVEN)).toEqual({
    ...GIVEN,
    desiredCapacity: 1,
    healthCheckType: 'EC2',
    healthCheckGracePeriod: 0,
    healthCheckPeriod: 10,
    neverHealthy: 'keep',
    suspended: [],
    protectNewInstances: false,
    lifecycleHooks: [],
    launchSeconds: 0,
  });
});

test('grace that is given stays', () => {
  expect(groupSettings({ ...GIVEN, healthCheckGracePeriod: 20 }).healthCheckGracePeriod).toBe(20);
});

test.each<[string, Partial<GivenGroupSettings>, RegExp]>([
  ['no name', { name: '' }, /without a name: name: expected 1 to 255 characters/],
  ['a colon in the name', { name: 'a:b' }, /without a colon, found "a:b"/],
  ['half an instance', { minSize: 0.5 }, /minSize: expected a whole number from 0, found 0.5/],
  ['less than none', { maxSize: -1 }, /maxSize: expected a whole number/],
  ['more at least than at most', { minSize: 4 }, /minSize: expected at most maxSize \(3\), found 4/],
  ['more desired than allowed', { desiredCapacity: 4 }, /desiredCapacity: expected 1 to 3, found 4/],
  ['fewer desired than allowed', { desiredCapacity: 0 }, /desiredCapacity: expected 1 to 3, found 0/],
  ['an unknown health check', { healthCheckType: 'elb' as 'ELB' }, /expected one of EC2, ELB, found "elb"/],
  ['an unknown rule for the never healthy', { neverHealthy: 'x' as 'keep' }, /neverHealthy: expected one of keep, replace/],
  ['an unknown process', { suspended: ['Launch', 'Lunch' as 'Launch'] }, /suspended: expected one of Launch, .* found "Lunch"/],
  ['negative grace', { healthCheckGracePeriod: -1 }, /healthCheckGracePeriod: expected 0 or more seconds, found -1/],
  ['a period of nothing', { healthCheckPeriod: 0 }, /healthCheckPeriod: expected more than 0 seconds, found 0/],
  ['an endless launch', { launchSeconds: Infinity }, /launchSeconds/],
  ['a negative warm-up', { defaultInstanceWarmup: -1 }, /defaultInstanceWarmup/],
  ['a policy out of range', { maintenance: { minHealthyPercentage: 100, maxHealthyPercentage: 90 } }, /maintenance\.maxHealthyPercentage/],
])('%s is refused with what was expected', (_, change, message) => {
  expect(() => groupSettings({ ...GIVEN, ...change })).toThrow(ConfigError);
  expect(() => groupSettings({ ...GIVEN, ...change })).toThrow(message);
});

test('every fault is named at once', () => {
  expect(() => groupSettings({ ...GIVEN, minSize: 9, healthCheckPeriod: 0 })).toThrow(/minSize.*; healthCheckPeriod/);
});
