import { toSeconds } from './model/duration.js';
import { ConfigError } from './model/errors.js';
import type { FleetPlan, GroupPlan, RolloutPolicy } from './model/fleet-plan.js';
import type { ExpectedCount, Harm, ScenarioSettings } from './model/scenario.js';

/** Settings that mean something only beside an old fleet. */
export const FLEET_OPTIONS = [
  'old', 'rollout', 'group', 'bake', 'faulty', 'draining', 'slowStart', 'usersPerSecond', 'users', 'replacements', 'oldFleet',
] as const satisfies readonly (keyof ScenarioSettings)[];

const POLICIES: readonly string[] = ['capacity-wait', 'all-at-once', 'instance-refresh'] satisfies RolloutPolicy['policy'][];
const GROUP: readonly string[] = ['healthCheckType', 'gracePeriod', 'healthCheckPeriod', 'neverHealthy', 'suspended'] satisfies (keyof GroupPlan)[];
const MOST_INSTANCES = 10;
const MOST_USERS = 200;

/** Terraform's provider waits for connections for so long unless told otherwise; AWS: reference section 1.8. */
const DRAINING = 300;

/**
 * What runs beside the canary, with nothing left to default; undefined for a canary that is alone.
 * @param instances of the canary fleet
 * @throws ConfigError for anything that could not be run or would mean nothing
 */
export function fleetPlanOf(options: ScenarioSettings, instances: number): FleetPlan | undefined {
  const { old } = options;
  if (old === undefined) {
    const stray = FLEET_OPTIONS.find((name) => options[name] !== undefined);
    if (stray === undefined) return undefined;
    throw new ConfigError(`"${stray}" speaks of a rollout beside an old fleet: expected "old", the number of its instances, too`);
  }
  const { instances: count, fault } = typeof old === 'number' ? { instances: old, fault: undefined } : old;
  return {
    old: { instances: whole('old', count, 1, MOST_INSTANCES), faults: [fault ?? []].flat() },
    rollout: policyOf(options.rollout ?? 'capacity-wait'),
    group: groupOf(options.group ?? {}),
    bake: toSeconds(options.bake ?? 0, 'bake'),
    faulty: options.faulty === undefined ? Number.POSITIVE_INFINITY : whole('faulty', options.faulty, 0, instances),
    draining: options.draining === false ? 0 : toSeconds(options.draining ?? DRAINING, 'draining'),
    slowStart: slowStartOf(toSeconds(options.slowStart ?? 0, 'slowStart')),
    usersPerSecond: whole('usersPerSecond', options.usersPerSecond ?? 5, 1, MOST_USERS),
  };
}

/** Whoever stays as it was must serve its users, and the canary's word counts for the canary. */
export function expectedOfFleets(options: ScenarioSettings): {
  readonly harm?: Harm;
  readonly oldHarm?: Harm;
  readonly userErrors?: ExpectedCount;
  readonly replacements?: ExpectedCount;
  readonly oldFleet?: NonNullable<ScenarioSettings['oldFleet']>;
} {
  const { harm, old, users, replacements, oldFleet, expect } = options;
  const canary = typeof harm === 'object' ? harm.canary : harm;
  const said = canary === undefined ? {} : { harm: canary };
  if (old === undefined) return said;
  const oldHarm = (typeof harm === 'object' ? harm.old : undefined) ?? 'fine';
  // Nobody may be hurt by a rollout of which it was not said that it hurts.
  const quiet = canary !== 'hurt' && oldHarm === 'fine';
  const userErrors = users?.errors ?? (quiet || expect === 'rejected' ? 0 : undefined);
  return {
    ...said,
    oldHarm,
    ...(userErrors === undefined ? {} : { userErrors: count('users.errors', userErrors) }),
    ...(replacements === undefined ? {} : { replacements: count('replacements', replacements) }),
    ...(oldFleet === undefined ? {} : { oldFleet }),
  };
}

function policyOf(rollout: NonNullable<ScenarioSettings['rollout']>): RolloutPolicy {
  const policy = typeof rollout === 'string' ? { policy: rollout } : rollout;
  if (POLICIES.includes(policy.policy)) return policy;
  throw new ConfigError(`rollout: expected ${POLICIES.join(', ')}, found "${policy.policy}"`);
}

function groupOf(change: NonNullable<ScenarioSettings['group']>): GroupPlan {
  const stray = Object.keys(change).find((name) => !GROUP.includes(name));
  if (stray !== undefined) throw new ConfigError(`group: expected only ${GROUP.join(', ')}, found "${stray}"`);
  return {
    healthCheckType: change.healthCheckType ?? 'ELB',
    gracePeriod: toSeconds(change.gracePeriod ?? '5m', 'group.gracePeriod'),
    healthCheckPeriod: toSeconds(change.healthCheckPeriod ?? '10s', 'group.healthCheckPeriod'),
    neverHealthy: change.neverHealthy ?? 'keep',
    suspended: change.suspended ?? [],
  };
}

function slowStartOf(seconds: number): number {
  if (seconds === 0 || (seconds >= 30 && seconds <= 900)) return seconds;
  throw new ConfigError(`slowStart: expected 0 or 30 to 900 s, found ${seconds} s`);
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ConfigError(`${name}: expected a whole number from ${least} to ${most}, found ${value}`);
}

function count(name: string, expected: ExpectedCount): ExpectedCount {
  const value = typeof expected === 'number' ? expected : expected.atLeast;
  if (Number.isInteger(value) && value >= 0) return expected;
  throw new ConfigError(`${name}: expected a number or { atLeast: number }, found ${JSON.stringify(expected)}`);
}
