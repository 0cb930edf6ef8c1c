import { v2WithMachines } from './v2.testing.js';

const region = v2WithMachines();
afterAll(() => region.close());
const { send, refusal, group, balancer, core } = region;

const create = { Name: 'refused', Protocol: 'HTTP', Port: 80, VpcId: core.network.vpcId };

test('a target group begins with the checks that AWS begins with', async () => {
  const { TargetGroups } = await send('CreateTargetGroup', { ...create, Name: 'web' });
  expect(TargetGroups).toEqual([
    {
      TargetGroupArn: expect.stringMatching(/^arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup\/web\/[0-9a-f]{16}$/) as string,
      TargetGroupName: 'web',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: core.network.vpcId,
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckEnabled: true,
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      HealthCheckPath: '/',
      Matcher: { HttpCode: '200' },
      LoadBalancerArns: [],
      TargetType: 'instance',
      ProtocolVersion: 'HTTP1',
      IpAddressType: 'ipv4',
    },
  ]);
  const { TargetGroups: [tcp] } = await send('CreateTargetGroup', { ...create, Name: 'tcp', Protocol: 'TCP' });
  expect(tcp).toMatchObject({ HealthCheckProtocol: 'TCP', HealthCheckIntervalSeconds: 30, HealthCheckTimeoutSeconds: 10, HealthyThresholdCount: 5, UnhealthyThresholdCount: 2 });
  expect([tcp.Matcher, tcp.HealthCheckPath, tcp.ProtocolVersion]).toEqual([undefined, undefined, undefined]);
});

test.each<[string, object, string, string]>([
  ['a name with a dot', { Name: 'a.b' }, 'ValidationError', 'alphanumeric characters and hyphens'],
  ['another network', { VpcId: 'vpc-1' }, 'ValidationError', "'vpc-1' is not found"],
  ['no port', { Port: undefined }, 'ValidationError', 'port'],
  ['targets that are addresses', { TargetType: 'ip' }, 'InvalidConfigurationRequestException', "'ip' are not supported here"],
  ['targets that are functions', { TargetType: 'lambda' }, 'InvalidConfigurationRequestException', "'lambda' are not supported here"],
  ['gRPC', { ProtocolVersion: 'GRPC' }, 'InvalidConfigurationRequestException', 'not supported here'],
  ['an interval of 4 s', { HealthCheckIntervalSeconds: 4 }, 'ValidationError', 'interval'],
  ['a time-out that is no less than the interval', { HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10 }, 'ValidationError', 'timeout'],
  ['a threshold of 1', { HealthyThresholdCount: 1 }, 'ValidationError', 'threshold'],
  ['a matcher that is none', { Matcher: { HttpCode: '2xx' } }, 'ValidationError', ''],
  ['a path without its slash', { HealthCheckPath: 'health' }, 'ValidationError', "begin with a '/'"],
  ['a check that is off', { HealthCheckEnabled: false }, 'InvalidConfigurationRequestException', 'disabled'],
])('a target group with %s is refused', async (_, given, code, text) => {
  expect(await refusal('CreateTargetGroup', { ...create, ...given })).toEqual({ code, message: expect.stringMatching(new RegExp(text.replace(/[.()]/g, '\\$&'), 'i')) as string });
});

test('a request that is sent again finds what it made, and one that differs is refused', async () => {
  const arn = await group('twice');
  expect(await group('twice')).toBe(arn);
  expect(await refusal('CreateTargetGroup', { ...create, Name: 'twice', Port: 81 })).toMatchObject({ code: 'DuplicateTargetGroupNameException' });
});

test('a changed check keeps what is not named, and a refused one leaves the old one in force', async () => {
  const arn = await group('changed', { HealthCheckPath: '/a', Matcher: { HttpCode: '200-204' } });
  await send('ModifyTargetGroup', { TargetGroupArn: arn, HealthCheckPath: '/b', UnhealthyThresholdCount: 3 });
  const described = async () => (await send('DescribeTargetGroups', { TargetGroupArns: [arn] })).TargetGroups[0];
  const after = { HealthCheckPath: '/b', UnhealthyThresholdCount: 3, HealthCheckIntervalSeconds: 5, Matcher: { HttpCode: '200-204' } };
  expect(await described()).toMatchObject(after);
  expect(await refusal('ModifyTargetGroup', { TargetGroupArn: arn, HealthCheckTimeoutSeconds: 9 })).toMatchObject({ code: 'ValidationError' });
  expect(await described()).toMatchObject(after);
});

test('groups are described by name, by ARN, by balancer or all; one that nobody has is refused', async () => {
  const arn = await group('found');
  const web = await balancer('found');
  expect((await send('DescribeTargetGroups', { Names: ['found'] })).TargetGroups).toMatchObject([{ TargetGroupArn: arn }]);
  expect((await send('DescribeTargetGroups', { LoadBalancerArn: web })).TargetGroups).toEqual([]);
  expect((await send('DescribeTargetGroups')).TargetGroups.length).toBeGreaterThan(1);
  expect(await refusal('DescribeTargetGroups', { Names: ['nobody'] })).toEqual({ code: 'TargetGroupNotFoundException', message: 'One or more target groups not found' });
  await send('DeleteTargetGroup', { TargetGroupArn: arn });
  await send('DeleteTargetGroup', { TargetGroupArn: arn });
  expect(await refusal('DescribeTargetGroups', { TargetGroupArns: [arn] })).toMatchObject({ code: 'TargetGroupNotFoundException' });
});

describe('attributes', () => {
  test('are all there from the beginning, and those that are not named stay', async () => {
    const TargetGroupArn = await group('attributes');
    const valueOf = async (key: string): Promise<string> =>
      (await send('DescribeTargetGroupAttributes', { TargetGroupArn })).Attributes.find(({ Key }: { Key: string }) => Key === key)?.Value;
    expect([await valueOf('deregistration_delay.timeout_seconds'), await valueOf('stickiness.type'), await valueOf('load_balancing.algorithm.type')]).toEqual(['300', 'lb_cookie', 'round_robin']);
    await send('ModifyTargetGroupAttributes', { TargetGroupArn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }] });
    await send('ModifyTargetGroupAttributes', { TargetGroupArn, Attributes: [{ Key: 'slow_start.duration_seconds', Value: '30' }] });
    expect([await valueOf('deregistration_delay.timeout_seconds'), await valueOf('slow_start.duration_seconds')]).toEqual(['10', '30']);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a delay of 3601 s', { 'deregistration_delay.timeout_seconds': '3601' }, 'ValidationError'],
    ['a slow start of 29 s', { 'slow_start.duration_seconds': '29' }, 'ValidationError'],
    ['a slow start beside another algorithm', { 'slow_start.duration_seconds': '30', 'load_balancing.algorithm.type': 'least_outstanding_requests' }, 'InvalidConfigurationRequestException'],
    ['a key that there is not', { 'slow_start.minutes': '1' }, 'InvalidConfigurationRequestException'],
    ['a key of network groups', { 'preserve_client_ip.enabled': 'true' }, 'InvalidConfigurationRequestException'],
    ['stickiness by a cookie without name', { 'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie' }, 'ValidationError'],
  ])('%s is refused, and nothing is changed', async (_, given, code) => {
    const TargetGroupArn = await group('refused');
    const before = await send('DescribeTargetGroupAttributes', { TargetGroupArn });
    expect(await refusal('ModifyTargetGroupAttributes', { TargetGroupArn, Attributes: Object.entries(given).map(([Key, Value]) => ({ Key, Value })) })).toMatchObject({ code });
    expect((await send('DescribeTargetGroupAttributes', { TargetGroupArn })).Attributes).toEqual(before.Attributes);
  });

  test('of balancers and listeners are changed in the same way', async () => {
    const LoadBalancerArn = await balancer('attributed');
    const change = (Key: string, Value: string) => ({ LoadBalancerArn, Attributes: [{ Key, Value }] });
    const { Attributes } = await send('ModifyLoadBalancerAttributes', change('idle_timeout.timeout_seconds', '4000'));
    expect(Attributes).toEqual(expect.arrayContaining([{ Key: 'idle_timeout.timeout_seconds', Value: '4000' }, { Key: 'routing.http2.enabled', Value: 'true' }]));
    expect(await refusal('ModifyLoadBalancerAttributes', change('idle_timeout.timeout_seconds', '0'))).toMatchObject({ code: 'ValidationError' });
    expect(await refusal('ModifyLoadBalancerAttributes', change('access_logs.s3.enabled', 'true'))).toMatchObject({ code: 'InvalidConfigurationRequestException' });
    expect(await refusal('DescribeLoadBalancerAttributes', { LoadBalancerArn: 'arn:none' })).toMatchObject({ code: 'LoadBalancerNotFoundException' });
  });
});
