import { AMI, autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines({ doubts: { neverHealthy: 'keep', healthCheckPeriod: 0.2 } });
afterAll(() => region.close());
const { core, send, refusal, create, idsOf, until } = region;

test('instances are described by their ids, and page by page, with the group that they are in', async () => {
  await create('web', { MinSize: 2 });
  const ids = await idsOf('web');
  const { AutoScalingInstances } = await send('DescribeAutoScalingInstances', { InstanceIds: [ids[1], 'i-0fffffffffffffff0'] });
  expect(AutoScalingInstances).toMatchObject([{ InstanceId: ids[1], AutoScalingGroupName: 'web', LifecycleState: 'InService', HealthStatus: 'HEALTHY', LaunchConfigurationName: 'web', ProtectedFromScaleIn: false }]);
  const first = await send('DescribeAutoScalingInstances', { MaxRecords: 1 });
  const second = await send('DescribeAutoScalingInstances', { MaxRecords: 1, NextToken: first.NextToken });
  expect([first, second].map(({ AutoScalingInstances: [one] }) => one.InstanceId)).toEqual(ids);
});

test('an instance that is set unhealthy is replaced, and its target state is terminated', async () => {
  await create('marked', { MinSize: 1 });
  const [id = ''] = await idsOf('marked');
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' });
  await until(async () => core.instances.find(id)?.state === 'terminated' && (await idsOf('marked')).some((other) => other !== id));
  expect(region.machines.find((machine) => machine.id === id)?.order.group?.targetState()).toBe('Terminated');
  expect(await refusal('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' })).toMatchObject({ code: 'ValidationError' });
});

test('grace is respected unless it shall not be', async () => {
  await create('grace', { MinSize: 1, HealthCheckGracePeriod: 300 });
  const [id = ''] = await idsOf('grace');
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' });
  expect(await idsOf('grace')).toEqual([id]);
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false });
  await until(async () => core.instances.find(id)?.state === 'terminated');
  expect(await refusal('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Sick' })).toMatchObject({ code: 'ValidationError' });
});

const NAMED = (name: string): { AutoScalingGroupName: string } => ({ AutoScalingGroupName: name });
const KEEP = { ShouldDecrementDesiredCapacity: false };
const DECREMENT = { ShouldDecrementDesiredCapacity: true };
const statesOf = async (name: string): Promise<string[]> => (await region.groupNamed(name)).Instances.map(({ LifecycleState }: { LifecycleState: string }) => LifecycleState);
const targetStateOf = (id: string): string | undefined => region.machines.find((machine) => machine.id === id)?.order.group?.targetState();

test('an instance that is set Healthy is not replaced', async () => {
  await create('rescued', { MinSize: 1 });
  const [id = ''] = await idsOf('rescued');
  await send('SuspendProcesses', { ...NAMED('rescued'), ScalingProcesses: ['ReplaceUnhealthy'] });
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' });
  expect((await region.groupNamed('rescued')).Instances).toMatchObject([{ HealthStatus: 'Unhealthy' }]);
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Healthy' });
  await send('ResumeProcesses', NAMED('rescued'));
  expect((await region.groupNamed('rescued')).Instances).toMatchObject([{ InstanceId: id, HealthStatus: 'Healthy' }]);
});

test('an instance is terminated by request, with another in its place or without', async () => {
  await create('ended', { MinSize: 1, DesiredCapacity: 2 });
  const [first = '', second = ''] = await idsOf('ended');
  const { Activity } = await send('TerminateInstanceInAutoScalingGroup', { InstanceId: first, ...DECREMENT });
  expect(Activity).toMatchObject({
    ...NAMED('ended'),
    Description: `Terminating EC2 instance: ${first}`,
    Cause: expect.stringMatching(new RegExp(`^At \\S+Z instance ${first} was taken out of service in response to a user request, shrinking the capacity from 2 to 1\\.$`)) as string,
    StatusCode: 'InProgress',
  });
  await until(async () => core.instances.find(first)?.state === 'terminated' && (await idsOf('ended')).join() === second);
  expect((await region.groupNamed('ended')).DesiredCapacity).toBe(1);
  const { Activities } = await send('DescribeScalingActivities', NAMED('ended'));
  expect(Activities).toContainEqual(expect.objectContaining({ ActivityId: Activity.ActivityId, StatusCode: 'Successful' }));
  expect((await refusal('TerminateInstanceInAutoScalingGroup', { InstanceId: second, ...DECREMENT })).message).toMatch(/^Currently, desiredSize equals minSize \(1\)\. Terminating instance without replacement/);
  await send('TerminateInstanceInAutoScalingGroup', { InstanceId: second, ...KEEP });
  await until(async () => (await idsOf('ended')).some((id) => id !== second));
  expect(await refusal('TerminateInstanceInAutoScalingGroup', { InstanceId: 'i-0fffffffffffffff0', ...KEEP })).toMatchObject({ code: 'ValidationError' });
});

test('instances are protected from scale-in, new ones where the group says so', async () => {
  await create('guarded', { MinSize: 0, DesiredCapacity: 2, NewInstancesProtectedFromScaleIn: true });
  const [first = '', second = ''] = await idsOf('guarded');
  expect((await region.groupNamed('guarded')).Instances).toMatchObject([{ ProtectedFromScaleIn: true }, { ProtectedFromScaleIn: true }]);
  await send('SetInstanceProtection', { ...NAMED('guarded'), InstanceIds: [second], ProtectedFromScaleIn: false });
  await send('SetDesiredCapacity', { ...NAMED('guarded'), DesiredCapacity: 0 });
  await until(async () => (await idsOf('guarded')).join() === first);
  await send('SetInstanceProtection', { ...NAMED('guarded'), InstanceIds: [first], ProtectedFromScaleIn: false });
  await until(async () => (await idsOf('guarded')).length === 0);
  expect(await refusal('SetInstanceProtection', { ...NAMED('guarded'), InstanceIds: [first], ProtectedFromScaleIn: true })).toMatchObject({ code: 'ValidationError' });
});

test('an instance is put into standby and brought back', async () => {
  await create('rested', { MinSize: 0, DesiredCapacity: 2 });
  const [id = ''] = await idsOf('rested');
  const { Activities } = await send('EnterStandby', { ...NAMED('rested'), InstanceIds: [id], ...DECREMENT });
  expect(Activities).toMatchObject([{ Description: `Moving EC2 instance to Standby: ${id}`, StatusCode: 'InProgress', Progress: 50 }]);
  await until(async () => (await statesOf('rested')).join() === 'Standby,InService');
  expect([(await region.groupNamed('rested')).DesiredCapacity, targetStateOf(id)]).toEqual([1, 'Standby']);
  await send('UpdateAutoScalingGroup', { ...NAMED('rested'), DesiredCapacity: 0 });
  await until(async () => (await statesOf('rested')).join() === 'Standby');
  expect(await refusal('DeleteAutoScalingGroup', NAMED('rested'))).toMatchObject({ code: 'ResourceInUseFault' });
  const left = await send('ExitStandby', { ...NAMED('rested'), InstanceIds: [id] });
  expect(left.Activities).toMatchObject([{ Description: `Moving EC2 instance out of Standby: ${id}`, StatusCode: 'PreInService', Progress: 30 }]);
  expect([await statesOf('rested'), targetStateOf(id)]).toEqual([['InService'], 'InService']);
  expect(await refusal('ExitStandby', { ...NAMED('rested'), InstanceIds: [id] })).toEqual({ code: 'ValidationError', message: `The instance ${id} is not in Standby.` });
});

test('an instance is detached and runs on, and joins another group', async () => {
  await create('from', { MinSize: 0, DesiredCapacity: 1 });
  await create('to', { MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a', 'us-east-1b'] });
  const [id = ''] = await idsOf('from');
  expect(await refusal('AttachInstances', { ...NAMED('to'), InstanceIds: [id] })).toEqual({ code: 'ValidationError', message: `The Instance: ${id} is already part of AutoScalingGroup:from` });
  const { Activities } = await send('DetachInstances', { ...NAMED('from'), InstanceIds: [id], ...DECREMENT });
  expect(Activities).toMatchObject([{ Description: `Detaching EC2 instance: ${id}` }]);
  await until(async () => (await idsOf('from')).length === 0);
  expect([core.instances.find(id)?.state, core.instances.find(id)?.tags.has('aws:autoscaling:groupName'), targetStateOf(id)]).toEqual(['running', false, 'Detached']);
  await send('AttachInstances', { ...NAMED('to'), InstanceIds: [id] });
  expect(await region.groupNamed('to')).toMatchObject({ DesiredCapacity: 1, Instances: [{ InstanceId: id, LifecycleState: 'InService' }] });
  expect((await region.groupNamed('to')).Instances[0]).not.toHaveProperty('LaunchConfigurationName');
  expect(core.instances.find(id)?.tags.get('aws:autoscaling:groupName')).toBe('to');
  await send('DeleteAutoScalingGroup', { ...NAMED('to'), ForceDelete: true });
  await until(() => core.instances.find(id)?.state === 'terminated');
});

test('only an instance that runs, in a zone of the group, is attached while there is room', async () => {
  await create('choosy', { MinSize: 0, MaxSize: 1 });
  const run = async (AvailabilityZone: string): Promise<string> =>
    (await region.ec2('RunInstances', { ImageId: AMI, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, Placement: { AvailabilityZone } })).Instances[0].InstanceId;
  const [near, next, far] = [await run('us-east-1a'), await run('us-east-1a'), await run('us-east-1c')];
  await until(() => [near, next, far].every((id) => core.instances.find(id)?.state === 'running'));
  const refused = async (...InstanceIds: string[]): Promise<string> => (await refusal('AttachInstances', { ...NAMED('choosy'), InstanceIds })).message;
  expect(await refused('i-0fffffffffffffff0')).toBe('Invalid Instance ID(s): [i-0fffffffffffffff0] specified');
  expect(await refused(far)).toContain('us-east-1c');
  expect(await refused(near, next)).toBe('AutoScalingGroup choosy has min-size=0, max-size=1, and desired-size=0. To attach 2 instances, please update the AutoScalingGroup sizes appropriately.');
  await region.ec2('StopInstances', { InstanceIds: [next] });
  expect(await refused(next)).toContain("must be in 'running' state");
  await send('AttachInstances', { ...NAMED('choosy'), InstanceIds: [near] });
  expect(await idsOf('choosy')).toEqual([near]);
});

test('an instance that a user ends is replaced at once, and is never in service while its balancer has forgotten it', async () => {
  const patient = autoScalingWithMachines({ doubts: { neverHealthy: 'keep', healthCheckPeriod: 3600 } });
  try {
    await patient.elb('CreateLoadBalancer', { LoadBalancerName: 'web', AvailabilityZones: ['us-east-1a'], Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }] });
    await patient.create('ended', { MinSize: 1, LoadBalancerNames: ['web'] });
    const [id = ''] = await patient.idsOf('ended');
    await patient.ec2('TerminateInstances', { InstanceIds: [id] });
    await patient.until(() => patient.core.instances.find(id)?.state === 'terminated');
    const { Instances } = await patient.groupNamed('ended');
    expect(Instances.filter(({ LifecycleState }: { LifecycleState: string }) => LifecycleState === 'InService').map(({ InstanceId }: { InstanceId: string }) => InstanceId)).not.toContain(id);
    await patient.until(async () => (await patient.idsOf('ended')).some((other) => other !== id), 5);
  } finally {
    await patient.close();
  }
});
