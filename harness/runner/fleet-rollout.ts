import { clockOf } from '../model/clock.js';
import type { FleetPlan, OldFleetEnd } from '../model/fleet-plan.js';
import type { UserAnswer } from '../model/journal.js';
import type { FleetFindings, Verdict } from '../model/verdict.js';
import type { Scenario } from '../model/scenario.js';
import { planLaunch, type LaunchPlan } from '../runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import { differingAnswers } from '../traffic/compare-answers.js';
import type { AutoScalingGroup } from '../fleet/auto-scaling-group.js';
import { askRounds } from './5-harm.js';
import type { Rollout, RolloutOptions } from './3-rollout.js';
import { allAtOnce, capacityWait, instanceRefresh } from './fleet-policies.js';
import { FleetStage } from './fleet-stage.js';

export interface FleetRolloutOptions extends Omit<RolloutOptions, 'ground' | 'onBooted' | 'onListening'> {
  readonly fleets: FleetPlan;
  readonly database: ScenarioDatabase | undefined;
  /** Users' answers as those of the old fleet, and of the canary, are to be. */
  readonly answers: readonly (readonly UserAnswer[])[];
  readonly canaryAnswers: readonly (readonly UserAnswer[])[];
  boot(): Promise<() => void>;
}

/** Seconds of the rollout's clock within which what runs now must be in service, before anything is rolled out. */
const OLD_FLEET_LIMIT = 3600;

/**
 * Brings an old fleet into service behind a balancer, lets users in, rolls the canary out by the scenario's policy, and
 * looks at both for the bake time. Whatever happens, `stop` ends all of it.
 */
export async function rollOutFleets(options: FleetRolloutOptions): Promise<Rollout> {
  const { scenario, plan, fleets, database, testbed, journal, pace } = options;
  const clock = clockOf(pace);
  const forget = testbed.onClose(() => clock.stop());
  const good = planLaunch(scenario.release, [], plan.healthCheck);
  const oldPlan = oldPlanOf(scenario, fleets);
  const stage = await FleetStage.open({
    ...options,
    answersOf: (side) => (side === 'old' ? options.answers : options.canaryAnswers),
    clock,
    planOf: (side, ordinal) => (side === 'old' ? oldPlan : ordinal < fleets.faulty ? plan : good),
  });
  const groups: AutoScalingGroup[] = [];
  const stop = async (): Promise<void> => {
    forget();
    await Promise.all(groups.map((group) => group.stop({ terminate: false })));
    clock.stop();
    await stage.quiet();
    await Promise.all(stage.members.map(({ instance }) => testbed.stopOne(instance)));
    await testbed.dropDatabase(database);
  };
  try {
    const [old, canary] = [stage.group('old', fleets.old.instances), stage.group('canary', scenario.instances)];
    groups.push(old, canary);
    old.start();
    const served = await stage.until(() => stage.inService('old') === fleets.old.instances, OLD_FLEET_LIMIT);
    if (!served) throw new Error(`the old fleet did not come into service: ${lastLines(stage)}`);
    journal.write({ type: 'rollout-started', scenario: scenario.id, pace, env: stage.living('old')[0]?.env ?? {} });
    await stage.startUsers();
    stage.enter('rollout');
    const verdict = await decideBy(fleets, stage, old, canary);
    journal.write({ type: 'verdict', scenario: scenario.id, verdict });
    if (verdict.verdict === 'rejected') stage.enter('rejected');
    if (fleets.bake > 0 && !(await clock.sleepUntil(clock.now() + fleets.bake))) throw new Error('the run was stopped');
    await Promise.all(groups.map((group) => group.stop({ terminate: false })));
    await stage.booted();
    await stage.quiet();
    return {
      verdict,
      pollers: stage.balancer.pollers.filter(({ options: { instance } }) => stage.living('canary').includes(instance)),
      everyPoller: stage.balancer.pollers.filter(({ options: { instance } }) => stage.sideOf(instance.id) === 'canary'),
      clock,
      get lastFaultAt() {
        return stage.lastFaultAt;
      },
      untrusted: stage.balancer.pollers.map(({ untrusted }) => untrusted).find((why) => why !== undefined),
      beside: () => findingsOf(options, stage),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How an instance of the old fleet is launched: as what the fleet plan names, else as the unbroken release. Pure. */
export const oldPlanOf = ({ release, healthCheck }: Scenario, { old }: FleetPlan): LaunchPlan => planLaunch(old.release ?? release, old.faults, healthCheck);

function decideBy({ rollout }: FleetPlan, stage: FleetStage, old: AutoScalingGroup, canary: AutoScalingGroup): Promise<Verdict> {
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

/** What users had of the old fleet, at the end and all along. */
async function findingsOf({ scenario, fleets, journal, answers }: FleetRolloutOptions, stage: FleetStage): Promise<FleetFindings> {
  const hurt: string[] = [];
  for (const instance of stage.living('old')) {
    const asked = (await askRounds(scenario, instance)).flat();
    journal.write({ type: 'users', scenario: scenario.id, instance: instance.id, answers: asked });
    hurt.push(...differingAnswers(answers, asked));
  }
  const users = stage.tally.result();
  const oldErrors = users.byFleet.old?.errors ?? 0;
  return {
    oldHarm: hurt.length > 0 || oldErrors > 0 ? 'hurt' : 'fine',
    users: { ...users, examples: [...users.examples, ...new Set(hurt)].slice(0, 5) },
    replacements: Math.max(0, stage.launched('canary') - scenario.instances),
    oldFleet: oldFleetEnd(stage, fleets),
  };
}

function oldFleetEnd(stage: FleetStage, { old }: FleetPlan): OldFleetEnd {
  const living = stage.living('old').length;
  if (living === 0) return 'gone';
  return living === old.instances && stage.launched('old') === old.instances ? 'untouched' : 'changed';
}

const lastLines = (stage: FleetStage): string =>
  stage.living('old').flatMap(({ logs }) => logs.last(4).map(({ line }) => line)).join('\n');
