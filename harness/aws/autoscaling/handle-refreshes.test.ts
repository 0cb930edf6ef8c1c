import { AMI, autoScalingWithMachines, OTHER_AMI } from './auto-scaling.testing.js';

const region = autoScalingWithMachines();
afterAll(() => region.close());
const { core, send, refusal, create, groupNamed, idsOf, until } = region;

let made = 0;
/** A template with two versions, of different images, and a group of so many instances from the first one. */
async function refreshable(size = 1, more: object = {}) {
  made += 1;
  const name = `refreshed-${made}`;
  const { LaunchTemplate } = await region.ec2('CreateLaunchTemplate', { LaunchTemplateName: name, LaunchTemplateData: { ImageId: AMI, InstanceType: 't3.micro' } });
  const LaunchTemplateId = LaunchTemplate.LaunchTemplateId as string;
  await region.ec2('CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData: { ImageId: OTHER_AMI, InstanceType: 't3.micro' } });
  await create(name, { LaunchConfigurationName: '', LaunchTemplate: { LaunchTemplateId, Version: '1' }, MinSize: size, ...more });
  const version = (Version: string) => ({ LaunchTemplate: { LaunchTemplateId, Version } });
  return { name, LaunchTemplateId, version };
}
const start = async (AutoScalingGroupName: string, more: object = {}): Promise<string> => (await send('StartInstanceRefresh', { AutoScalingGroupName, ...more })).InstanceRefreshId;
const described = async (AutoScalingGroupName: string) => (await send('DescribeInstanceRefreshes', { AutoScalingGroupName })).InstanceRefreshes[0];
const ended = (name: string, status: string) => until(async () => (await described(name)).Status === status);
const imagesOf = async (name: string): Promise<(string | undefined)[]> => (await idsOf(name)).map((id) => core.instances.find(id)?.spec.imageId);
const versionsOf = async (name: string): Promise<string[]> => (await groupNamed(name)).Instances.map(({ LaunchTemplate }: { LaunchTemplate: { Version: string } }) => LaunchTemplate.Version);

test('instances are replaced by the desired configuration, which becomes the group\'s when all are', async () => {
  const { name, LaunchTemplateId, version } = await refreshable(2);
  const id = await start(name, { DesiredConfiguration: version('2'), Preferences: { MinHealthyPercentage: 50, InstanceWarmup: 0 } });
  expect(await groupNamed(name)).toMatchObject(version('1'));
  await ended(name, 'Successful');
  expect(await described(name)).toMatchObject({
    InstanceRefreshId: id,
    AutoScalingGroupName: name,
    PercentageComplete: 100,
    InstancesToUpdate: 0,
    DesiredConfiguration: version('2'),
    Preferences: { MinHealthyPercentage: 50, MaxHealthyPercentage: 100, InstanceWarmup: 0, SkipMatching: false, AutoRollback: false },
    Strategy: 'Rolling',
    StartTime: expect.any(Date) as Date,
    EndTime: expect.any(Date) as Date,
  });
  expect(await groupNamed(name)).toMatchObject({ LaunchTemplate: { LaunchTemplateId, LaunchTemplateName: name, Version: '2' } });
  await until(async () => (await imagesOf(name)).join() === [OTHER_AMI, OTHER_AMI].join());
  expect(await versionsOf(name)).toEqual(['2', '2']);
});

test('one that is started after the group was given the new version, as Terraform does, is rolled back to the version before', async () => {
  const { name, version } = await refreshable(1, { DefaultInstanceWarmup: 60 });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: name, ...version('2') });
  await start(name, { DesiredConfiguration: version('2'), Preferences: { MinHealthyPercentage: 50, AutoRollback: true, SkipMatching: false } });
  await until(async () => (await imagesOf(name)).join() === OTHER_AMI);
  expect(await groupNamed(name)).toMatchObject(version('2'));
  await send('RollbackInstanceRefresh', { AutoScalingGroupName: name });
  expect(await described(name)).toMatchObject({ Status: 'RollbackInProgress', RollbackDetails: { RollbackReason: 'Rolled back by a user.', RollbackStartTime: expect.any(Date) as Date } });
  await until(async () => (await imagesOf(name)).join() === AMI);
  expect(await versionsOf(name)).toEqual(['1']);
});

test('after a rollback the group has the version before', async () => {
  const { name, version } = await refreshable(0);
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: name, ...version('2') });
  await start(name, { DesiredConfiguration: version('2'), Preferences: { BakeTime: 60 } });
  await ended(name, 'Baking');
  await send('RollbackInstanceRefresh', { AutoScalingGroupName: name });
  await ended(name, 'RollbackSuccessful');
  expect(await groupNamed(name)).toMatchObject(version('1'));
});

test('one that is cancelled leaves the group with the version that it was given', async () => {
  const { name, version } = await refreshable(1, { DefaultInstanceWarmup: 60 });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: name, ...version('2') });
  const id = await start(name, { DesiredConfiguration: version('2'), Preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 } });
  expect(await refusal('StartInstanceRefresh', { AutoScalingGroupName: name })).toEqual({ code: 'InstanceRefreshInProgressFault', message: 'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.' });
  expect(await refusal('UpdateAutoScalingGroup', { AutoScalingGroupName: name, ...version('1') })).toMatchObject({ code: 'ValidationError', message: expect.stringMatching(/^An active instance refresh with a desired configuration exists\./) as string });
  expect(await send('CancelInstanceRefresh', { AutoScalingGroupName: name })).toMatchObject({ InstanceRefreshId: id });
  await ended(name, 'Cancelled');
  expect(await groupNamed(name)).toMatchObject(version('2'));
  await send('SetDesiredCapacity', { AutoScalingGroupName: name, DesiredCapacity: 3 });
  await until(async () => (await imagesOf(name)).length === 3);
  expect((await imagesOf(name)).at(-1)).toBe(OTHER_AMI);
  expect(await refusal('CancelInstanceRefresh', { AutoScalingGroupName: name })).toMatchObject({ code: 'ActiveInstanceRefreshNotFoundFault' });
});

test('one without a desired configuration replaces all by what the group has, and cannot be rolled back', async () => {
  const { name } = await refreshable(1, { DefaultInstanceWarmup: 60 });
  await start(name, { Preferences: { MinHealthyPercentage: 0 } });
  expect(await refusal('RollbackInstanceRefresh', { AutoScalingGroupName: name })).toMatchObject({ code: 'IrreversibleInstanceRefreshFault' });
});

test('the latest version of a template is the one at the start, and skipped where instances have it', async () => {
  const { name, LaunchTemplateId } = await refreshable(0);
  const latest = { LaunchTemplate: { LaunchTemplateId, Version: '$Latest' } };
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: name, ...latest, MinSize: 1 });
  await until(async () => (await versionsOf(name)).join() === '2');
  await until(async () => (await groupNamed(name)).Instances[0].LifecycleState === 'InService');
  const [first] = await idsOf(name);
  await start(name, { Preferences: { SkipMatching: true, InstanceWarmup: 0, MinHealthyPercentage: 0 } });
  await ended(name, 'Successful');
  expect(await idsOf(name)).toEqual([first]);
  await region.ec2('CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData: { ImageId: AMI, InstanceType: 't3.micro' } });
  await start(name, { Preferences: { SkipMatching: true, InstanceWarmup: 0, MinHealthyPercentage: 0 } });
  await ended(name, 'Successful');
  expect(await versionsOf(name)).toEqual(['3']);
  expect(await groupNamed(name)).toMatchObject(latest);
});

test('refreshes are listed page by page, the latest first, and by their ids', async () => {
  const { name } = await refreshable(0);
  const ids: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    ids.unshift(await start(name));
    await ended(name, 'Successful');
  }
  const first = await send('DescribeInstanceRefreshes', { AutoScalingGroupName: name, MaxRecords: 1 });
  const second = await send('DescribeInstanceRefreshes', { AutoScalingGroupName: name, MaxRecords: 1, NextToken: first.NextToken });
  expect([first, second].map(({ InstanceRefreshes: [refresh] }) => refresh.InstanceRefreshId)).toEqual(ids);
  expect((await send('DescribeInstanceRefreshes', { AutoScalingGroupName: name, InstanceRefreshIds: [ids[1]] })).InstanceRefreshes).toMatchObject([{ InstanceRefreshId: ids[1] }]);
});

test('those of a group are not those of its successor of the same name', async () => {
  const { name, version } = await refreshable(0);
  const before = await start(name);
  await ended(name, 'Successful');
  await send('DeleteAutoScalingGroup', { AutoScalingGroupName: name });
  await until(async () => (await groupNamed(name)) === undefined);
  await send('CreateAutoScalingGroup', { AutoScalingGroupName: name, ...version('1'), MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a'] });
  expect(await start(name)).not.toBe(before);
});

test.each(['$Latest', '$Default'])('one of a group that has the version %s cannot be rolled back', async (moving) => {
  const { name, version } = await refreshable(1, { DefaultInstanceWarmup: 60 });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: name, ...version(moving) });
  const refused = await refusal('StartInstanceRefresh', { AutoScalingGroupName: name, DesiredConfiguration: version('2'), Preferences: { AutoRollback: true } });
  expect(refused).toMatchObject({ code: 'ValidationError', message: expect.stringMatching(/^AutoRollback cannot be used/) as string });
  await start(name, { DesiredConfiguration: version('2'), Preferences: { MinHealthyPercentage: 0 } });
  expect(await refusal('RollbackInstanceRefresh', { AutoScalingGroupName: name })).toMatchObject({ code: 'IrreversibleInstanceRefreshFault' });
  expect((await described(name)).Status).toBe('InProgress');
});

test('one with checkpoints waits at them, and has replaced what its last one says', async () => {
  const { name, version } = await refreshable(4);
  const before = await idsOf(name);
  const CheckpointPercentages = [25, 50];
  await start(name, { DesiredConfiguration: version('2'), Preferences: { MinHealthyPercentage: 50, InstanceWarmup: 0, CheckpointPercentages, CheckpointDelay: 2 } });
  await until(async () => (await described(name)).StatusReason?.includes('checkpoint of 25 percent') ?? false);
  expect(await described(name)).toMatchObject({ Status: 'InProgress', PercentageComplete: 25, InstancesToUpdate: 3, Preferences: { CheckpointPercentages, CheckpointDelay: 2 } });
  expect((await imagesOf(name)).filter((image) => image === OTHER_AMI)).toHaveLength(1);
  await ended(name, 'Successful');
  expect(await described(name)).toMatchObject({ PercentageComplete: 50, InstancesToUpdate: 2, Preferences: { CheckpointPercentages } });
  expect((await idsOf(name)).filter((id) => before.includes(id))).toHaveLength(2);
  expect(await groupNamed(name)).toMatchObject(version('2'));
});

test('one that is cancelled says so', async () => {
  const { name } = await refreshable(1, { DefaultInstanceWarmup: 60 });
  await start(name, { Preferences: { MinHealthyPercentage: 0 } });
  await send('CancelInstanceRefresh', { AutoScalingGroupName: name });
  await ended(name, 'Cancelled');
  expect(await described(name)).toMatchObject({ StatusReason: 'Cancelled due to user request.', EndTime: expect.any(Date) as Date });
});

test('one that ignores protected instances leaves them as they are, and one that waits does so', async () => {
  const { name, version } = await refreshable(2);
  const [kept = '', other = ''] = await idsOf(name);
  await send('SetInstanceProtection', { AutoScalingGroupName: name, InstanceIds: [kept], ProtectedFromScaleIn: true });
  const Preferences = { MinHealthyPercentage: 0, InstanceWarmup: 0 };
  await start(name, { Preferences: { ...Preferences, ScaleInProtectedInstances: 'Ignore', StandbyInstances: 'Ignore' }, DesiredConfiguration: version('2') });
  await ended(name, 'Successful');
  const ids = await idsOf(name);
  expect([ids.includes(kept), ids.includes(other)]).toEqual([true, false]);
  expect((await described(name)).Preferences).toMatchObject({ ScaleInProtectedInstances: 'Ignore', StandbyInstances: 'Ignore' });
  await start(name, { Preferences: { ...Preferences, SkipMatching: true }, DesiredConfiguration: version('2') });
  expect(await described(name)).toMatchObject({ Status: 'InProgress', StatusReason: expect.stringContaining(`${kept} is protected from scale in`) as string });
  await send('SetInstanceProtection', { AutoScalingGroupName: name, InstanceIds: [kept], ProtectedFromScaleIn: false });
  await ended(name, 'Successful');
  expect(await idsOf(name)).not.toContain(kept);
});

test.each<[string, (version: (number: string) => object) => object, RegExp]>([
  ['a share above 100', () => ({ Preferences: { MinHealthyPercentage: 101 } }), /minHealthyPercentage: expected a whole number from 0 to 100, found 101/],
  ['descending checkpoints', () => ({ Preferences: { CheckpointPercentages: [50, 20] } }), /checkpointPercentages: expected ascending/],
  ['a rollback to nothing', () => ({ Preferences: { AutoRollback: true } }), /^AutoRollback can only be used with a DesiredConfiguration$/],
  ['a rollback of a version that moves', (version) => ({ Preferences: { AutoRollback: true }, DesiredConfiguration: version('$Latest') }), /^AutoRollback cannot be used with \$Latest or \$Default/],
  ['a version that does not exist', (version) => ({ DesiredConfiguration: version('9') }), /Could not find the specified version 9/],
  ['a fate of standby instances that is none', () => ({ Preferences: { StandbyInstances: 'Refresh' } }), /^StandbyInstances 'Refresh' is not valid\. It must be one of Wait, Ignore, Terminate$/],
  ['another strategy', () => ({ Strategy: 'ReplaceRootVolume' }), /^The strategy 'ReplaceRootVolume' is not supported/],
  ['eleven alarms', () => ({ Preferences: { AlarmSpecification: { Alarms: Array.from({ length: 11 }, (_, index) => `a${index}`) } } }), /at most 10 alarms/],
])('%s is refused', async (_, input, message) => {
  const { name, version } = await refreshable(0);
  const refused = await refusal('StartInstanceRefresh', { AutoScalingGroupName: name, ...input(version) });
  expect(refused.code).toBe('ValidationError');
  expect(refused.message).toMatch(message);
  expect(await described(name)).toBeUndefined();
});
