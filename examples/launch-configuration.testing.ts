import { holdsItsGroup, leftNothing, servesAsBefore } from './fleet-expectations.testing.js';
import { BROKEN, GOOD, NEXT, ServedRollout } from './served-rollout.testing.js';

/** A good canary takes over, a broken one leaves the old fleet serving, and nothing is left at the end. */
export async function byLaunchConfiguration(): Promise<void> {
  const rollout = await ServedRollout.open('terraform');
  try {
    expect(await rollout.apply(GOOD)).toMatchObject({ ok: true, add: 3, change: 0, destroy: 0 });
    expect(await rollout.plan(GOOD)).toMatchObject({ ok: true, changes: false });
    await holdsItsGroup(rollout);
    const [first] = rollout.objects('aws_autoscaling_group');
    await rollout.letUsersIn();
    await rollout.until('users see the shop', 10, () => rollout.users?.shop === 'Kettle &amp; Co');

    expect(await rollout.apply(NEXT)).toMatchObject({ ok: true, add: 2, change: 0, destroy: 2 });
    await holdsItsGroup(rollout);
    const [second] = rollout.objects('aws_autoscaling_group');
    expect(second).not.toEqual(first);
    await rollout.until('users see the next release', 10, () => rollout.users?.shop === 'Kettle &amp; Daughters');

    const broken = await rollout.apply(BROKEN);
    expect(broken).toMatchObject({ ok: false, why: 'failed', exitCode: 1 });
    expect(broken.ok || broken.error).toMatch(
      /waiting for Auto Scaling Group \(web-\d+\) capacity satisfied: timeout while waiting for state to become 'ok' \(last state: 'want at least 2 healthy instance\(s\) registered to Load Balancer, have 0', timeout: 20s\)/,
    );
    const third = expect.objectContaining({ tainted: true, deposed: false }) as unknown;
    expect(rollout.objects('aws_autoscaling_group')).toEqual([third, { ...second, deposed: true }]);
    await servesAsBefore(rollout, second?.id);

    const again = await rollout.apply(BROKEN);
    expect(again.ok || again.error).toMatch(/AlreadyExists: AutoScalingGroup by this name already exists/);
    await servesAsBefore(rollout, second?.id);

    // Terraform counts two leftovers that are destroyed at once under one address as one.
    expect(await rollout.apply(GOOD)).toMatchObject({ ok: true, add: 2 });
    await holdsItsGroup(rollout);
    expect(await rollout.plan(GOOD)).toMatchObject({ ok: true, changes: false });
    await rollout.until('users see the first release again', 10, () => rollout.users?.shop === 'Kettle &amp; Co');

    await rollout.users?.leave();
    expect(rollout.users?.errors).toEqual([]);
    expect(rollout.users?.served).toBeGreaterThan(300);

    expect(await rollout.destroy(GOOD)).toMatchObject({ ok: true });
    await leftNothing(rollout);
  } finally {
    await rollout.close();
  }
}
