import { AMI, ec2WithMachines, nobody } from './ec2.testing.js';

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, refusal, core } = ec2;
const WEB = [{ Key: 'Name', Value: 'web' }, { Key: 'empty', Value: '' }];

test('whatever has an id is tagged, told with its tags, and found by them', async () => {
  const instance = await ec2.launch();
  const { LaunchTemplate } = await send('CreateLaunchTemplate', { LaunchTemplateName: 'tagged', LaunchTemplateData: { ImageId: AMI } });
  const { GroupId } = await send('CreateSecurityGroup', { GroupName: 'tagged', Description: 'd' });
  const [record] = (await send('DescribeInstances', { InstanceIds: [instance] })).Reservations[0].Instances;
  const ids = [
    instance, AMI, GroupId, LaunchTemplate.LaunchTemplateId, core.network.vpcId, core.network.subnets[0]?.id, core.network.mainRouteTableId,
    record.NetworkInterfaces[0].NetworkInterfaceId, record.BlockDeviceMappings[0].Ebs.VolumeId,
  ];
  await send('CreateTags', { Resources: ids, Tags: WEB });
  const { Tags } = await send('DescribeTags', { Filters: [{ Name: 'key', Values: ['Name'] }, { Name: 'value', Values: ['w*'] }] });
  expect(Tags.map(({ ResourceId }: { ResourceId: string }) => ResourceId).sort()).toEqual([...ids].sort());
  expect(Tags).toContainEqual({ ResourceId: instance, ResourceType: 'instance', Key: 'Name', Value: 'web' });
  expect((await send('DescribeInstances', { Filters: [{ Name: 'tag:Name', Values: ['web'] }] })).Reservations[0].Instances[0].Tags).toEqual(WEB);
  expect((await send('DescribeImages', { Filters: [{ Name: 'tag:Name', Values: ['web'] }] })).Images[0].Tags).toEqual(WEB);
  expect((await send('DescribeSubnets', { Filters: [{ Name: 'tag-key', Values: ['empty'] }] })).Subnets).toHaveLength(1);
  expect(core.instances.find(instance)?.tags.get('Name')).toBe('web');
});

test('tags are replaced by their keys, and deleted by key, by key and value, or all at once', async () => {
  const id = await ec2.launch({ TagSpecifications: [{ ResourceType: 'instance', Tags: [...WEB, { Key: 'more', Value: '1' }] }] });
  core.instances.find(id)?.tags.set('aws:autoscaling:groupName', 'group');
  const keys = async (): Promise<string[]> => (await send('DescribeTags', { Filters: [{ Name: 'resource-id', Values: [id] }] })).Tags.map(({ Key }: { Key: string }) => Key);
  await send('CreateTags', { Resources: [id], Tags: [{ Key: 'Name', Value: 'new' }] });
  await send('DeleteTags', { Resources: [id], Tags: [{ Key: 'Name', Value: 'web' }, { Key: 'empty' }] });
  expect(await keys()).toEqual(['Name', 'more', 'aws:autoscaling:groupName']);
  await send('DeleteTags', { Resources: [id] });
  expect(await keys()).toEqual(['aws:autoscaling:groupName']);
});

test('tags of what is gone are forgotten', async () => {
  const { GroupId } = await send('CreateSecurityGroup', { GroupName: 'gone', Description: 'd', TagSpecifications: [{ ResourceType: 'security-group', Tags: WEB }] });
  await send('DeleteSecurityGroup', { GroupId });
  expect((await send('DescribeTags', { Filters: [{ Name: 'resource-id', Values: [GroupId] }] })).Tags).toEqual([]);
});

test.each([
  ['CreateTags', { Resources: [nobody('i')], Tags: WEB }, 'InvalidInstanceID.NotFound'],
  ['CreateTags', { Resources: [nobody('subnet')], Tags: WEB }, 'InvalidSubnetID.NotFound'],
  ['CreateTags', { Resources: ['banana'], Tags: WEB }, 'InvalidID'],
  ['CreateTags', { Resources: ['i-banana'], Tags: WEB }, 'InvalidInstanceID.Malformed'],
  ['CreateTags', { Resources: [AMI], Tags: [{ Key: 'aws:own', Value: 'x' }] }, 'InvalidParameterValue'],
  ['CreateTags', { Resources: [AMI], Tags: [{ Key: '', Value: 'x' }] }, 'InvalidParameterValue'],
  ['CreateTags', { Resources: [AMI], Tags: [{ Key: 'k'.repeat(129), Value: 'x' }] }, 'InvalidParameterValue'],
  ['CreateTags', { Resources: [AMI], Tags: [{ Key: 'k', Value: 'v'.repeat(257) }] }, 'InvalidParameterValue'],
  ['CreateTags', { Resources: [AMI], Tags: [WEB[0], WEB[0]] }, 'InvalidParameterValue'],
  ['CreateTags', { Resources: [AMI], Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })) }, 'TagLimitExceeded'],
  ['DeleteTags', { Resources: [nobody('lt')] }, 'InvalidLaunchTemplateId.NotFound'],
  ['DeleteTags', { Resources: [AMI], Tags: [{ Key: 'aws:own' }] }, 'InvalidParameterValue'],
])('%s of %j is refused with %s', async (action, input, code) => {
  expect((await refusal(action, input)).code).toBe(code);
});
