import { AMI, autoScalingWithMachines, OTHER_AMI } from './auto-scaling.testing.js';

const region = autoScalingWithMachines();
afterAll(() => region.close());
const { core, send, refusal, create, groupNamed, until } = region;

let made = 0;
async function template(...versions: object[]): Promise<{ id: string; name: string }> {
  made += 1;
  const name = `template-${made}`;
  const [first = { ImageId: AMI, InstanceType: 't3.micro' }, ...rest] = versions;
  const { LaunchTemplate } = await region.ec2('CreateLaunchTemplate', { LaunchTemplateName: name, LaunchTemplateData: first });
  const id = LaunchTemplate.LaunchTemplateId as string;
  for (const LaunchTemplateData of rest) await region.ec2('CreateLaunchTemplateVersion', { LaunchTemplateId: id, LaunchTemplateData });
  return { id, name };
}

test('instances are launched from a numbered version of a template, with its tags below those of the group', async () => {
  const data = { ImageId: OTHER_AMI, InstanceType: 't3.large', UserData: Buffer.from('hello').toString('base64'), TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'template' }, { Key: 'b', Value: 'template' }] }] };
  const { id, name } = await template({ ImageId: AMI }, data);
  await create('numbered', { LaunchConfigurationName: '', LaunchTemplate: { LaunchTemplateName: name, Version: '2' }, MinSize: 1, Tags: [{ Key: 'a', Value: 'group', PropagateAtLaunch: true }] });
  const LaunchTemplate = { LaunchTemplateId: id, LaunchTemplateName: name, Version: '2' };
  const group = await groupNamed('numbered');
  expect(group).toMatchObject({ LaunchTemplate, Instances: [{ LaunchTemplate, ImageId: OTHER_AMI, InstanceType: 't3.large' }] });
  expect(group).not.toHaveProperty('LaunchConfigurationName');
  expect(region.machines.at(-1)?.order).toMatchObject({ userData: 'hello', imageId: OTHER_AMI, tags: { a: 'group', b: 'template' } });
});

test('the latest version is the one at the time of each launch', async () => {
  const { id } = await template();
  await create('latest', { LaunchConfigurationName: '', LaunchTemplate: { LaunchTemplateId: id, Version: '$Latest' }, MinSize: 1 });
  await region.ec2('CreateLaunchTemplateVersion', { LaunchTemplateId: id, LaunchTemplateData: { ImageId: OTHER_AMI } });
  await send('SetDesiredCapacity', { AutoScalingGroupName: 'latest', DesiredCapacity: 2 });
  await until(async () => (await groupNamed('latest')).Instances.length === 2);
  const { LaunchTemplate, Instances } = await groupNamed('latest');
  expect(LaunchTemplate.Version).toBe('$Latest');
  expect(Instances).toMatchObject([{ LaunchTemplate: { Version: '1' } }, { LaunchTemplate: { Version: '2' }, ImageId: OTHER_AMI }]);
});

test('a mixed instances policy launches from its template, as its first override says', async () => {
  const { id, name } = await template();
  const MixedInstancesPolicy = { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: id, Version: '1' }, Overrides: [{ InstanceType: 't3.large', WeightedCapacity: '1' }, { InstanceType: 't3.small' }] }, InstancesDistribution: { OnDemandBaseCapacity: 1 } };
  await create('mixed', { LaunchConfigurationName: '', MixedInstancesPolicy, MinSize: 1 });
  expect(await groupNamed('mixed')).toMatchObject({
    MixedInstancesPolicy: {
      LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: id, LaunchTemplateName: name, Version: '1' }, Overrides: MixedInstancesPolicy.LaunchTemplate.Overrides },
      InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 100 },
    },
    Instances: [{ InstanceType: 't3.large', LaunchTemplate: { LaunchTemplateId: id, Version: '1' } }],
  });
});

test('an update changes what the next instances are launched from, and leaves those that run', async () => {
  const { id } = await template({ ImageId: OTHER_AMI });
  await create('changed', { MinSize: 1 });
  await send('UpdateAutoScalingGroup', { AutoScalingGroupName: 'changed', LaunchTemplate: { LaunchTemplateId: id, Version: '1' }, DesiredCapacity: 2 });
  await until(async () => (await groupNamed('changed')).Instances.length === 2);
  expect((await groupNamed('changed')).Instances).toMatchObject([{ LaunchConfigurationName: 'changed' }, { LaunchTemplate: { LaunchTemplateId: id } }]);
  expect(await groupNamed('changed')).not.toHaveProperty('LaunchConfigurationName');
  await send('DeleteLaunchConfiguration', { LaunchConfigurationName: 'changed' });
});

test('a launch from a template that is gone fails and tells why', async () => {
  const { id } = await template();
  await create('orphaned', { LaunchConfigurationName: '', LaunchTemplate: { LaunchTemplateId: id, Version: '1' } });
  await region.ec2('DeleteLaunchTemplate', { LaunchTemplateId: id });
  await send('SetDesiredCapacity', { AutoScalingGroupName: 'orphaned', DesiredCapacity: 1 });
  await until(async () => (await send('DescribeScalingActivities', { AutoScalingGroupName: 'orphaned' })).Activities[0]?.StatusCode === 'Failed');
  const { Activities } = await send('DescribeScalingActivities', { AutoScalingGroupName: 'orphaned' });
  expect(Activities.at(-1).StatusMessage).toBe(`Could not find version 1 of the launch template with template ID ${id}. Launching EC2 instance failed.`);
});

test.each<[string, object, RegExp]>([
  ['a template without an image', { InstanceType: 't3.micro' }, /^You must use a valid fully-formed launch template\. The request must contain the parameter ImageId$/],
  ['a template with an unknown image', { ImageId: 'ami-0fffffffffffffff0' }, /The image id '\[ami-0fffffffffffffff0\]' does not exist$/],
])('%s is refused', async (_, data, message) => {
  const { id } = await template(data);
  const refused = await refusal('CreateAutoScalingGroup', { AutoScalingGroupName: 'refused', LaunchTemplate: { LaunchTemplateId: id }, MinSize: 0, MaxSize: 1, AvailabilityZones: ['us-east-1a'] });
  expect(refused.code).toBe('ValidationError');
  expect(refused.message).toMatch(message);
  expect(core.events.list().filter((event) => event.type === 'group' && event.group === 'refused')).toEqual([]);
});
