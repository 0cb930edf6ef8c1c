import { until, v2WithMachines } from './v2.testing.js';

const region = v2WithMachines();
afterAll(() => region.close());
const { send, refusal, balancer, group, listener, launch, serve, stateOf, ec2, autoscaling, machines, core } = region;

const healthOf = async (TargetGroupArn: string, Targets?: object[]) =>
  (await send('DescribeTargetHealth', { TargetGroupArn, ...(Targets ? { Targets } : {}) })).TargetHealthDescriptions;
/** A target group that a listener of a balancer of the same name uses. */
async function usedGroup(name: string, more: object = {}): Promise<string> {
  const [web, arn] = [await balancer(name), await group(name, more)];
  await listener(web, arn);
  return arn;
}

test('a target is unused until a listener uses its group, then checked, and healthy once it has passed', async () => {
  const [web, arn] = [await balancer('web'), await group('web')];
  const Id = await launch();
  await send('RegisterTargets', { TargetGroupArn: arn, Targets: [{ Id }] });
  expect(await healthOf(arn)).toEqual([
    {
      Target: { Id, Port: 80 },
      HealthCheckPort: '80',
      TargetHealth: { State: 'unused', Reason: 'Target.NotInUse', Description: 'Target group is not configured to receive traffic from the load balancer' },
    },
  ]);
  expect(machines.find(({ id }) => id === Id)?.requests).toBe(0);
  const ListenerArn = await listener(web, arn);
  await until(async () => (await stateOf(arn, Id)) === 'healthy');
  expect(await healthOf(arn)).toEqual([{ Target: { Id, Port: 80 }, HealthCheckPort: '80', TargetHealth: { State: 'healthy' } }]);
  await send('DeleteListener', { ListenerArn });
  expect(await stateOf(arn, Id)).toBe('unused');
});

test('a target that fails says how, and one that nobody registered is unused', async () => {
  const arn = await usedGroup('failing');
  const Id = await launch();
  const machine = machines.find(({ id }) => id === Id);
  if (machine) machine.status = 503;
  await send('RegisterTargets', { TargetGroupArn: arn, Targets: [{ Id }] });
  expect((await healthOf(arn))[0].TargetHealth.State).toBe('initial');
  await until(async () => (await stateOf(arn, Id)) === 'unhealthy');
  expect(await healthOf(arn)).toMatchObject([{ TargetHealth: { State: 'unhealthy', Reason: 'Target.ResponseCodeMismatch', Description: 'Health checks failed with these codes: [503]' } }]);
  expect(await healthOf(arn, [{ Id: 'i-0123456789abcdef0' }])).toMatchObject([
    { TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered', Description: 'Target is not registered to the target group' } },
  ]);
});

test('an instance may be a target at several ports, each with a health of its own', async () => {
  const arn = await usedGroup('ports');
  const Id = await launch();
  await send('RegisterTargets', { TargetGroupArn: arn, Targets: [{ Id }, { Id, Port: 81 }, { Id }] });
  await until(async () => (await stateOf(arn, Id)) === 'healthy');
  expect(await healthOf(arn)).toMatchObject([
    { Target: { Id, Port: 80 }, HealthCheckPort: '80', TargetHealth: { State: 'healthy' } },
    { Target: { Id, Port: 81 }, HealthCheckPort: '81', TargetHealth: { State: 'initial' } },
  ]);
  await send('ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }] });
  await send('DeregisterTargets', { TargetGroupArn: arn, Targets: [{ Id, Port: 81 }] });
  await until(async () => (await healthOf(arn)).length === 1);
  expect(await stateOf(arn, Id)).toBe('healthy');
});

test('a stopped target is unused for that, and a terminated one is forgotten', async () => {
  const arn = await usedGroup('stopped');
  const Id = await launch();
  await serve(arn, Id);
  await ec2('StopInstances', { InstanceIds: [Id] });
  await until(async () => (await healthOf(arn))[0].TargetHealth.Reason === 'Target.InvalidState');
  expect(await healthOf(arn)).toMatchObject([{ TargetHealth: { State: 'unused', Description: 'Target is in the stopped state' } }]);
  await ec2('TerminateInstances', { InstanceIds: [Id] });
  await until(async () => (await healthOf(arn)).length === 0);
});

test('only running instances may be registered, of ids that are ones', async () => {
  const arn = await group('strangers');
  const register = (Id: string, more: object = {}) => refusal('RegisterTargets', { TargetGroupArn: arn, Targets: [{ Id, ...more }] });
  expect(await register('i-0123456789abcdef0')).toEqual({ code: 'InvalidTargetException', message: "The following targets are not valid instances: 'i-0123456789abcdef0'" });
  expect(await register('10.0.0.1')).toMatchObject({ code: 'ValidationError' });
  const Id = await launch();
  expect(await register(Id, { Port: 70000 })).toMatchObject({ code: 'ValidationError' });
  await ec2('StopInstances', { InstanceIds: [Id] });
  expect(await register(Id)).toEqual({ code: 'InvalidTargetException', message: `The following targets are not in a running state and cannot be registered: '${Id}'` });
  expect(await refusal('RegisterTargets', { TargetGroupArn: 'arn:none', Targets: [{ Id }] })).toMatchObject({ code: 'TargetGroupNotFoundException' });
  await send('DeregisterTargets', { TargetGroupArn: arn, Targets: [{ Id: 'i-0123456789abcdef0' }] });
});

describe('behind an Auto Scaling group', () => {
  const NAME = { AutoScalingGroupName: 'asg' };
  const groupOf = async () => (await autoscaling('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['asg'] })).AutoScalingGroups[0];

  test('its instances are registered before they are shown in service, replaced when unhealthy, and deregistered at its end', async () => {
    const arn = await usedGroup('asg');
    await send('ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '1' }] });
    await autoscaling('CreateLaunchConfiguration', { LaunchConfigurationName: 'asg', ImageId: 'ami-00000000000000001', InstanceType: 't3.micro' });
    await autoscaling('CreateAutoScalingGroup', {
      ...NAME,
      LaunchConfigurationName: 'asg',
      MinSize: 2,
      MaxSize: 4,
      AvailabilityZones: ['us-east-1a', 'us-east-1b'],
      TargetGroupARNs: [arn],
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 0,
    });
    let early = 0;
    await until(async () => {
      const { Instances } = await groupOf();
      const inService = Instances.filter(({ LifecycleState }: { LifecycleState: string }) => LifecycleState === 'InService');
      const listed = (await healthOf(arn)).map(({ Target }: { Target: { Id: string } }) => Target.Id);
      early += inService.filter(({ InstanceId }: { InstanceId: string }) => !listed.includes(InstanceId)).length;
      return inService.length === 2;
    });
    expect(early).toBe(0);
    await until(async () => (await healthOf(arn)).every(({ TargetHealth }: { TargetHealth: { State: string } }) => TargetHealth.State === 'healthy'));
    expect((await groupOf()).TargetGroupARNs).toEqual([arn]);
    const [{ InstanceId: bad }] = (await groupOf()).Instances;
    const machine = machines.find(({ id }) => id === bad);
    if (machine) machine.status = 500;
    await until(async () => !(await groupOf()).Instances.some(({ InstanceId }: { InstanceId: string }) => InstanceId === bad), 30);
    await autoscaling('UpdateAutoScalingGroup', { ...NAME, MinSize: 0, DesiredCapacity: 0 });
    await until(async () => (await healthOf(arn)).length === 0);
    await autoscaling('DeleteAutoScalingGroup', { ...NAME, ForceDelete: true });
    await until(() => core.instances.list().every(({ spec, state }) => spec.group?.name !== 'asg' || state === 'terminated'));
  });

  test('a target group that does not exist is refused', async () => {
    await expect(
      autoscaling('CreateAutoScalingGroup', { AutoScalingGroupName: 'none', LaunchConfigurationName: 'asg', MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a'], TargetGroupARNs: ['arn:none'] }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
