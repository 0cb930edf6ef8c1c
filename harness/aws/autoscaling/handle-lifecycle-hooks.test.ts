import { autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines({ doubts: { neverHealthy: 'keep', healthCheckPeriod: 0.2 } });
afterAll(() => region.close());
const { core, send, refusal, create, groupNamed, idsOf, until } = region;

const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING';
const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING';
const hooksOf = async (name: string): Promise<object[]> => (await send('DescribeLifecycleHooks', { AutoScalingGroupName: name })).LifecycleHooks;
const statesOf = async (name: string): Promise<string> => (await groupNamed(name)).Instances.map(({ LifecycleState }: { LifecycleState: string }) => LifecycleState).join();

test('a hook is read back with what AWS fills in, changed in parts, and deleted', async () => {
  await create('web');
  const NAME = { AutoScalingGroupName: 'web' };
  await send('PutLifecycleHook', { ...NAME, LifecycleHookName: 'boot', LifecycleTransition: LAUNCHING, NotificationMetadata: 'x' });
  const boot = { ...NAME, LifecycleHookName: 'boot', LifecycleTransition: LAUNCHING, HeartbeatTimeout: 3600, GlobalTimeout: 172_800, DefaultResult: 'ABANDON', NotificationMetadata: 'x' };
  expect(await hooksOf('web')).toEqual([boot]);
  await send('PutLifecycleHook', { ...NAME, LifecycleHookName: 'boot', HeartbeatTimeout: 30, DefaultResult: 'CONTINUE' });
  await send('PutLifecycleHook', { ...NAME, LifecycleHookName: 'end', LifecycleTransition: TERMINATING });
  expect(await hooksOf('web')).toMatchObject([{ ...boot, HeartbeatTimeout: 30, GlobalTimeout: 3000, DefaultResult: 'CONTINUE' }, { LifecycleHookName: 'end' }]);
  expect((await send('DescribeLifecycleHooks', { ...NAME, LifecycleHookNames: ['end'] })).LifecycleHooks).toHaveLength(1);
  await send('DeleteLifecycleHook', { ...NAME, LifecycleHookName: 'boot' });
  expect(await hooksOf('web')).toMatchObject([{ LifecycleHookName: 'end' }]);
  expect(await refusal('DeleteLifecycleHook', { ...NAME, LifecycleHookName: 'boot' })).toMatchObject({ code: 'ValidationError' });
});

test.each<[string, object]>([
  ['no transition', {}],
  ['a transition that is none', { LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCH' }],
  ['a timeout out of range', { LifecycleTransition: LAUNCHING, HeartbeatTimeout: 29 }],
  ['a result that is none', { LifecycleTransition: LAUNCHING, DefaultResult: 'STOP' }],
])('a hook with %s is refused, in a group to be as well', async (_, hook) => {
  if (!(await groupNamed('strict'))) await create('strict');
  const given = { LifecycleHookName: 'boot', ...hook };
  expect(await refusal('PutLifecycleHook', { AutoScalingGroupName: 'strict', ...given })).toMatchObject({ code: 'ValidationError' });
  const group = { AutoScalingGroupName: 'stricter', LaunchConfigurationName: 'strict', MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a'], LifecycleHookSpecificationList: [{ LifecycleTransition: '', ...given }] };
  expect(await refusal('CreateAutoScalingGroup', group)).toMatchObject({ code: 'ValidationError' });
  expect([await hooksOf('strict'), await groupNamed('stricter')]).toEqual([[], undefined]);
});

test('instances of a group wait at its first hooks until they are completed', async () => {
  await create('waiting', { LifecycleHookSpecificationList: [{ LifecycleHookName: 'boot', LifecycleTransition: LAUNCHING }, { LifecycleHookName: 'end', LifecycleTransition: TERMINATING, HeartbeatTimeout: 600 }] });
  const NAME = { AutoScalingGroupName: 'waiting' };
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 1 });
  await until(async () => (await statesOf('waiting')) === 'Pending:Wait');
  const [id = ''] = await idsOf('waiting');
  expect((await send('DescribeScalingActivities', NAME)).Activities).toMatchObject([{ StatusCode: 'MidLifecycleAction' }]);
  await send('RecordLifecycleActionHeartbeat', { ...NAME, LifecycleHookName: 'boot', InstanceId: id });
  await send('CompleteLifecycleAction', { ...NAME, LifecycleHookName: 'boot', InstanceId: id, LifecycleActionResult: 'CONTINUE' });
  await until(async () => (await statesOf('waiting')) === 'InService');
  for (const action of ['CompleteLifecycleAction', 'RecordLifecycleActionHeartbeat']) {
    expect(await refusal(action, { ...NAME, LifecycleHookName: 'boot', InstanceId: id, LifecycleActionResult: 'CONTINUE' })).toEqual({ code: 'ValidationError', message: `No active Lifecycle Action found with instance ID ${id}` });
  }
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 0 });
  await until(async () => (await statesOf('waiting')) === 'Terminating:Wait');
  expect([core.instances.find(id)?.state, region.machines.find((machine) => machine.id === id)?.order.group?.targetState()]).toEqual(['running', 'Terminated']);
  expect(await refusal('DeleteAutoScalingGroup', NAME)).toMatchObject({ code: 'ScalingActivityInProgressFault' });
  expect(await refusal('CompleteLifecycleAction', { ...NAME, LifecycleHookName: 'end', InstanceId: id, LifecycleActionResult: 'STOP' })).toMatchObject({ code: 'ValidationError' });
  await send('CompleteLifecycleAction', { ...NAME, LifecycleHookName: 'end', InstanceId: id, LifecycleActionResult: 'CONTINUE' });
  await until(async () => (await idsOf('waiting')).length === 0);
  expect(core.instances.find(id)?.state).toBe('terminated');
});

test('a launch that is abandoned is Cancelled, and its instance ended for a launch failure, after a hook as well', async () => {
  const NAME = { AutoScalingGroupName: 'abandoned' };
  const complete = (LifecycleHookName: string, InstanceId: string) => send('CompleteLifecycleAction', { ...NAME, LifecycleHookName, InstanceId, LifecycleActionResult: 'ABANDON' });
  await create('abandoned', { LifecycleHookSpecificationList: [{ LifecycleHookName: 'boot', LifecycleTransition: LAUNCHING }, { LifecycleHookName: 'end', LifecycleTransition: TERMINATING }] });
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 1 });
  await until(async () => (await statesOf('abandoned')) === 'Pending:Wait');
  const [id = ''] = await idsOf('abandoned');
  await send('SuspendProcesses', { ...NAME, ScalingProcesses: ['Launch'] });
  await complete('boot', id);
  await until(async () => (await statesOf('abandoned')) === 'Terminating:Wait');
  const why = /Instance failed to complete user's Lifecycle Action: Lifecycle Action with token [0-9a-f-]{36} was abandoned: Lifecycle Action Completed with ABANDON Result$/;
  const matching = (text: RegExp) => expect.stringMatching(text) as string;
  const launch = { StatusCode: 'Cancelled', Progress: 100, Description: matching(new RegExp(`^Launching a new EC2 instance: ${id}\\.  Status Reason: ${why.source}`)), StatusMessage: matching(why) };
  const termination = { Description: `Terminating EC2 instance: ${id}`, Cause: matching(/^At \S+Z an instance was taken out of service in response to a launch failure\.$/) };
  expect((await send('DescribeScalingActivities', NAME)).Activities).toMatchObject([{ ...termination, StatusCode: 'MidLifecycleAction', Progress: 50 }, launch]);
  await complete('end', id);
  await until(async () => (await idsOf('abandoned')).length === 0);
  expect((await send('DescribeScalingActivities', NAME)).Activities).toMatchObject([{ ...termination, StatusCode: 'Successful', Progress: 100 }, launch]);
});

test('a group that is deleted by force waits at no hook', async () => {
  await create('forced', { LifecycleHookSpecificationList: [{ LifecycleHookName: 'boot', LifecycleTransition: LAUNCHING }, { LifecycleHookName: 'end', LifecycleTransition: TERMINATING }] });
  await send('SetDesiredCapacity', { AutoScalingGroupName: 'forced', DesiredCapacity: 2 });
  await until(async () => (await statesOf('forced')) === 'Pending:Wait,Pending:Wait');
  const ids = await idsOf('forced');
  await send('DeleteAutoScalingGroup', { AutoScalingGroupName: 'forced', ForceDelete: true });
  expect(await groupNamed('forced')).toMatchObject({ Status: 'Delete in progress' });
  await until(async () => (await groupNamed('forced')) === undefined);
  expect(ids.map((id) => core.instances.find(id)?.state)).toEqual(['terminated', 'terminated']);
});
