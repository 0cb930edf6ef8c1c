import { AnsweringMachine } from '../machines.testing.js';
import { autoScalingWithMachines } from './auto-scaling.testing.js';

let fails = false;
const region = autoScalingWithMachines({ launch: (order) => (fails ? Promise.reject(new Error('could not start: no such file')) : AnsweringMachine.start(order)) });
afterAll(() => region.close());
afterEach(() => (fails = false));
const { core, send, refusal, create, groupNamed, until } = region;
const activities = async (input: object) => (await send('DescribeScalingActivities', input)).Activities;

test('a launch is an activity with AWS\'s words, which did not start before it was asked for', async () => {
  const before = core.dateOf(core.clock.now());
  await create('launched', { MinSize: 1 });
  const [activity] = await activities({ AutoScalingGroupName: 'launched' });
  const { AutoScalingGroupARN, Instances } = await groupNamed('launched');
  expect(activity).toMatchObject({
    AutoScalingGroupName: 'launched',
    AutoScalingGroupARN,
    Description: `Launching a new EC2 instance: ${Instances[0].InstanceId}`,
    StatusCode: 'Successful',
    Progress: 100,
    Details: JSON.stringify({ 'Availability Zone': 'us-east-1a' }),
    EndTime: expect.any(Date) as Date,
  });
  expect(activity.Cause).toMatch(/^At \S+Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1\. {2}At \S+Z an instance was started/);
  expect(activity.StartTime.getTime()).toBeGreaterThan(before.getTime());
  expect(activity.EndTime.getTime()).toBeGreaterThanOrEqual(activity.StartTime.getTime());
});

test('an activity names the request that changed the desired capacity', async () => {
  await create('asked', { MinSize: 0 });
  const NAME = { AutoScalingGroupName: 'asked' };
  const causeOfLatest = async (): Promise<string> => (await activities(NAME))[0]?.Cause;
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 1 });
  await until(async () => (await activities(NAME)).length === 1);
  expect(await causeOfLatest()).toMatch(/^At \S+Z a user request explicitly set group desired capacity changing the desired capacity from 0 to 1\. {2}At \S+Z an instance was started/);
  await send('PutScalingPolicy', { ...NAME, PolicyName: 'more', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 });
  await send('ExecutePolicy', { ...NAME, PolicyName: 'more' });
  await until(async () => (await activities(NAME)).length === 2);
  expect(await causeOfLatest()).toMatch(/^At \S+Z a user request executed policy more changing the desired capacity from 1 to 2\. {2}At \S+Z an instance was started/);
  await send('UpdateAutoScalingGroup', { ...NAME, MaxSize: 1, DesiredCapacity: 1 });
  await until(async () => (await activities(NAME)).length === 3);
  expect((await activities(NAME)).map(({ Cause }: { Cause: string }) => Cause)).toContainEqual(
    expect.stringMatching(/^At \S+Z a user request update of AutoScalingGroup constraints to min: 0, max: 1, desired: 1 changing the desired capacity from 2 to 1\. {2}At \S+Z an instance was taken out of service/),
  );
});

test('a desired capacity that honours the cooldown is refused within it', async () => {
  await create('cooling', { MinSize: 0, DefaultCooldown: 300 });
  const NAME = { AutoScalingGroupName: 'cooling' };
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 1, HonorCooldown: true });
  await send('PutScalingPolicy', { ...NAME, PolicyName: 'more', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 });
  await send('ExecutePolicy', { ...NAME, PolicyName: 'more' });
  expect(await refusal('SetDesiredCapacity', { ...NAME, DesiredCapacity: 3, HonorCooldown: true })).toMatchObject({ code: 'ScalingActivityInProgressFault' });
  expect((await groupNamed('cooling')).DesiredCapacity).toBe(2);
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 3 });
  expect((await groupNamed('cooling')).DesiredCapacity).toBe(3);
});

test('what could not be launched is a Failed activity at once, and tells why', async () => {
  fails = true;
  await send('CreateLaunchConfiguration', { LaunchConfigurationName: 'failed', ImageId: 'ami-00000000000000001', InstanceType: 't3.micro' });
  await send('CreateAutoScalingGroup', { AutoScalingGroupName: 'failed', LaunchConfigurationName: 'failed', MinSize: 1, MaxSize: 1, AvailabilityZones: ['us-east-1a'] });
  await until(async () => (await activities({ AutoScalingGroupName: 'failed' }))[0]?.StatusCode === 'Failed');
  const all = await activities({ AutoScalingGroupName: 'failed' });
  expect(all.at(-1)).toMatchObject({ StatusCode: 'Failed', Progress: 100, StatusMessage: 'could not start: no such file. Launching EC2 instance failed.' });
  expect((await groupNamed('failed')).Instances).toEqual([]);
});

test('activities are listed page by page, and by their ids', async () => {
  await create('paged', { MinSize: 2 });
  const first = await send('DescribeScalingActivities', { AutoScalingGroupName: 'paged', MaxRecords: 1 });
  const second = await send('DescribeScalingActivities', { AutoScalingGroupName: 'paged', MaxRecords: 1, NextToken: first.NextToken });
  expect(second.NextToken).toBeUndefined();
  const [id] = [first.Activities[0].ActivityId];
  expect(id).not.toBe(second.Activities[0].ActivityId);
  expect(await activities({ ActivityIds: [id] })).toEqual(first.Activities);
  expect(await refusal('DescribeScalingActivities', { NextToken: 'x' })).toMatchObject({ code: 'InvalidNextToken' });
});

test('those of a deleted group are shown when asked for, and are not those of its successor', async () => {
  await create('gone', { MinSize: 1 });
  await send('DeleteAutoScalingGroup', { AutoScalingGroupName: 'gone', ForceDelete: true });
  await until(async () => (await groupNamed('gone')) === undefined);
  expect(await refusal('DescribeScalingActivities', { AutoScalingGroupName: 'gone' })).toMatchObject({ code: 'ValidationError' });
  const old = await activities({ AutoScalingGroupName: 'gone', IncludeDeletedGroups: true });
  expect(old).toMatchObject([{ AutoScalingGroupState: 'deleted' }, { AutoScalingGroupState: 'deleted' }]);
  await send('CreateAutoScalingGroup', { AutoScalingGroupName: 'gone', LaunchConfigurationName: 'gone', MinSize: 1, MaxSize: 1, AvailabilityZones: ['us-east-1a'] });
  const all = await activities({ AutoScalingGroupName: 'gone', IncludeDeletedGroups: true });
  expect(new Set(all.map(({ ActivityId }: { ActivityId: string }) => ActivityId)).size).toBe(3);
});
