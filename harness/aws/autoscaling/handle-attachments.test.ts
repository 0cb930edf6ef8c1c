import type { GroupBalancer } from '../../fleet/auto-scaling-group.js';
import { autoScalingWithMachines } from './auto-scaling.testing.js';

/** A target group that is nothing but a list. */
const TARGETS = { arn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef', registered: new Set<string>() };
const targetGroup = (arn: string): GroupBalancer | undefined =>
  arn !== TARGETS.arn
    ? undefined
    : {
        register: ({ id }) => void TARGETS.registered.add(id),
        deregister: (id) => Promise.resolve(void TARGETS.registered.delete(id)),
        healthOf: () => 'unregistered',
      };

const region = autoScalingWithMachines({ doubts: { neverHealthy: 'keep', healthCheckPeriod: 0.2 }, targetGroup });
afterAll(() => region.close());
const { core, send, refusal, create, elb, idsOf, until } = region;

async function balancer(LoadBalancerName: string): Promise<void> {
  await elb('CreateLoadBalancer', { LoadBalancerName, Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }], AvailabilityZones: ['us-east-1a', 'us-east-1b'] });
  await elb('ConfigureHealthCheck', { LoadBalancerName, HealthCheck: { Target: 'HTTP:80/health', Interval: 5, Timeout: 2, HealthyThreshold: 2, UnhealthyThreshold: 2 } });
}
const registered = async (LoadBalancerName: string): Promise<string[]> => (await elb('DescribeInstanceHealth', { LoadBalancerName })).InstanceStates.map(({ InstanceId }: { InstanceId: string }) => InstanceId);

test('an instance is listed by its balancer, out of service, before its group shows it in service', async () => {
  await balancer('gate');
  let early = 0;
  const created = create('gate', { MinSize: 2, LoadBalancerNames: ['gate'] });
  let done = false;
  void created.then(() => (done = true));
  do {
    const { AutoScalingGroups: [group] } = await send('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['gate'] });
    const listed = await registered('gate');
    for (const { InstanceId, LifecycleState } of group?.Instances ?? []) if (LifecycleState === 'InService' && !listed.includes(InstanceId)) early += 1;
    await core.clock.sleepUntil(core.clock.now() + 0.002);
  } while (!done);
  await created;
  expect(early).toBe(0);
  const { InstanceStates } = await elb('DescribeInstanceHealth', { LoadBalancerName: 'gate' });
  expect(InstanceStates).toMatchObject([{ State: 'OutOfService' }, { State: 'OutOfService' }]);
});

test('a group tells of its balancers, and whether any of its instances has passed there', async () => {
  await balancer('told');
  await create('told', { MinSize: 1, LoadBalancerNames: ['told'] });
  const NAME = { AutoScalingGroupName: 'told' };
  expect((await send('DescribeLoadBalancers', NAME)).LoadBalancers).toEqual([{ LoadBalancerName: 'told', State: 'Added' }]);
  expect((await send('DescribeTrafficSources', NAME)).TrafficSources).toEqual([{ TrafficSource: 'told', Identifier: 'told', Type: 'elb', State: 'Added' }]);
  expect((await send('DescribeTrafficSources', { ...NAME, TrafficSourceType: 'elbv2' })).TrafficSources).toEqual([]);
  expect((await send('DescribeLoadBalancerTargetGroups', NAME)).LoadBalancerTargetGroups).toEqual([]);
  await until(async () => (await send('DescribeLoadBalancers', NAME)).LoadBalancers[0].State === 'InService');
});

test('two groups stand behind one balancer side by side', async () => {
  await balancer('shared');
  await create('old', { MinSize: 1, LoadBalancerNames: ['shared'] });
  await create('canary', { MinSize: 1, LoadBalancerNames: ['shared'] });
  expect((await registered('shared')).sort()).toEqual([...(await idsOf('old')), ...(await idsOf('canary'))].sort());
  await send('DeleteAutoScalingGroup', { AutoScalingGroupName: 'old', ForceDelete: true });
  await until(async () => (await registered('shared')).join() === (await idsOf('canary')).join());
});

test('a group that is named nowhere is refused', async () => {
  for (const action of ['DescribeLoadBalancers', 'DescribeLoadBalancerTargetGroups', 'DescribeTrafficSources']) {
    expect(await refusal(action, { AutoScalingGroupName: 'never' })).toMatchObject({ code: 'ValidationError' });
  }
});

const statesOf = async (name: string): Promise<string[]> =>
  (await send('DescribeTrafficSources', { AutoScalingGroupName: name })).TrafficSources.map(({ Identifier, State }: { Identifier: string; State: string }) => `${Identifier} ${State}`);

test('balancers are attached to a group that runs, and get its instances', async () => {
  await Promise.all([balancer('first'), balancer('second')]);
  await create('joined', { MinSize: 2 });
  const NAME = { AutoScalingGroupName: 'joined' };
  await send('AttachLoadBalancers', { ...NAME, LoadBalancerNames: ['first'] });
  await send('AttachTrafficSources', { ...NAME, TrafficSources: [{ Identifier: 'second', Type: 'elb' }, { Identifier: 'first', Type: 'elb' }] });
  expect(await statesOf('joined')).toEqual(['first Added', 'second Added']);
  expect((await region.groupNamed('joined')).LoadBalancerNames).toEqual(['first', 'second']);
  for (const name of ['first', 'second']) expect((await registered(name)).sort()).toEqual((await idsOf('joined')).sort());
  await until(async () => (await statesOf('joined')).join() === 'first InService,second InService');
});

test('balancers are detached once their instances have drained', async () => {
  await balancer('left');
  await elb('ModifyLoadBalancerAttributes', { LoadBalancerName: 'left', LoadBalancerAttributes: { ConnectionDraining: { Enabled: true, Timeout: 60 } } });
  await create('leaving', { MinSize: 1, LoadBalancerNames: ['left'] });
  const [id] = await idsOf('leaving');
  await send('DetachLoadBalancers', { AutoScalingGroupName: 'leaving', LoadBalancerNames: ['left'] });
  await until(async () => (await statesOf('leaving')).length === 0);
  expect([await registered('left'), await idsOf('leaving')]).toEqual([[], [id]]);
  expect((await region.groupNamed('leaving')).LoadBalancerNames).toEqual([]);
});

test('target groups are attached and detached by their ARNs', async () => {
  await create('targets', { MinSize: 1 });
  const NAME = { AutoScalingGroupName: 'targets' };
  await send('AttachLoadBalancerTargetGroups', { ...NAME, TargetGroupARNs: [TARGETS.arn] });
  expect([...TARGETS.registered]).toEqual(await idsOf('targets'));
  expect((await send('DescribeLoadBalancerTargetGroups', NAME)).LoadBalancerTargetGroups).toEqual([{ LoadBalancerTargetGroupARN: TARGETS.arn, State: 'Added' }]);
  await send('DetachTrafficSources', { ...NAME, TrafficSources: [{ Identifier: TARGETS.arn }] });
  await until(async () => (await send('DescribeLoadBalancerTargetGroups', NAME)).LoadBalancerTargetGroups.length === 0);
  expect([...TARGETS.registered]).toEqual([]);
  expect(await refusal('DetachLoadBalancerTargetGroups', { ...NAME, TargetGroupARNs: [TARGETS.arn] })).toEqual({ code: 'ValidationError', message: 'Trying to remove Target Groups that are not part of the group' });
});

test.each<[string, string, object, string]>([
  ['an unknown balancer', 'AttachLoadBalancers', { LoadBalancerNames: ['none'] }, 'Provided Load Balancers may not be valid. Please ensure they exist and try again.'],
  ['one that is not attached', 'DetachLoadBalancers', { LoadBalancerNames: ['none'] }, 'Trying to remove Load Balancers that are not part of the group'],
  ['too many at once', 'DetachLoadBalancers', { LoadBalancerNames: Array.from({ length: 11 }, (_, index) => `lb-${index}`) }, 'Trying to update too many Load Balancers/Target Groups at once. The limit is 10'],
])('%s is refused', async (_, action, input, message) => {
  if (!(await region.groupNamed('plain'))) await create('plain');
  expect(await refusal(action, { AutoScalingGroupName: 'plain', ...input })).toEqual({ code: 'ValidationError', message });
});

test('a balancer that was deleted fails the launches of its group, which leave nothing behind', async () => {
  await balancer('deleted');
  await create('orphaned', { MinSize: 0, MaxSize: 1, LoadBalancerNames: ['deleted'] });
  await elb('DeleteLoadBalancer', { LoadBalancerName: 'deleted' });
  const NAME = { AutoScalingGroupName: 'orphaned' };
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 1 });
  const failed = async () => (await send('DescribeScalingActivities', NAME)).Activities.filter(({ StatusCode }: { StatusCode: string }) => StatusCode === 'Failed');
  await until(async () => (await failed()).length >= 2);
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 0 });
  const [latest] = await failed();
  const message = "There is no ACTIVE Load Balancer named 'deleted'. Updating load balancer configuration failed.";
  expect(latest).toMatchObject({ StatusMessage: message, Progress: 100, Description: expect.stringContaining(`.  Status Reason: ${message}`) as string });
  await until(async () => (await idsOf('orphaned')).length === 0);
  const launched = region.machines.filter(({ order }) => order.group?.name === 'orphaned');
  expect(launched.length).toBeGreaterThanOrEqual(2);
  expect(launched.every(({ stopped }) => stopped)).toBe(true);
  await balancer('deleted');
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 1 });
  await until(async () => (await registered('deleted')).join() !== '' && (await registered('deleted')).join() === (await idsOf('orphaned')).join());
});
