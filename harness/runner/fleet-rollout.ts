import { clockOf, type Clock } from '../model/clock.js';
import { EnvironmentError, throwFirst } from '../model/errors.js';
import type { FleetPlan, OwnPolicy } from '../model/fleet-plan.js';
import type { UserAnswer } from '../model/journal.js';
import type { Verdict } from '../model/verdict.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import type { AutoScalingGroup } from '../fleet/auto-scaling-group.js';
import type { Rollout, RolloutOptions } from './3-rollout.js';
import { allAtOnce, capacityWait, instanceRefresh } from './fleet-policies.js';
import { evidenceOf } from './fleet-evidence.js';
import { findingsOf, lastLinesOf } from './fleet-findings.js';
import { FleetStage } from './fleet-stage.js';
import { onGiveUp } from './give-up.js';
import { sidesOf } from './rollout-sides.js';

/** What every rollout beside an old fleet must know. */
export interface BesideOptions extends Omit<RolloutOptions, 'ground' | 'onBooted' | 'onListening'> {
  readonly fleets: FleetPlan;
  readonly database: ScenarioDatabase | undefined;
  /** Users' answers as those of the old fleet, and of the canary, are to be. */
  readonly answers: readonly (readonly UserAnswer[])[];
  readonly canaryAnswers: readonly (readonly UserAnswer[])[];
  boot(): Promise<() => void>;
}

export type FleetRolloutOptions = BesideOptions & { readonly policy: OwnPolicy };

/** Seconds of the rollout's clock within which what runs now must be in service, if the deadline is not longer. */
const OLD_FLEET_LIMIT = 600;

/** Launches of an old instance after which its group is no longer waited for. */
const OLD_LAUNCHES = 4;

/**
 * Brings an old fleet into service behind a balancer, lets users in, rolls the canary out by the scenario's policy, and
 * looks at both for the bake time. Whatever happens, `stop` ends all of it.
 * @throws EnvironmentError when the old fleet does not come into service, and what kept an instance from being launched
 */
export async function rollOutFleets(options: FleetRolloutOptions): Promise<Rollout> {
  const { scenario, fleets, database, testbed, pace } = options;
  const clock = clockOf(pace);
  const forget = onGiveUp(options, () => clock.stop());
  const groups: AutoScalingGroup[] = [];
  let stage: FleetStage | undefined;
  const stop = async (): Promise<void> => {
    forget();
    clock.stop();
    // Each is tried whatever became of the one before: a listener or users left behind would keep the process from ending.
    const ends = await Promise.allSettled(groups.map((group) => group.stop({ terminate: false })));
    ends.push(...(await Promise.allSettled([stage?.quiet()])));
    ends.push(...(await Promise.allSettled((stage?.members.all ?? []).map(({ instance }) => testbed.stopOne(instance)))));
    ends.push(...(await Promise.allSettled([testbed.dropDatabase(database)])));
    throwFirst(ends);
  };
  try {
    stage = await FleetStage.open({ ...options, ...sidesOf(options), clock });
    groups.push(stage.group('old', fleets.old.instances), stage.group('canary', scenario.instances));
    const verdict = await play(options, stage, groups as [AutoScalingGroup, AutoScalingGroup]);
    return { ...rolledOut(options, stage, clock), verdict, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** The rollout from the first old instance to the end of the bake time. Afterwards nothing is judged any more. */
async function play({ scenario, fleets, policy, journal }: FleetRolloutOptions, stage: FleetStage, [old, canary]: readonly [AutoScalingGroup, AutoScalingGroup]): Promise<Verdict> {
  const { clock, members } = stage;
  old.start();
  const { instances } = fleets.old;
  const hopeless = (): boolean => members.launched('old') >= OLD_LAUNCHES * instances;
  await stage.until(() => hopeless() || stage.inService('old') === instances, Math.max(scenario.deadline, OLD_FLEET_LIMIT));
  if (stage.inService('old') < instances) {
    throw new EnvironmentError(
      `the old fleet did not come into service, so nothing can be rolled out beside it: ${members.launched('old')} instances were launched\n  ${lastLinesOf(members)}`,
      'It must pass its own health check; look at the faults that it was given, and at the lines above.',
    );
  }
  await stage.startUsers();
  members.enter('rollout');
  old.changeSettings({ suspended: fleets.group.suspended });
  const deciding = decideBy(policy, stage, old, canary);
  if (policy.policy !== 'instance-refresh') canary.changeSettings({ suspended: fleets.group.suspended });
  const verdict = await deciding;
  journal.write({ type: 'verdict', scenario: scenario.id, verdict });
  if (verdict.verdict === 'rejected') members.enter('rejected');
  if (fleets.bake > 0 && !(await clock.sleepUntil(clock.now() + fleets.bake))) throw new Error('the run was stopped');
  if (members.failure !== undefined) throw members.failure;
  // Nothing is judged any more: no slot comes, no late fault strikes, and nothing is skipped.
  clock.stop();
  await Promise.all([old, canary].map((group) => group.stop({ terminate: false })));
  await members.booted();
  await stage.quiet();
  journal.write({ type: 'traffic', scenario: scenario.id, ...stage.tally.course() });
  return verdict;
}

function rolledOut(options: FleetRolloutOptions, stage: FleetStage, clock: Clock): Omit<Rollout, 'verdict' | 'stop'> {
  const { members, balancer } = stage;
  const living = members.living('canary');
  return {
    pollers: balancer.pollers.filter(({ options: { instance } }) => living.includes(instance)),
    living: [...members.living('old'), ...living],
    everyPoller: balancer.pollers.filter(({ options: { instance } }) => members.find(instance.id)?.side === 'canary'),
    clock,
    get lastFaultAt() {
      return members.lastFaultAt;
    },
    untrusted: balancer.pollers.map(({ untrusted }) => untrusted).find((why) => why !== undefined),
    beside: () => findingsOf(options, stage),
    departed: members.all.flatMap(({ side, stopped }) => (side === 'canary' && stopped ? stopped.answers : [])),
    evidence: () => evidenceOf(members),
  };
}

function decideBy(rollout: OwnPolicy, stage: FleetStage, old: AutoScalingGroup, canary: AutoScalingGroup): Promise<Verdict> {
  switch (rollout.policy) {
    case 'capacity-wait':
      return capacityWait(stage, { old, canary });
    case 'all-at-once':
      return allAtOnce(stage, { old, canary });
    case 'instance-refresh': {
      const { policy: _policy, ...preferences } = rollout;
      return instanceRefresh(stage, old, preferences);
    }
  }
}
