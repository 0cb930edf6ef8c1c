import { AMI, autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines();
afterAll(() => region.close());
const { core, send, refusal, create, groupNamed, idsOf, until } = region;

const CONFIGURATION = { ImageId: AMI, InstanceType: 't3.micro' };
beforeAll(() => send('CreateLaunchConfiguration', { LaunchConfigurationName: 'lc', ...CONFIGURATION }));

test('a group is described with all that it was given and what AWS fills in', async () => {
  const given = {
    AutoScalingGroupName: 'web - web-20261125015423109300000001',
    LaunchConfigurationName: 'lc',
    MinSize: 0,
    MaxSize: 3,
    AvailabilityZones: ['us-east-1b', 'us-east-1a'],
    HealthCheckType: 'ELB',
    HealthCheckGracePeriod: 20,
    DefaultInstanceWarmup: 7,
    InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 150 },
    MaxInstanceLifetime: 86_400,
    CapacityRebalance: true,
    Tags: [{ Key: 'Name', Value: 'web', PropagateAtLaunch: true }],
  };
  await send('CreateAutoScalingGroup', given);
  const { Tags, ...rest } = given;
  expect(await groupNamed(given.AutoScalingGroupName)).toEqual({
    ...rest,
    AutoScalingGroupARN: expect.stringMatching(/^arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/web - web-20261125015423109300000001$/) as string,
    DesiredCapacity: 0,
    DefaultCooldown: 300,
    LoadBalancerNames: [],
    TargetGroupARNs: [],
    TrafficSources: [],
    Instances: [],
    CreatedTime: expect.any(Date) as Date,
    SuspendedProcesses: [],
    EnabledMetrics: [],
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: false,
    ServiceLinkedRoleARN: 'arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
    Tags: [{ ...Tags[0], ResourceId: given.AutoScalingGroupName, ResourceType: 'auto-scaling-group' }],
  });
});

test('its instances are launched beside the reply, over its zones, with its tags, and come into service', async () => {
  await create('launched', {
    MinSize: 3,
    Tags: [{ Key: 'team', Value: 'web', PropagateAtLaunch: true }, { Key: 'secret', Value: 'no', PropagateAtLaunch: false }],
  }, { UserData: Buffer.from('#!/bin/sh').toString('base64') });
  const { Instances } = await groupNamed('launched');
  expect(Instances.map(({ AvailabilityZone }: { AvailabilityZone: string }) => AvailabilityZone).sort()).toEqual(['us-east-1a', 'us-east-1a', 'us-east-1b']);
  for (const instance of Instances) {
    expect(instance).toMatchObject({ InstanceType: 't3.micro', ImageId: AMI, LifecycleState: 'InService', HealthStatus: 'Healthy', LaunchConfigurationName: 'launched', ProtectedFromScaleIn: false });
    const machine = region.machines.find(({ id }) => id === instance.InstanceId);
    expect(machine?.order).toMatchObject({ userData: '#!/bin/sh', tags: { team: 'web', 'aws:autoscaling:groupName': 'launched' }, availabilityZone: instance.AvailabilityZone });
    expect(machine?.order.tags).not.toHaveProperty('secret');
    expect(machine?.order.group?.name).toBe('launched');
    expect(machine?.order.group?.targetState()).toBe('InService');
  }
});

test('subnets say where it launches, and zones alone mean those of the default network', async () => {
  const [first, second] = core.network.subnets;
  const vpcZoneIdentifier = `${second?.id},${first?.id}`;
  await create('subnets', { MinSize: 1, AvailabilityZones: [], VPCZoneIdentifier: vpcZoneIdentifier });
  const group = await groupNamed('subnets');
  expect(group).toMatchObject({ VPCZoneIdentifier: vpcZoneIdentifier, AvailabilityZones: [second?.zone, first?.zone] });
  expect(core.instances.find(group.Instances[0].InstanceId)?.spec.subnetId).toBe(second?.id);
  const { Activities } = await send('DescribeScalingActivities', { AutoScalingGroupName: 'subnets' });
  expect(JSON.parse(Activities[0].Details)).toEqual({ 'Subnet ID': second?.id, 'Availability Zone': second?.zone });
});

test('an instance that ends is replaced', async () => {
  await create('replaced', { MinSize: 1 });
  const [id = ''] = await idsOf('replaced');
  await region.ec2('TerminateInstances', { InstanceIds: [id] });
  await until(async () => {
    const ids = await idsOf('replaced');
    return ids.length === 1 && ids[0] !== id;
  });
  const { Activities } = await send('DescribeScalingActivities', { AutoScalingGroupName: 'replaced' });
  expect(Activities.map(({ Cause }: { Cause: string }) => Cause).join()).toContain('an EC2 health check indicating it has been terminated or stopped');
});

test.each<[string, object, string]>([
  ['no source', { LaunchConfigurationName: '' }, 'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.'],
  ['two sources', { LaunchTemplate: { LaunchTemplateName: 'x' } }, 'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.'],
  ['an unknown launch configuration', { LaunchConfigurationName: 'none' }, 'Launch configuration name not found - Launch configuration none not found'],
  ['an unknown template', { LaunchConfigurationName: '', LaunchTemplate: { LaunchTemplateName: 'none' } }, 'You must use a valid fully-formed launch template. The specified launch template, with name none, does not exist.'],
  ['a template without a name', { LaunchConfigurationName: '', LaunchTemplate: { Version: '1' } }, 'Valid requests must contain either launchTemplateId or LaunchTemplateName'],
  ['an unknown balancer', { LoadBalancerNames: ['none'] }, 'Provided Load Balancers may not be valid. Please ensure they exist and try again.'],
  ['an unknown target group', { TargetGroupARNs: ['arn:aws:elasticloadbalancing:none'] }, 'Provided Target Groups may not be valid. Please ensure they exist and try again.'],
  ['a traffic source of no type', { TrafficSources: [{ Identifier: 'x', Type: 'vpc-lattice' }] }, "Traffic source type 'vpc-lattice' is not supported at this endpoint. It must be elb or elbv2"],
  ['more at least than at most', { MinSize: 2 }, 'Max bound, 1, must be greater than or equal to min bound, 2'],
  ['more desired than allowed', { DesiredCapacity: 2 }, 'Desired capacity:2 must be between the specified min size:0 and max size:1'],
  ['a negative size', { MinSize: -1 }, 'MinSize must be 0 or more, found -1'],
  ['no place', { AvailabilityZones: [] }, 'At least one Availability Zone or VPC Subnet is required.'],
  ['an unknown zone', { AvailabilityZones: ['eu-west-1a'] }, 'Invalid availability zones: [eu-west-1a]'],
  ['an unknown subnet', { VPCZoneIdentifier: 'subnet-0' }, "The subnet ID 'subnet-0' does not exist"],
  ['a health check of no type', { HealthCheckType: 'EC2,TCP' }, "Health check type 'TCP' is not valid. It must be one of EC2, EBS, ELB, VPC_LATTICE"],
  ['a colon in the name', { AutoScalingGroupName: 'a:b' }, "AutoScalingGroupName must not contain a colon, found 'a:b'"],
  ['a reserved tag', { Tags: [{ Key: 'aws:x', Value: '' }] }, "Tag keys starting with 'aws:' are reserved for internal use, found 'aws:x'"],
  ['an instance that does not exist', { LaunchConfigurationName: '', InstanceId: 'i-0fffffffffffffff0' }, "The instance ID 'i-0fffffffffffffff0' does not exist"],
  ['a maintenance policy of one bound', { InstanceMaintenancePolicy: { MinHealthyPercentage: 90 } }, 'InstanceMaintenancePolicy must have both MinHealthyPercentage and MaxHealthyPercentage'],
  ['a termination policy that is none', { TerminationPolicies: ['Random'] }, "Termination policy 'Random' is not valid."],
])('%s is refused', async (_, input, message) => {
  const given = { AutoScalingGroupName: 'refused', LaunchConfigurationName: 'lc', MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a'], ...input };
  const refused = await refusal('CreateAutoScalingGroup', given);
  expect(refused.code).toBe('ValidationError');
  expect(refused.message).toContain(message);
  expect(await groupNamed('refused')).toBeUndefined();
});

test('subnets and zones must belong together', async () => {
  const given = { AutoScalingGroupName: 'refused', LaunchConfigurationName: 'lc', MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1b'], VPCZoneIdentifier: core.network.subnets[0]?.id };
  expect(await refusal('CreateAutoScalingGroup', given)).toEqual({ code: 'ValidationError', message: 'The availability zones of the specified subnets and the AutoScalingGroup do not match' });
});

test('a name is given once', async () => {
  await create('taken');
  expect(await refusal('CreateAutoScalingGroup', { AutoScalingGroupName: 'taken', LaunchConfigurationName: 'lc', MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a'] })).toEqual({
    code: 'AlreadyExistsFault',
    message: 'AutoScalingGroup by this name already exists - A group with the name taken already exists',
  });
});

test('a group after an instance gets a launch configuration of its own name, and the place of the instance', async () => {
  const { Instances } = await region.ec2('RunInstances', { ...CONFIGURATION, InstanceType: 't3.large', MinCount: 1, MaxCount: 1, Placement: { AvailabilityZone: 'us-east-1c' } });
  await send('CreateAutoScalingGroup', { AutoScalingGroupName: 'after', InstanceId: Instances[0].InstanceId, MinSize: 0, MaxSize: 1 });
  expect(await groupNamed('after')).toMatchObject({ LaunchConfigurationName: 'after', AvailabilityZones: ['us-east-1c'] });
  expect((await send('DescribeLaunchConfigurations', { LaunchConfigurationNames: ['after'] })).LaunchConfigurations).toMatchObject([{ InstanceType: 't3.large' }]);
});

test('groups are listed page by page, by name and by tag, and an unknown name is no error', async () => {
  await create('paged-1', { Tags: [{ Key: 'stage', Value: 'old' }] });
  await create('paged-2', { Tags: [{ Key: 'stage', Value: 'new' }] });
  const first = await send('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['paged-1', 'paged-2'], MaxRecords: 1 });
  const second = await send('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['paged-1', 'paged-2'], MaxRecords: 1, NextToken: first.NextToken });
  expect([first, second].map(({ AutoScalingGroups: [group] }) => group.AutoScalingGroupName)).toEqual(['paged-1', 'paged-2']);
  expect(second.NextToken).toBeUndefined();
  const named = async (...Filters: object[]): Promise<string[]> =>
    (await send('DescribeAutoScalingGroups', { Filters })).AutoScalingGroups.map(({ AutoScalingGroupName }: { AutoScalingGroupName: string }) => AutoScalingGroupName);
  expect(await named({ Name: 'tag:stage', Values: ['new'] })).toEqual(['paged-2']);
  expect(await named({ Name: 'tag-key', Values: ['stage'] }, { Name: 'tag-value', Values: ['old', 'none'] })).toEqual(['paged-1']);
  expect(await refusal('DescribeAutoScalingGroups', { Filters: [{ Name: 'name', Values: ['x'] }] })).toMatchObject({ code: 'ValidationError' });
  expect((await send('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['none'] })).AutoScalingGroups).toEqual([]);
  expect((await send('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['paged-1'], IncludeInstances: false })).AutoScalingGroups[0]).not.toHaveProperty('Instances');
});

test('an update changes what it names and nothing else', async () => {
  await create('updated', { HealthCheckType: 'ELB', DefaultInstanceWarmup: 5, InstanceMaintenancePolicy: { MinHealthyPercentage: 90, MaxHealthyPercentage: 110 } });
  const before = await groupNamed('updated');
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'updated', AvailabilityZoneDistribution: { CapacityDistributionStrategy: 'balanced-only' }, HealthCheckGracePeriod: 9 });
  expect(await groupNamed('updated')).toEqual({ ...before, AvailabilityZoneDistribution: { CapacityDistributionStrategy: 'balanced-only' }, HealthCheckGracePeriod: 9 });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'updated', DefaultInstanceWarmup: -1, InstanceMaintenancePolicy: { MinHealthyPercentage: -1, MaxHealthyPercentage: -1 } });
  const after = await groupNamed('updated');
  expect(after).not.toHaveProperty('DefaultInstanceWarmup');
  expect(after).not.toHaveProperty('InstanceMaintenancePolicy');
});

test('a desired capacity that an update leaves out moves between the new bounds', async () => {
  await create('moved', { MinSize: 1, MaxSize: 1 });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'moved', MinSize: 2, MaxSize: 3 });
  expect((await groupNamed('moved')).DesiredCapacity).toBe(2);
  await until(async () => (await idsOf('moved')).length === 2);
  expect(await refusal('UpdateAutoScalingGroup', { AutoScalingGroupName: 'moved', MinSize: 4 })).toEqual({ code: 'ValidationError', message: 'Max bound, 3, must be greater than or equal to min bound, 4' });
});

test('the desired capacity is set within the bounds', async () => {
  await create('set', { MinSize: 0, MaxSize: 1 });
  await send('SetDesiredCapacity', { AutoScalingGroupName: 'set', DesiredCapacity: 1 });
  await until(async () => (await idsOf('set')).length === 1);
  expect(await refusal('SetDesiredCapacity', { AutoScalingGroupName: 'set', DesiredCapacity: 2 })).toEqual({ code: 'ValidationError', message: 'New SetDesiredCapacity value 2 is above max value 1 for the AutoScalingGroup.' });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'set', MinSize: 1 });
  expect(await refusal('SetDesiredCapacity', { AutoScalingGroupName: 'set', DesiredCapacity: 0 })).toEqual({ code: 'ValidationError', message: 'New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup.' });
});

test('a group with instances is deleted only by force, in its own time, with its instances', async () => {
  await create('deleted', { MinSize: 1 });
  const [id = ''] = await idsOf('deleted');
  expect(await refusal('DeleteAutoScalingGroup', { AutoScalingGroupName: 'deleted' })).toEqual({
    code: 'ResourceInUseFault',
    message: 'You cannot delete an AutoScalingGroup while there are instances or pending spot instance request(s) still in the group.',
  });
  await send('DeleteAutoScalingGroup', { AutoScalingGroupName: 'deleted', ForceDelete: true });
  expect(await groupNamed('deleted')).toMatchObject({ Status: 'Delete in progress' });
  expect(await refusal('UpdateAutoScalingGroup', { AutoScalingGroupName: 'deleted', MinSize: 0 })).toMatchObject({ code: 'ScalingActivityInProgressFault' });
  await until(async () => (await groupNamed('deleted')) === undefined);
  expect(core.instances.find(id)?.state).toBe('terminated');
});

test('a group is emptied, and deleted then', async () => {
  await create('emptied', { MinSize: 1 });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'emptied', MinSize: 0, MaxSize: 0, DesiredCapacity: 0 });
  await until(async () => (await idsOf('emptied')).length === 0);
  await send('DeleteAutoScalingGroup', { AutoScalingGroupName: 'emptied', ForceDelete: false });
  await until(async () => (await groupNamed('emptied')) === undefined);
});

test('a group is protected from deletion, or from being forced, where it says so', async () => {
  await create('protected', { DeletionProtection: 'prevent-force-deletion' });
  expect(await refusal('DeleteAutoScalingGroup', { AutoScalingGroupName: 'protected', ForceDelete: true })).toMatchObject({ code: 'ValidationError' });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'protected', DeletionProtection: 'prevent-all-deletion' });
  expect(await refusal('DeleteAutoScalingGroup', { AutoScalingGroupName: 'protected' })).toMatchObject({ code: 'ValidationError' });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'protected', DeletionProtection: 'none' });
  await send('DeleteAutoScalingGroup', { AutoScalingGroupName: 'protected' });
});

test.each(['UpdateAutoScalingGroup', 'DeleteAutoScalingGroup', 'SetDesiredCapacity', 'DescribeScalingActivities'])('%s of a group that does not exist is refused', async (action) => {
  expect(await refusal(action, { AutoScalingGroupName: 'never', DesiredCapacity: 1 })).toEqual({ code: 'ValidationError', message: "AutoScalingGroup name not found - AutoScalingGroup 'never' not found" });
});
