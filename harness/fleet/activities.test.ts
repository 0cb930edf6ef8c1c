import { hasEnded, inAwsOrder, launchText, requestText, terminationTexts, type Activity, type CapacityChanger } from './activities.js';
import { activityFields, type ActivityPlace } from './activity-fields.js';
import { stableId } from './stable-id.js';

const START = Date.parse('2026-03-04T05:06:07.089Z');
const place: ActivityPlace = { group: 'web', availabilityZone: 'us-east-1a', dateOf: (seconds) => new Date(START + seconds * 1000) };
const activity = (change: Partial<Activity>): Activity => ({
  id: 'x', kind: 'launch', instanceId: 'i-1', cause: [], startedAt: 0, status: 'InProgress', ...change,
});

test('the first launch names its creation and its difference, two spaces apart', () => {
  const cause = [{ at: 0, text: requestText({ request: 'created', desired: 1 }) }, { at: 2, text: launchText('capacity', { from: 0, to: 1 }) }];
  expect(activityFields(activity({ cause }), place).Cause).toBe(
    'At 2026-03-04T05:06:07Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1.  ' +
      'At 2026-03-04T05:06:09Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.',
  );
});

test.each<[CapacityChanger, string]>([
  [{ request: 'set' }, 'a user request explicitly set group desired capacity changing the desired capacity from 2 to 3.'],
  [{ request: 'executed', policy: 'scale up' }, 'a user request executed policy scale up changing the desired capacity from 2 to 3.'],
])('another desired capacity names what changed it: %p', (by, text) => {
  expect(requestText({ ...by, from: 2, min: 1, max: 5, desired: 3 })).toBe(text);
});

test('an update names the new bounds', () => {
  expect(requestText({ request: 'updated', from: 2, min: 1, max: 5, desired: 3 })).toBe(
    'a user request update of AutoScalingGroup constraints to min: 1, max: 5, desired: 3 changing the desired capacity from 2 to 3.',
  );
});

test.each([
  ['ELB', ['an instance was taken out of service in response to an ELB system health check failure.']],
  ['EC2', ['an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.']],
  ['user', ['an instance was taken out of service in response to a user health-check.']],
  ['refresh', ['an instance was taken out of service in response to an instance refresh.', 'instance i-1 was selected for termination.']],
  ['capacity', ['an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 3 to 1.', 'instance i-1 was selected for termination.']],
] as const)('a termination because of %s says so', (cause, texts) => {
  expect(terminationTexts('i-1', cause, { from: 3, to: 1 })).toEqual(texts);
});

test.each([
  ['replacement', 'an instance was launched in response to an unhealthy instance needing to be replaced.'],
  ['refresh', 'an instance was launched in response to an instance refresh.'],
] as const)('a launch because of a %s says so', (cause, text) => {
  expect(launchText(cause, { from: 0, to: 1 })).toBe(text);
});

test.each<[string, Partial<Activity>, object]>([
  ['a launch under way', { }, { Description: 'Launching a new EC2 instance: i-1', StatusCode: 'InProgress', Progress: 30 }],
  ['one without an id yet', { instanceId: undefined as unknown as string }, { Description: 'Launching a new EC2 instance' }],
  ['one that is done', { status: 'Successful', endedAt: 3 }, { StatusCode: 'Successful', Progress: 100, EndTime: '2026-03-04T05:06:11Z' }],
  ['one that failed', { status: 'Failed', statusMessage: 'No image. Launching EC2 instance failed.', endedAt: 1 }, { Description: 'Launching a new EC2 instance: i-1.  Status Reason: No image. Launching EC2 instance failed.', StatusMessage: 'No image. Launching EC2 instance failed.', Progress: 100 }],
  ['a termination that drains', { kind: 'terminate', status: 'WaitingForELBConnectionDraining' }, { Description: 'Terminating EC2 instance: i-1 - Waiting For ELB Connection Draining.', Progress: 50 }],
  ['a termination that is done', { kind: 'terminate', status: 'Successful', endedAt: 1 }, { Description: 'Terminating EC2 instance: i-1', Progress: 100 }],
])('%s in the fields of AWS', (_, change, fields) => {
  expect(activityFields(activity(change), place)).toMatchObject(fields);
});

test('a start keeps its milliseconds, so that it is never before a client that came first (rule 33)', () => {
  expect(activityFields(activity({ startedAt: 0.25 }), place).StartTime).toBe('2026-03-04T05:06:07.339Z');
});

test('an end within the second of its start is not before it', () => {
  const { StartTime, EndTime = '' } = activityFields(activity({ status: 'Successful', endedAt: 0.1 }), place);
  expect(Date.parse(EndTime)).toBeGreaterThanOrEqual(Date.parse(StartTime));
});

test('details are a text of JSON', () => {
  expect(activityFields(activity({}), place).Details).toBe('{"Availability Zone":"us-east-1a"}');
  expect(activityFields(activity({}), { ...place, subnetId: 'subnet-1' }).Details).toBe('{"Subnet ID":"subnet-1","Availability Zone":"us-east-1a"}');
});

test('activities in progress come first, then the latest start', () => {
  const all = [
    activity({ id: 'old', status: 'Successful' }),
    activity({ id: 'going', startedAt: 1, status: 'WaitingForELBConnectionDraining' }),
    activity({ id: 'failed', startedAt: 2, status: 'Failed' }),
    activity({ id: 'cancelled', startedAt: 2, status: 'Cancelled' }),
    activity({ id: 'new', startedAt: 3 }),
  ];
  expect(inAwsOrder(all).map(({ id }) => id)).toEqual(['new', 'going', 'cancelled', 'failed', 'old']);
  expect(all.filter(hasEnded).map(({ id }) => id)).toEqual(['old', 'failed', 'cancelled']);
});

test('ids have the form of AWS, differ by seed, and are the same in every run', () => {
  expect(stableId('web/activity/0')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(stableId('web/activity/0')).toBe(stableId('web/activity/0'));
  expect(stableId('web/activity/0')).not.toBe(stableId('web/activity/1'));
});
