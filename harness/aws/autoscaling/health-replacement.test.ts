import { autoScalingWithMachines } from './auto-scaling.testing.js';

const failing = (neverHealthy: 'keep' | 'replace') => autoScalingWithMachines({ doubts: { neverHealthy, healthCheckPeriod: 0.2 }, status: () => 500 });
const replacing = failing('replace');
const keeping = failing('keep');
afterAll(() => Promise.all([replacing.close(), keeping.close()]));

/** A classic balancer, and behind it a group of one instance that never passes. */
async function group({ create, elb, send, idsOf }: typeof replacing, name: string, more: { suspended?: string[]; grace?: number; type?: string } = {}): Promise<string> {
  const { suspended = [], grace = 0, type = 'ELB' } = more;
  await elb('CreateLoadBalancer', { LoadBalancerName: name, AvailabilityZones: ['us-east-1a'], Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }] });
  await elb('ConfigureHealthCheck', { LoadBalancerName: name, HealthCheck: { Target: 'HTTP:80/', Interval: 5, Timeout: 2, HealthyThreshold: 2, UnhealthyThreshold: 2 } });
  await create(name, { LoadBalancerNames: [name], HealthCheckType: type, HealthCheckGracePeriod: grace, AvailabilityZones: ['us-east-1a'] });
  if (suspended.length > 0) await send('SuspendProcesses', { AutoScalingGroupName: name, ScalingProcesses: suspended });
  await send('SetDesiredCapacity', { AutoScalingGroupName: name, DesiredCapacity: 1 });
  await replacing.until(async () => (await idsOf(name)).length === 1);
  return (await idsOf(name))[0] ?? '';
}

const activities = async (name: string) => (await replacing.send('DescribeScalingActivities', { AutoScalingGroupName: name })).Activities;

test('an instance that never passed is replaced once its grace is over, where groups replace those', async () => {
  const [id, graced, kept, deaf, unjudged, unreplaced] = await Promise.all([
    group(replacing, 'at-once'),
    group(replacing, 'graced', { grace: 3600 }),
    group(keeping, 'kept'),
    group(replacing, 'deaf', { type: 'EC2' }),
    group(replacing, 'unjudged', { suspended: ['HealthCheck'] }),
    group(replacing, 'unreplaced', { suspended: ['ReplaceUnhealthy'] }),
  ]);
  const { until, send, groupNamed } = replacing;
  await until(async () => (await activities('at-once')).some(({ Description }: { Description: string }) => Description.startsWith(`Terminating EC2 instance: ${id}`)), 30);
  expect(await activities('at-once')).toEqual(expect.arrayContaining([
    expect.objectContaining({ Cause: expect.stringMatching(/^At \S+Z an instance was taken out of service in response to an ELB system health check failure\.$/) as string }),
    expect.objectContaining({ Cause: expect.stringMatching(/^At \S+Z an instance was launched in response to an unhealthy instance needing to be replaced\.$/) as string }),
  ]));
  expect((await activities('at-once')).some(({ StatusCode }: { StatusCode: string }) => StatusCode === 'Failed')).toBe(false);
  await until(async () => (await groupNamed('unreplaced')).Instances[0].HealthStatus === 'Unhealthy');
  for (const [region, name, found] of [[replacing, 'graced', graced], [keeping, 'kept', kept], [replacing, 'deaf', deaf], [replacing, 'unjudged', unjudged]] as const) {
    expect((await region.elb('DescribeInstanceHealth', { LoadBalancerName: name })).InstanceStates).toMatchObject([{ InstanceId: found, State: 'OutOfService', ReasonCode: 'Instance' }]);
    expect((await region.groupNamed(name)).Instances).toMatchObject([{ InstanceId: found, HealthStatus: 'Healthy', LifecycleState: 'InService' }]);
  }
  await send('ResumeProcesses', { AutoScalingGroupName: 'unjudged', ScalingProcesses: ['HealthCheck'] });
  await send('ResumeProcesses', { AutoScalingGroupName: 'unreplaced', ScalingProcesses: ['ReplaceUnhealthy'] });
  for (const [name, left] of [['unjudged', unjudged], ['unreplaced', unreplaced]] as const) await until(async () => !(await replacing.idsOf(name)).includes(left));
});

test('what is not launched, added to a balancer or terminated is so once the process is resumed', async () => {
  const { send, until, idsOf, elb, groupNamed } = keeping;
  const name = 'paused';
  const processes = (action: string, ...ScalingProcesses: string[]) => send(action, { AutoScalingGroupName: name, ScalingProcesses });
  const resize = (DesiredCapacity: number) => send('SetDesiredCapacity', { AutoScalingGroupName: name, DesiredCapacity });
  const first = await group(keeping, name, { suspended: ['AddToLoadBalancer'] });
  await until(async () => (await groupNamed(name)).Instances[0].LifecycleState === 'InService');
  expect((await elb('DescribeInstanceHealth', { LoadBalancerName: name })).InstanceStates).toEqual([]);
  await processes('ResumeProcesses', 'AddToLoadBalancer');
  await processes('SuspendProcesses', 'Launch');
  await resize(2);
  expect(await idsOf(name)).toEqual([first]);
  await processes('ResumeProcesses', 'Launch');
  await until(async () => (await groupNamed(name)).Instances.filter(({ LifecycleState }: { LifecycleState: string }) => LifecycleState === 'InService').length === 2);
  const second = (await idsOf(name)).find((id) => id !== first);
  // What came into service meanwhile is not added afterwards.
  expect((await elb('DescribeInstanceHealth', { LoadBalancerName: name })).InstanceStates).toMatchObject([{ InstanceId: second }]);
  await processes('SuspendProcesses', 'Terminate');
  await resize(0);
  expect(await idsOf(name)).toHaveLength(2);
  await processes('ResumeProcesses', 'Terminate');
  await until(async () => (await idsOf(name)).length === 0);
  expect((await send('DescribeScalingActivities', { AutoScalingGroupName: name })).Activities[0].Cause).toMatch(/^At \S+Z a user request explicitly set group desired capacity changing the desired capacity from 2 to 0\. {2}At \S+Z an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 2 to 0\. {2}At \S+Z instance \S+ was selected for termination\.$/);
});
