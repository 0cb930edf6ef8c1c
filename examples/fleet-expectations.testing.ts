import type { ServedRollout } from './served-rollout.testing.js';

/** What Terraform believes in is what the balancer serves users with. */
export async function holdsItsGroup(rollout: ServedRollout): Promise<void> {
  const objects = rollout.objects('aws_autoscaling_group');
  expect(objects).toEqual([{ id: expect.any(String) as unknown, tainted: false, deposed: false }]);
  const instances = await rollout.instancesOf(objects[0]?.id);
  expect(instances).toHaveLength(2);
  await rollout.until('the old fleet has left the balancer', 20, async () => Object.keys(await rollout.health()).length <= 2);
  expect(await rollout.health()).toEqual(Object.fromEntries(instances.map((id) => [id, 'InService'])));
}

/** The old group is in service beside a new one that is not. */
export async function servesAsBefore(rollout: ServedRollout, group: unknown): Promise<void> {
  const health = await rollout.health();
  const inService = Object.keys(health).filter((id) => health[id] === 'InService').sort();
  expect(inService).toEqual(await rollout.instancesOf(group));
  expect(inService).toHaveLength(2);
}

export async function leftNothing(rollout: ServedRollout): Promise<void> {
  expect(await rollout.groups()).toEqual([]);
  const { instances, classicLoadBalancers } = await rollout.state();
  expect(classicLoadBalancers).toEqual([]);
  expect(instances.filter(({ state }) => state !== 'terminated')).toEqual([]);
}
