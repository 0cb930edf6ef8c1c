import type { AutoScalingGroup } from '../fleet/auto-scaling-group.js';
import { waitTimeoutText } from '../fleet/wait-timeout-text.js';
import { countCapacity, pollTimes, satisfied } from '../fleet/capacity-wait.js';
import { isActive } from '../fleet/refresh-state.js';
import type { Clock } from '../model/clock.js';
import { tenths } from '../model/duration.js';
import type { RefreshPreferences } from '../model/fleet-plan.js';
import type { Verdict } from '../model/verdict.js';

/** What a policy must know of the rollout that it decides. Times in seconds of the clock. */
export interface PolicyStage {
  readonly clock: Clock;
  /** Canary instances wanted in service. */
  readonly wanted: number;
  readonly deadline: number;
  /** State of each canary instance as the balancer lists it. */
  listed(): ReadonlyMap<string, string>;
  /** The canary is accepted: late faults count from here. */
  enter(phase: 'accepted'): void;
  /**
   * Resolves at a moment at which requests of users (behind a network balancer: connections) are under way at every
   * instance of the old fleet that is in service; what is done to it then, before anything is awaited, meets them.
   */
  usersAtOldFleet(): Promise<void>;
  /** See `Happenings`. */
  until(condition: () => boolean, deadline: number): Promise<boolean>;
}

/** The two groups of a rollout; with an instance refresh there is one, whose instances are of both sides. */
export interface Groups {
  readonly old: AutoScalingGroup;
  readonly canary: AutoScalingGroup;
}

/**
 * Launches the canary group beside the old one and looks at it as Terraform's provider does: the first poll that finds
 * enough capacity accepts it, after which the old group is drained and ends. Refused, the old one stays as it is.
 * AWS: provider, resource aws_autoscaling_group, `wait_for_elb_capacity`; reference 4.1 to 4.4.
 */
export async function capacityWait(stage: PolicyStage, { old, canary }: Groups): Promise<Verdict> {
  const began = stage.clock.now();
  canary.start();
  const verdict = await pollCapacity(stage, canary, began);
  if (verdict.verdict === 'rejected') return verdict;
  stage.enter('accepted');
  await stage.usersAtOldFleet();
  old.setCapacity({ minSize: 0, maxSize: 0, desiredCapacity: 0 });
  await old.idle();
  return verdict;
}

/** Ends the old fleet while the canary comes: what is refused then leaves nobody. */
export async function allAtOnce(stage: PolicyStage, { old, canary }: Groups): Promise<Verdict> {
  const began = stage.clock.now();
  old.setCapacity({ minSize: 0, maxSize: 0, desiredCapacity: 0 });
  canary.start();
  const verdict = await pollCapacity(stage, canary, began);
  if (verdict.verdict === 'accepted') stage.enter('accepted');
  await old.idle();
  return verdict;
}

/**
 * Replaces the instances of one group in batches. A refresh that is still under way at the deadline is cancelled, as
 * whoever waits for it would.
 * AWS: Auto Scaling guide, instance refresh.
 */
export async function instanceRefresh(stage: PolicyStage, group: AutoScalingGroup, preferences: RefreshPreferences): Promise<Verdict> {
  const { clock, deadline } = stage;
  const began = clock.now();
  group.startRefresh(preferences, 'canary');
  const ended = (): boolean => !isActive(group.describe().refresh);
  const inTime = await stage.until(ended, began + deadline);
  if (!inTime) {
    group.cancelRefresh();
    await stage.until(ended, clock.now() + deadline);
  }
  const { status = 'unknown', statusReason, percentageComplete = 0 } = group.describe().refresh ?? {};
  const verdict = status === 'Successful' ? 'accepted' : 'rejected';
  if (verdict === 'accepted') stage.enter('accepted');
  const late = inTime ? '' : ` at the deadline of ${deadline} s`;
  const comparison = `the instance refresh was ${status}${late} with ${percentageComplete} % complete${statusReason && inTime ? `: ${statusReason}` : ''}`;
  return { verdict, at: clock.now() - began, comparison };
}

async function pollCapacity(stage: PolicyStage, group: AutoScalingGroup, began: number): Promise<Verdict> {
  const { clock, wanted, deadline } = stage;
  for (const offset of pollTimes()) {
    const at = Math.min(offset, deadline);
    if (!(await clock.sleepUntil(began + at))) throw new Error('the run was stopped');
    const have = countCapacity(group.describe().instances, [stage.listed()]);
    const found = satisfied('create', { minSize: 0, desiredCapacity: wanted, waitForElbCapacity: wanted }, have);
    if (found.satisfied) {
      const seconds = tenths(clock.now() - began);
      return { verdict: 'accepted', at: seconds, comparison: `${have.balancers} of ${wanted} instances in service when Terraform polled at ${seconds} s` };
    }
    if (at < deadline) continue;
    return { verdict: 'rejected', at: deadline, comparison: waitTimeoutText('canary', found.reason, deadline) };
  }
  throw new Error('polling for capacity ended by itself');
}
