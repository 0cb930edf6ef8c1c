import { v2WithMachines } from './v2.testing.js';

const region = v2WithMachines();
afterAll(() => region.close());
const { send, refusal, balancer, group, listener, subnets, core } = region;

test('a load balancer is described with all that it was made with, and is active at once', async () => {
  const arn = await balancer('web', { Scheme: 'internal', Tags: [{ Key: 'team', Value: 'a' }] });
  expect(arn).toMatch(/^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/web\/[0-9a-f]{16}$/);
  const { LoadBalancers } = await send('DescribeLoadBalancers', { Names: ['web'] });
  expect(LoadBalancers).toEqual([
    expect.objectContaining({
      LoadBalancerArn: arn,
      LoadBalancerName: 'web',
      DNSName: expect.stringMatching(/^internal-web-\d+\.us-east-1\.elb\.localhost$/) as string,
      CanonicalHostedZoneId: expect.any(String) as string,
      CreatedTime: expect.any(Date) as Date,
      Scheme: 'internal',
      VpcId: core.network.vpcId,
      State: { Code: 'active' },
      Type: 'application',
      AvailabilityZones: [{ ZoneName: 'us-east-1a', SubnetId: subnets('a')[0], LoadBalancerAddresses: [] }, { ZoneName: 'us-east-1b', SubnetId: subnets('b')[0], LoadBalancerAddresses: [] }],
      SecurityGroups: [core.network.defaultSecurityGroupId],
      IpAddressType: 'ipv4',
    }),
  ]);
  expect((await send('DescribeTags', { ResourceArns: [arn] })).TagDescriptions).toEqual([{ ResourceArn: arn, Tags: [{ Key: 'team', Value: 'a' }] }]);
  expect((await send('DescribeCapacityReservation', { LoadBalancerArn: arn })).CapacityReservationState).toEqual([]);
});

test('a request that is sent again finds what it made, and one that differs is refused', async () => {
  const arn = await balancer('twice');
  expect(await balancer('twice', { Subnets: subnets('b', 'a') })).toBe(arn);
  expect(await refusal('CreateLoadBalancer', { Name: 'twice', Subnets: subnets('a', 'c') })).toMatchObject({ code: 'DuplicateLoadBalancerNameException' });
});

test.each([
  ['a name of 33 characters', { Name: 'a'.repeat(33) }, 'ValidationError', "cannot be longer than '32' characters"],
  ['a name that begins with a hyphen', { Name: '-web' }, 'ValidationError', 'cannot begin or end with hyphens(-)'],
  ['a name that begins as those of internal ones do', { Name: 'internal-web' }, 'ValidationError', "cannot begin with 'internal-'"],
  ['a subnet that does not exist', { Subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] }, 'SubnetNotFoundException', 'does not exist'],
  ['one subnet', { Subnets: subnets('a') }, 'ValidationError', 'At least two subnets in two different Availability Zones must be specified'],
  ['the same zone twice', { Subnets: subnets('a', 'a') }, 'InvalidConfigurationRequestException', 'same Availability Zone'],
  ['no subnets', { Subnets: [] }, 'ValidationError', 'subnet'],
  ['a scheme that there is not', { Scheme: 'public' }, 'InvalidSchemeException', 'internet-facing'],
  ['a gateway', { Type: 'gateway' }, 'InvalidConfigurationRequestException', 'not supported here'],
  ['addresses of IPv6', { IpAddressType: 'dualstack' }, 'InvalidSubnetException', 'IPv6'],
])('%s is refused', async (_, given, code, text) => {
  expect(await refusal('CreateLoadBalancer', { Name: 'refused', Subnets: subnets('a', 'b'), ...given })).toEqual({ code, message: expect.stringContaining(text) as string });
});

test('all are described in pages, and a name or an ARN that nobody has is refused', async () => {
  for (const name of ['page-1', 'page-2', 'page-3']) await balancer(name);
  const seen: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await send('DescribeLoadBalancers', { PageSize: 2, ...(Marker ? { Marker } : {}) });
    expect(page.LoadBalancers.length).toBeLessThanOrEqual(2);
    seen.push(...page.LoadBalancers.map(({ LoadBalancerName }: { LoadBalancerName: string }) => LoadBalancerName));
    Marker = page.NextMarker;
  } while (Marker);
  expect(seen).toEqual(expect.arrayContaining(['page-1', 'page-2', 'page-3']));
  expect(new Set(seen).size).toBe(seen.length);
  expect(await refusal('DescribeLoadBalancers', { Names: ['nobody'] })).toMatchObject({ code: 'LoadBalancerNotFoundException' });
  expect(await refusal('DescribeLoadBalancers', { LoadBalancerArns: ['arn:nobody'] })).toMatchObject({ code: 'LoadBalancerNotFoundException' });
  expect(await refusal('DescribeLoadBalancers', { Marker: 'nonsense' })).toMatchObject({ code: 'ValidationError' });
});

test('a deleted load balancer takes its listeners along and leaves its target groups; one that is protected stays', async () => {
  const [arn, target] = [await balancer('deleted'), await group('deleted')];
  const ListenerArn = await listener(arn, target);
  const protect = (Value: string) => send('ModifyLoadBalancerAttributes', { LoadBalancerArn: arn, Attributes: [{ Key: 'deletion_protection.enabled', Value }] });
  await protect('true');
  expect(await refusal('DeleteLoadBalancer', { LoadBalancerArn: arn })).toMatchObject({ code: 'OperationNotPermittedException' });
  await protect('false');
  expect(await refusal('DeleteTargetGroup', { TargetGroupArn: target })).toMatchObject({ code: 'ResourceInUseException' });
  await send('DeleteLoadBalancer', { LoadBalancerArn: arn });
  await send('DeleteLoadBalancer', { LoadBalancerArn: arn });
  expect(await refusal('DescribeListeners', { ListenerArns: [ListenerArn] })).toMatchObject({ code: 'ListenerNotFoundException' });
  expect((await send('DescribeTargetGroups', { TargetGroupArns: [target] })).TargetGroups).toMatchObject([{ LoadBalancerArns: [] }]);
  await send('DeleteTargetGroup', { TargetGroupArn: target });
});

test('subnets, security groups and the type of addresses may be changed', async () => {
  const [arn, net] = [await balancer('moved'), await balancer('moved-net', { Type: 'network' })];
  expect((await send('SetSubnets', { LoadBalancerArn: arn, Subnets: subnets('b', 'c') })).AvailabilityZones).toMatchObject([{ ZoneName: 'us-east-1b' }, { ZoneName: 'us-east-1c' }]);
  expect((await send('SetSecurityGroups', { LoadBalancerArn: arn, SecurityGroups: ['sg-1'] })).SecurityGroupIds).toEqual(['sg-1']);
  expect((await send('SetIpAddressType', { LoadBalancerArn: arn, IpAddressType: 'ipv4' })).IpAddressType).toBe('ipv4');
  expect((await send('DescribeLoadBalancers', { LoadBalancerArns: [arn] })).LoadBalancers).toMatchObject([{ AvailabilityZones: [{ ZoneName: 'us-east-1b' }, { ZoneName: 'us-east-1c' }], SecurityGroups: ['sg-1'] }]);
  expect(await refusal('SetSubnets', { LoadBalancerArn: net, Subnets: subnets('a') })).toMatchObject({ code: 'InvalidConfigurationRequestException' });
  expect((await send('SetSubnets', { LoadBalancerArn: net, Subnets: subnets('a', 'b', 'c') })).AvailabilityZones).toHaveLength(3);
});

test('an operation that is not offered is refused as AWS refuses one', async () => {
  expect((await refusal('DescribeTrustStores')).code).toMatch(/^(UnsupportedOperation|OperationNotPermitted|InvalidAction)/);
});
