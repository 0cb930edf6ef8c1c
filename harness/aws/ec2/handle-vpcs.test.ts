import { AMI, ec2WithMachines, nobody } from './ec2.testing.js';

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, refusal, core } = ec2;
const { network } = core;

test.each(['is-default', 'isDefault'])('the default VPC is found by %s', async (Name) => {
  const { Vpcs } = await send('DescribeVpcs', { Filters: [{ Name, Values: ['true'] }] });
  expect(Vpcs).toMatchObject([{ VpcId: network.vpcId, IsDefault: true, CidrBlock: '172.31.0.0/16', State: 'available', OwnerId: '123456789012' }]);
  expect((await send('DescribeVpcs', { Filters: [{ Name, Values: ['false'] }] })).Vpcs).toEqual([]);
});

test("the VPC's attributes are those of a default one", async () => {
  const attribute = (Attribute: string) => send('DescribeVpcAttribute', { VpcId: network.vpcId, Attribute });
  expect(await attribute('enableDnsHostnames')).toMatchObject({ VpcId: network.vpcId, EnableDnsHostnames: { Value: true } });
  expect(await attribute('enableDnsSupport')).toMatchObject({ EnableDnsSupport: { Value: true } });
  expect(await attribute('enableNetworkAddressUsageMetrics')).toMatchObject({ EnableNetworkAddressUsageMetrics: { Value: false } });
});

test('every zone has a subnet, and addresses of instances are taken from it', async () => {
  const { Subnets } = await send('DescribeSubnets', { Filters: [{ Name: 'vpc-id', Values: [network.vpcId] }] });
  expect(Subnets).toHaveLength(6);
  expect(Subnets[1]).toMatchObject({ SubnetId: network.subnets[1]?.id, AvailabilityZone: 'us-east-1b', AvailabilityZoneId: 'use1-az2', CidrBlock: '172.31.16.0/20', DefaultForAz: true, AvailableIpAddressCount: 4091 });
  await ec2.launch({ SubnetId: network.subnets[1]?.id });
  const { Subnets: [taken] } = await send('DescribeSubnets', { SubnetIds: [network.subnets[1]?.id] });
  expect(taken.AvailableIpAddressCount).toBe(4090);
});

test('the way out is there: a main route table, a gateway and a list that lets everything through', async () => {
  const { RouteTables } = await send('DescribeRouteTables', { Filters: [{ Name: 'association.main', Values: ['true'] }, { Name: 'vpc-id', Values: [network.vpcId] }] });
  expect(RouteTables).toMatchObject([{ RouteTableId: network.mainRouteTableId, Associations: [{ Main: true }], Routes: [{ GatewayId: 'local' }, { DestinationCidrBlock: '0.0.0.0/0', GatewayId: network.internetGatewayId }] }]);
  const { InternetGateways } = await send('DescribeInternetGateways', { Filters: [{ Name: 'attachment.vpc-id', Values: [network.vpcId] }] });
  expect(InternetGateways).toMatchObject([{ InternetGatewayId: network.internetGatewayId, Attachments: [{ State: 'available', VpcId: network.vpcId }] }]);
  const { NetworkAcls } = await send('DescribeNetworkAcls', { Filters: [{ Name: 'default', Values: ['true'] }] });
  expect(NetworkAcls).toMatchObject([{ NetworkAclId: network.networkAclId, IsDefault: true }]);
  expect(NetworkAcls[0].Associations).toHaveLength(6);
});

test('balancers have no interfaces that somebody could wait for', async () => {
  for (const owner of ['amazon-elb', 'amazon-aws']) {
    const Filters = [{ Name: 'attachment.instance-owner-id', Values: [owner] }, { Name: 'description', Values: ['ELB web'] }];
    expect((await send('DescribeNetworkInterfaces', { Filters })).NetworkInterfaces).toEqual([]);
  }
});

test('zones and the region are told', async () => {
  const { AvailabilityZones } = await send('DescribeAvailabilityZones', { Filters: [{ Name: 'state', Values: ['available'] }] });
  expect(AvailabilityZones.map(({ ZoneName }: { ZoneName: string }) => ZoneName)).toEqual(network.subnets.map(({ zone }) => zone));
  expect((await send('DescribeAvailabilityZones', { ZoneIds: ['use1-az3'] })).AvailabilityZones).toMatchObject([{ ZoneName: 'us-east-1c', RegionName: 'us-east-1' }]);
  expect((await send('DescribeRegions')).Regions).toMatchObject([{ RegionName: 'us-east-1' }]);
  const { AccountAttributes } = await send('DescribeAccountAttributes', { AttributeNames: ['supported-platforms', 'default-vpc'] });
  expect(AccountAttributes).toEqual([
    { AttributeName: 'supported-platforms', AttributeValues: [{ AttributeValue: 'VPC' }] },
    { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: network.vpcId }] },
  ]);
});

test('types are told, and where they are to be had', async () => {
  const { InstanceTypes } = await send('DescribeInstanceTypes', { InstanceTypes: ['t3.micro', 'm5.large'] });
  expect(InstanceTypes).toMatchObject([
    { InstanceType: 't3.micro', BurstablePerformanceSupported: true, VCpuInfo: { DefaultVCpus: 2 }, MemoryInfo: { SizeInMiB: 1024 } },
    { InstanceType: 'm5.large', BurstablePerformanceSupported: false, MemoryInfo: { SizeInMiB: 8192 } },
  ]);
  const { InstanceTypeOfferings } = await send('DescribeInstanceTypeOfferings', { LocationType: 'availability-zone', Filters: [{ Name: 'instance-type', Values: ['t3.micro'] }] });
  expect(InstanceTypeOfferings).toHaveLength(6);
});

test.each([
  ['DescribeVpcs', { VpcIds: [nobody('vpc')] }, 'InvalidVpcID.NotFound'],
  ['DescribeVpcAttribute', { VpcId: nobody('vpc'), Attribute: 'enableDnsSupport' }, 'InvalidVpcID.NotFound'],
  ['DescribeVpcAttribute', { VpcId: network.vpcId, Attribute: 'colour' }, 'InvalidParameterValue'],
  ['DescribeSubnets', { SubnetIds: [nobody('subnet')] }, 'InvalidSubnetID.NotFound'],
  ['DescribeRouteTables', { RouteTableIds: [nobody('rtb')] }, 'InvalidRouteTableID.NotFound'],
  ['DescribeInternetGateways', { InternetGatewayIds: [nobody('igw')] }, 'InvalidInternetGatewayID.NotFound'],
  ['DescribeNetworkAcls', { NetworkAclIds: [nobody('acl')] }, 'InvalidNetworkAclID.NotFound'],
  ['DescribeNetworkInterfaces', { NetworkInterfaceIds: [nobody('eni')] }, 'InvalidNetworkInterfaceID.NotFound'],
  ['DescribeVolumes', { VolumeIds: [nobody('vol')] }, 'InvalidVolume.NotFound'],
  ['DescribeAvailabilityZones', { ZoneNames: ['mars-1a'] }, 'InvalidParameterValue'],
  ['DescribeRegions', { RegionNames: ['mars-1'] }, 'InvalidParameterValue'],
  ['DescribeAccountAttributes', { AttributeNames: ['colour'] }, 'InvalidParameterValue'],
  ['DescribeInstanceTypes', { InstanceTypes: ['x0.tiny'] }, 'InvalidInstanceType'],
])('%s of %j is refused with %s', async (action, input, code) => {
  expect((await refusal(action, input)).code).toBe(code);
});

test('images are told with the root device that clients look up', async () => {
  const { Images } = await send('DescribeImages', { ImageIds: [AMI] });
  expect(Images).toMatchObject([
    { ImageId: AMI, Name: 'good', State: 'available', OwnerId: '123456789012', Architecture: 'x86_64', RootDeviceName: '/dev/xvda', RootDeviceType: 'ebs', BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8 } }] },
  ]);
  expect(Images[0].CreationDate).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test.each([
  [{ Owners: ['self'] }, 1],
  [{ Owners: ['123456789012'] }, 1],
  [{ Owners: ['amazon'] }, 0],
  [{ ExecutableUsers: ['self'] }, 1],
  [{ Filters: [{ Name: 'name', Values: ['go*'] }, { Name: 'state', Values: ['available'] }] }, 1],
  [{ Filters: [{ Name: 'owner-alias', Values: ['amazon'] }] }, 0],
  [{ Filters: [{ Name: 'image-id', Values: [nobody('ami')] }] }, 0],
])('images asked for by %j: %s', async (input, count) => {
  expect((await send('DescribeImages', input)).Images).toHaveLength(count);
});

test.each([
  [nobody('ami'), 'InvalidAMIID.NotFound', `The image id '[${nobody('ami')}]' does not exist`],
  ['ami-x', 'InvalidAMIID.Malformed', 'Invalid id: "ami-x" (expecting "ami-...")'],
])('the image %s is refused', async (id, code, message) => {
  expect(await refusal('DescribeImages', { ImageIds: [id] })).toEqual({ code, message });
});
