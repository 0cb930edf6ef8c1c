import { autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines({ doubts: { neverHealthy: 'keep', healthCheckPeriod: 0.2 } });
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
  expect(InstanceStates).toMatchObject([{ State: 'OutOfService', ReasonCode: 'ELB' }, { State: 'OutOfService', ReasonCode: 'ELB' }]);
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
