import { DescribeInstanceRefreshesCommand, RollbackInstanceRefreshCommand, type InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import { DescribeTargetGroupsCommand, DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { leftNothing } from './fleet-expectations.testing.js';
import { SICK, GOOD, NEXT, SDK, ServedRollout } from './served-rollout.testing.js';

const GROUP = 'web';

/** Short times, so that a refresh with a broken release comes to its end within a test. */
const QUICK = { instance_warmup: 5, health_check_grace_period: 20 };

/** Takes over with a good release, and leaves old instances serving beside a sick one, though the apply was green. */
export async function byInstanceRefresh(): Promise<void> {
  const rollout = await ServedRollout.open('terraform-instance-refresh');
  const balancing = new ElasticLoadBalancingV2Client({ ...SDK, endpoint: rollout.url });
  try {
    expect(await rollout.apply(GOOD, QUICK)).toMatchObject({ ok: true, add: 5 });
    expect(await rollout.plan(GOOD, QUICK)).toMatchObject({ ok: true, changes: false });
    await rollout.letUsersIn();
    expect(await targets(balancing)).toEqual(healthy(await rollout.instancesOf(GROUP)));

    expect(await rollout.apply(NEXT, QUICK)).toMatchObject({ ok: true, change: 2, destroy: 0 });
    await rollout.until('the refresh is over', 240, async () => (await refreshes(rollout))[0]?.Status === 'Successful');
    await rollout.until('old targets have left', 20, async () => Object.keys(await targets(balancing)).length === 2);
    const serving = await rollout.instancesOf(GROUP);
    expect(await targets(balancing)).toEqual(healthy(serving));
    await rollout.until('users see the next release', 10, () => rollout.users?.shop === 'Kettle &amp; Daughters');

    expect(await rollout.apply(SICK, QUICK)).toMatchObject({ ok: true, change: 2, destroy: 0 });
    await rollout.until('an instance has been replaced by a sick one', 60, async () => (await rollout.instancesOf(GROUP)).some((id) => !serving.includes(id)));
    await rollout.until('a sick one has failed its checks', 60, async () => Object.values(await targets(balancing)).includes('unhealthy'));
    expect((await refreshes(rollout))[0]).toMatchObject({ Status: 'InProgress', PercentageComplete: 0 });
    expect(Object.values(await targets(balancing))).toContain('healthy');
    // AWS gives it up by itself after an hour. An operator need not wait for that.
    await rollout.autoScaling.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName: GROUP }));
    await rollout.until('it is rolled back', 120, async () => (await refreshes(rollout))[0]?.Status === 'RollbackSuccessful');
    await rollout.until('sick targets have left', 30, async () => Object.keys(await targets(balancing)).length === 2);
    expect(await targets(balancing)).toEqual(healthy(await rollout.instancesOf(GROUP)));
    expect(rollout.users?.shop).toBe('Kettle &amp; Daughters');

    await rollout.users?.leave();
    expect(rollout.users?.errors).toEqual([]);
    expect(await rollout.destroy(SICK)).toMatchObject({ ok: true });
    await leftNothing(rollout);
    expect(await rollout.state()).toMatchObject({ loadBalancers: [], targetGroups: [] });
  } finally {
    balancing.destroy();
    await rollout.close();
  }
}

/** The latest first. */
async function refreshes(rollout: ServedRollout): Promise<InstanceRefresh[]> {
  const { InstanceRefreshes = [] } = await rollout.autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: GROUP }));
  return InstanceRefreshes;
}

async function targets(balancing: ElasticLoadBalancingV2Client): Promise<Record<string, string | undefined>> {
  const { TargetGroups: [group] = [] } = await balancing.send(new DescribeTargetGroupsCommand({}));
  const { TargetHealthDescriptions = [] } = await balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: group?.TargetGroupArn }));
  return Object.fromEntries(TargetHealthDescriptions.map(({ Target, TargetHealth }) => [Target?.Id ?? '', TargetHealth?.State]));
}

const healthy = (ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, 'healthy']));
