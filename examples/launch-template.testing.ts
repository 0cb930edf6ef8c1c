import { holdsItsGroup, leftNothing, servesAsBefore } from './fleet-expectations.testing.js';
import { BROKEN, GOOD, NEXT, ServedRollout } from './served-rollout.testing.js';

/** A good canary takes over, and a broken one that is tried twice leaves the old fleet serving beside two more groups. */
export async function byLaunchTemplate(): Promise<void> {
  const rollout = await ServedRollout.open('terraform-launch-template');
  try {
    expect(await rollout.apply(GOOD)).toMatchObject({ ok: true, add: 3 });
    expect(await rollout.plan(GOOD)).toMatchObject({ ok: true, changes: false });
    await rollout.letUsersIn();
    expect(await rollout.apply(NEXT)).toMatchObject({ ok: true, add: 1, change: 1, destroy: 1 });
    await holdsItsGroup(rollout);
    const [serving] = rollout.objects('aws_autoscaling_group');

    for (const groups of [2, 3]) {
      const broken = await rollout.apply(BROKEN);
      expect(broken.ok || broken.error).toMatch(/'want at least 2 healthy instance\(s\) registered to Load Balancer, have 0'/);
      expect(await rollout.groups()).toHaveLength(groups);
      expect(rollout.objects('aws_autoscaling_group')).toContainEqual({ ...serving, deposed: true });
      await servesAsBefore(rollout, serving?.id);
    }
    await rollout.users?.leave();
    expect(rollout.users?.errors).toEqual([]);

    expect(await rollout.destroy(GOOD)).toMatchObject({ ok: true });
    await leftNothing(rollout);
  } finally {
    await rollout.close();
  }
}
