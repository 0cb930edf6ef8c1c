import { AMI, ec2WithMachines, nobody } from './ec2.testing.js';

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, refusal, core, machines, launch, until } = ec2;

const RUN = { ImageId: AMI, MinCount: 1, MaxCount: 1 };
const described = async (id: string) => (await send('DescribeInstances', { InstanceIds: [id] })).Reservations[0].Instances[0];

test('instances are launched at once as pending, and really run then', async () => {
  const { ReservationId, Instances } = await send('RunInstances', { ...RUN, MinCount: 2, MaxCount: 2, InstanceType: 't3.small', UserData: Buffer.from('hello').toString('base64') });
  expect(Instances).toMatchObject([
    { State: { Code: 0, Name: 'pending' }, ImageId: AMI, InstanceType: 't3.small', AmiLaunchIndex: 0 },
    { State: { Code: 0, Name: 'pending' }, AmiLaunchIndex: 1 },
  ]);
  for (const { InstanceId, PrivateIpAddress } of Instances) {
    await until(InstanceId, 'running');
    expect(machines.find(({ id }) => id === InstanceId)?.order).toMatchObject({ userData: 'hello', privateAddress: PrivateIpAddress, instanceType: 't3.small' });
  }
  const { Reservations } = await send('DescribeInstances', { Filters: [{ Name: 'reservation-id', Values: [ReservationId] }] });
  expect(Reservations).toHaveLength(1);
  expect(Reservations[0].Instances.map(({ State }: { State: object }) => State)).toEqual([{ Code: 16, Name: 'running' }, { Code: 16, Name: 'running' }]);
});

test('an instance stands in the default VPC, in a subnet of its zone, with an interface and a root device', async () => {
  const subnet = core.network.subnetOfZone('us-east-1c');
  const id = await launch({ Placement: { AvailabilityZone: 'us-east-1c' } });
  const instance = await described(id);
  expect(instance).toMatchObject({
    SubnetId: subnet?.id,
    VpcId: core.network.vpcId,
    PrivateIpAddress: '172.31.32.4',
    PrivateDnsName: 'ip-172-31-32-4.ec2.internal',
    Placement: { AvailabilityZone: 'us-east-1c', Tenancy: 'default' },
    SecurityGroups: [{ GroupId: core.network.defaultSecurityGroupId, GroupName: 'default' }],
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda' }],
    NetworkInterfaces: [{ Groups: [{ GroupName: 'default' }], PrivateIpAddress: '172.31.32.4', Status: 'in-use' }],
    MetadataOptions: { HttpTokens: 'optional', State: 'applied' },
  });
  const [{ NetworkInterfaceId }] = instance.NetworkInterfaces;
  const { NetworkInterfaces } = await send('DescribeNetworkInterfaces', { Filters: [{ Name: 'attachment.instance-id', Values: [id] }] });
  expect(NetworkInterfaces).toMatchObject([{ NetworkInterfaceId, Attachment: { InstanceId: id }, SubnetId: subnet?.id }]);
  const { Volumes } = await send('DescribeVolumes', { VolumeIds: [instance.BlockDeviceMappings[0].Ebs.VolumeId] });
  expect(Volumes).toMatchObject([{ Attachments: [{ InstanceId: id, Device: '/dev/xvda' }], State: 'in-use' }]);
});

test('a template says what the request does not', async () => {
  const tags = (Name: string, more: object[] = []) => [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: Name }, ...more] }];
  const LaunchTemplateData = { ImageId: AMI, InstanceType: 't3.large', UserData: 'dGVtcGxhdGU=', DisableApiTermination: true, TagSpecifications: tags('template', [{ Key: 'kept', Value: 'yes' }]), Placement: { AvailabilityZone: 'us-east-1b' } };
  const { LaunchTemplate } = await send('CreateLaunchTemplate', { LaunchTemplateName: 'run', LaunchTemplateData });
  const { Instances } = await send('RunInstances', { MinCount: 1, MaxCount: 1, InstanceType: 't3.nano', DisableApiTermination: false, TagSpecifications: tags('request'), LaunchTemplate: { LaunchTemplateName: 'run', Version: '$Latest' } });
  const [{ InstanceId, Tags }] = Instances;
  expect(Instances[0]).toMatchObject({ ImageId: AMI, InstanceType: 't3.nano', Placement: { AvailabilityZone: 'us-east-1b' } });
  expect(Tags).toEqual(
    expect.arrayContaining([
      { Key: 'Name', Value: 'request' },
      { Key: 'kept', Value: 'yes' },
      { Key: 'aws:ec2launchtemplate:id', Value: LaunchTemplate.LaunchTemplateId },
      { Key: 'aws:ec2launchtemplate:version', Value: '1' },
    ]),
  );
  expect((await send('DescribeInstanceAttribute', { InstanceId, Attribute: 'disableApiTermination' })).DisableApiTermination).toEqual({ Value: false });
  await until(InstanceId, 'running');
  expect(machines.find(({ id }) => id === InstanceId)?.order.userData).toBe('template');
});

test('volumes and interfaces get the tags that are for them', async () => {
  const TagSpecifications = ['volume', 'network-interface'].map((ResourceType) => ({ ResourceType, Tags: [{ Key: 'of', Value: ResourceType }] }));
  const id = await launch({ TagSpecifications });
  const { Volumes } = await send('DescribeVolumes', { Filters: [{ Name: 'attachment.instance-id', Values: [id] }] });
  expect(Volumes[0].Tags).toEqual([{ Key: 'of', Value: 'volume' }]);
  const { NetworkInterfaces } = await send('DescribeNetworkInterfaces', { Filters: [{ Name: 'tag:of', Values: ['network-interface'] }] });
  expect(NetworkInterfaces).toMatchObject([{ Attachment: { InstanceId: id } }]);
  expect((await described(id)).Tags).toEqual([]);
});

test('a root volume is as it was asked for', async () => {
  const id = await launch({ BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, VolumeType: 'gp2', DeleteOnTermination: false } }] });
  const { Volumes } = await send('DescribeVolumes', { Filters: [{ Name: 'attachment.instance-id', Values: [id] }] });
  expect(Volumes).toMatchObject([{ Size: 20, VolumeType: 'gp2', Iops: 100, Attachments: [{ DeleteOnTermination: false }] }]);
  expect(Volumes[0]).not.toHaveProperty('Throughput');
});

test('security groups are changed by way of the interface', async () => {
  const { GroupId } = await send('CreateSecurityGroup', { GroupName: 'interface', Description: 'd' });
  const id = await launch();
  const [{ NetworkInterfaceId }] = (await described(id)).NetworkInterfaces;
  await send('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, Groups: [GroupId] });
  await send('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, SourceDestCheck: { Value: false } });
  expect(await described(id)).toMatchObject({ SecurityGroups: [{ GroupId }], SourceDestCheck: false, NetworkInterfaces: [{ Groups: [{ GroupId }] }] });
  expect((await refusal('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: nobody('eni'), Groups: [GroupId] })).code).toBe('InvalidNetworkInterfaceID.NotFound');
});

test('a request that is sent again with its token launches nothing more', async () => {
  const input = { ...RUN, ClientToken: 'once' };
  const [one, two] = [await send('RunInstances', input), await send('RunInstances', input)];
  expect(two.Instances[0].InstanceId).toBe(one.Instances[0].InstanceId);
  expect(one.Instances[0].ClientToken).toBe('once');
  expect((await refusal('RunInstances', { ...input, MaxCount: 2 })).code).toBe('IdempotentParameterMismatch');
});

test('instances are found by their filters', async () => {
  const id = await launch({ InstanceType: 'c7g.large', TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'role', Value: 'canary-1' }] }] });
  await until(id, 'running');
  const { PrivateIpAddress, NetworkInterfaces } = await described(id);
  const found = async (Name: string, ...Values: string[]): Promise<string[]> =>
    (await send('DescribeInstances', { Filters: [{ Name, Values }, { Name: 'tag:role', Values: ['canary-?'] }] })).Reservations.flatMap(({ Instances }: { Instances: { InstanceId: string }[] }) => Instances.map(({ InstanceId }) => InstanceId));
  for (const [name, value] of [
    ['instance-id', id], ['instance-state-name', 'running'], ['instance-state-code', '16'], ['image-id', AMI], ['instance-type', 'c7g.*'], ['tag-key', 'role'],
    ['private-ip-address', PrivateIpAddress], ['vpc-id', core.network.vpcId], ['subnet-id', core.network.subnets[0]?.id ?? ''], ['availability-zone', 'us-east-1a'],
    ['network-interface.network-interface-id', NetworkInterfaces[0].NetworkInterfaceId], ['instance.group-name', 'default'], ['architecture', 'arm64'], ['owner-id', '123456789012'],
  ] as const) expect([name, await found(name, value)]).toEqual([name, [id]]);
  expect(await found('instance-state-name', 'stopped', 'terminated')).toEqual([]);
});

test('descriptions come in pages', async () => {
  for (const _ of [1, 2, 3, 4, 5, 6]) await launch();
  const first = await send('DescribeInstances', { MaxResults: 5 });
  expect(first.Reservations.flatMap(({ Instances }: { Instances: object[] }) => Instances)).toHaveLength(5);
  const second = await send('DescribeInstances', { MaxResults: 1000, NextToken: first.NextToken });
  expect(second.NextToken).toBeUndefined();
  expect(second.Reservations.length).toBeGreaterThan(0);
});

test('what cannot be launched fails afterwards, and says so in its state', async () => {
  const broken = ec2WithMachines({ launch: () => Promise.reject(new Error('no such file')) });
  const id = await broken.launch();
  await broken.until(id, 'terminated');
  const { Reservations } = await broken.send('DescribeInstances', { InstanceIds: [id] });
  expect(Reservations[0].Instances[0]).toMatchObject({ State: { Code: 48, Name: 'terminated' }, StateReason: { Code: 'Server.InternalError' }, NetworkInterfaces: [], SecurityGroups: [], BlockDeviceMappings: [] });
  expect(Reservations[0].Instances[0]).not.toHaveProperty('PrivateIpAddress');
  await broken.close();
});

test('more instances than there may be are not launched', async () => {
  const crowded = ec2WithMachines({ launch: () => new Promise(() => undefined) });
  const { Instances } = await crowded.send('RunInstances', { ...RUN, MaxCount: 150 });
  expect(Instances).toHaveLength(100);
  expect((await crowded.refusal('RunInstances', RUN)).code).toBe('InstanceLimitExceeded');
  crowded.core.clock.stop();
});

test('output is told in base64, the latest lines last', async () => {
  const id = await launch();
  await until(id, 'running');
  const { Output, Timestamp, InstanceId } = await send('GetConsoleOutput', { InstanceId: id });
  expect(Buffer.from(Output, 'base64').toString()).toBe(`${id} boots\n${id} listens\n`);
  expect([InstanceId, Timestamp]).toEqual([id, expect.any(Date)]);
});

test.each([
  ['RunInstances', { ...RUN, ImageId: nobody('ami') }, 'InvalidAMIID.NotFound', `The image id '[${nobody('ami')}]' does not exist`],
  ['RunInstances', { ...RUN, ImageId: 'nonsense' }, 'InvalidAMIID.Malformed', 'Invalid id: "nonsense" (expecting "ami-...")'],
  ['RunInstances', { MinCount: 1, MaxCount: 1 }, 'MissingParameter', 'The request must contain the parameter ImageId'],
  ['RunInstances', { ...RUN, MinCount: 0 }, 'InvalidParameterValue', 'minCount'],
  ['RunInstances', { ...RUN, MinCount: 2 }, 'InvalidParameterValue', 'maxCount'],
  ['RunInstances', { ...RUN, InstanceType: 'huge' }, 'InvalidParameterValue', "Invalid value 'huge' for InstanceType."],
  ['RunInstances', { ...RUN, SubnetId: nobody('subnet') }, 'InvalidSubnetID.NotFound', `The subnet ID '${nobody('subnet')}' does not exist`],
  ['RunInstances', { ...RUN, Placement: { AvailabilityZone: 'mars-1a' } }, 'InvalidParameterValue', 'mars-1a'],
  ['RunInstances', { ...RUN, SubnetId: core.network.subnets[0]?.id, Placement: { AvailabilityZone: 'us-east-1b' } }, 'InvalidParameterValue', 'us-east-1b'],
  ['RunInstances', { ...RUN, SecurityGroupIds: [nobody('sg')] }, 'InvalidGroup.NotFound', nobody('sg')],
  ['RunInstances', { ...RUN, SecurityGroups: ['nobody'] }, 'InvalidGroup.NotFound', "The security group 'nobody' does not exist"],
  ['RunInstances', { ...RUN, KeyName: 'nobody' }, 'InvalidKeyPair.NotFound', "The key pair 'nobody' does not exist"],
  ['RunInstances', { ...RUN, UserData: '!' }, 'InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.'],
  ['RunInstances', { ...RUN, LaunchTemplate: { LaunchTemplateName: 'nobody' } }, 'InvalidLaunchTemplateName.NotFoundException', 'At least one'],
  ['RunInstances', { ...RUN, PrivateIpAddress: '172.31.0.9' }, 'Unsupported', 'Private addresses cannot be chosen'],
  ['RunInstances', { ...RUN, NetworkInterfaces: [{ NetworkInterfaceId: nobody('eni') }] }, 'Unsupported', 'bring their network interface along'],
  ['RunInstances', { ...RUN, NetworkInterfaces: [{ DeviceIndex: 0 }, { DeviceIndex: 1 }] }, 'Unsupported', 'one network interface'],
  ['RunInstances', { ...RUN, TagSpecifications: [{ ResourceType: 'vpc', Tags: [] }] }, 'InvalidParameterValue', 'taggable'],
  ['RunInstances', { ...RUN, DryRun: true }, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.'],
  ['DescribeInstances', { InstanceIds: [nobody('i')] }, 'InvalidInstanceID.NotFound', `The instance ID '${nobody('i')}' does not exist`],
  ['DescribeInstances', { InstanceIds: [nobody('i'), 'i-00000001'] }, 'InvalidInstanceID.NotFound', `The instance IDs '${nobody('i')}, i-00000001' do not exist`],
  ['DescribeInstances', { InstanceIds: ['banana'] }, 'InvalidInstanceID.Malformed', 'Invalid id: "banana"'],
  ['DescribeInstances', { Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue', "The filter 'colour' is invalid"],
  ['DescribeInstances', { MaxResults: 4 }, 'InvalidParameterValue', 'Value ( 4 ) for parameter maxResults is invalid'],
  ['DescribeInstances', { InstanceIds: [nobody('i')], MaxResults: 5 }, 'InvalidParameterCombination', 'maxResults'],
  ['GetConsoleOutput', { InstanceId: nobody('i') }, 'InvalidInstanceID.NotFound', nobody('i')],
])('%s of %j is refused with %s', async (action, input, code, text) => {
  const refused = await refusal(action, input);
  expect(refused.code).toBe(code);
  expect(refused.message).toContain(text);
});
