import { isTerraform, terraformPolicy } from './define-terraform.js';
import { toSeconds } from './model/duration.js';
import { ConfigError } from './model/errors.js';
import { FLEET_DEFAULTS, type FleetPlan, type GroupPlan, type OwnPolicy, type RefreshPreferences, type RolloutPolicy, type ScalingProcess } from './model/fleet-plan.js';
import type { ExpectedCount, Harm, ScenarioSettings, TerraformChange } from './model/scenario.js';

/** Settings that mean something only beside an old fleet. */
export const FLEET_OPTIONS = [
  'old', 'rollout', 'group', 'bake', 'faulty', 'draining', 'slowStart', 'usersPerSecond', 'users', 'replacements', 'oldFleet',
] as const satisfies readonly (keyof ScenarioSettings)[];

const POLICIES: readonly string[] = ['capacity-wait', 'all-at-once', 'instance-refresh'] satisfies OwnPolicy['policy'][];
const GROUP: readonly string[] = ['healthCheckType', 'gracePeriod', 'healthCheckPeriod', 'neverHealthy', 'suspended'] satisfies (keyof GroupPlan)[];
const PREFERENCES: readonly string[] = [
  'minHealthyPercentage', 'maxHealthyPercentage', 'instanceWarmup', 'checkpointPercentages', 'checkpointDelay', 'bakeTime', 'autoRollback',
] satisfies (keyof RefreshPreferences)[];
const TERRAFORM: readonly string[] = ['terraform', 'variables', 'image', 'region'] satisfies (keyof TerraformChange)[];
const PROCESSES: readonly string[] = ['Launch', 'Terminate', 'HealthCheck', 'ReplaceUnhealthy', 'AddToLoadBalancer'] satisfies ScalingProcess[];
const MOST_INSTANCES = 10;
const MOST_USERS = 200;

/**
 * What runs beside the canary, with nothing left to default; undefined for a canary that is alone.
 * @param instances of the canary fleet
 * @throws ConfigError for anything that could not be run or would mean nothing
 */
export function fleetPlanOf(options: ScenarioSettings, instances: number): FleetPlan | undefined {
  const { old } = options;
  if (old === undefined) {
    const stray = strayOf(options);
    if (stray === undefined) return undefined;
    throw new ConfigError(`"${stray}" speaks of a rollout beside an old fleet: expected "old", the number of its instances, too`);
  }
  onlyNames('users', options.users ?? {}, ['errors']);
  return {
    old: oldOf(old),
    rollout: policyOf(options),
    group: groupOf(options.group ?? {}),
    bake: toSeconds(options.bake ?? FLEET_DEFAULTS.bake, 'bake'),
    faulty: options.faulty === undefined ? FLEET_DEFAULTS.faulty : whole('faulty', options.faulty, 0, instances),
    draining: options.draining === false ? 0 : toSeconds(options.draining ?? FLEET_DEFAULTS.draining, 'draining'),
    slowStart: slowStartOf(toSeconds(options.slowStart ?? FLEET_DEFAULTS.slowStart, 'slowStart')),
    usersPerSecond: whole('usersPerSecond', options.usersPerSecond ?? FLEET_DEFAULTS.usersPerSecond, 1, MOST_USERS),
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
  // Nobody may be hurt by a rollout of which it was not said that it hurts; a refused canary is to meet no users.
  const quiet = oldHarm === 'fine' && (canary !== 'hurt' || expect === 'rejected');
  const userErrors = users?.errors ?? (quiet ? 0 : undefined);
  return {
    ...said,
    oldHarm,
    ...(userErrors === undefined ? {} : { userErrors: count('users.errors', userErrors) }),
    ...(replacements === undefined ? {} : { replacements: count('replacements', replacements) }),
    ...(oldFleet === undefined ? {} : { oldFleet }),
  };
}

/** A setting that means nothing where the canary is alone; harm of both fleets apart is one, too. */
const strayOf = (options: ScenarioSettings): string | undefined =>
  FLEET_OPTIONS.find((name) => options[name] !== undefined) ?? (typeof options.harm === 'object' ? 'harm' : undefined);

function oldOf(old: NonNullable<ScenarioSettings['old']>): FleetPlan['old'] {
  const { instances, fault = [], ...strays } = typeof old === 'number' ? { instances: old } : old;
  onlyNames('old', { instances, fault, ...strays }, ['instances', 'fault']);
  return { instances: whole('old', instances, 1, MOST_INSTANCES), faults: [fault].flat() };
}

function policyOf({ rollout = FLEET_DEFAULTS.rollout.policy, ...options }: ScenarioSettings): RolloutPolicy {
  if (isTerraform(rollout)) {
    onlyNames('rollout', rollout, TERRAFORM);
    return terraformPolicy(rollout, options);
  }
  const policy = typeof rollout === 'string' ? { policy: rollout } : rollout;
  if (!POLICIES.includes(policy.policy)) throw new ConfigError(`rollout: expected ${POLICIES.join(', ')} or { terraform: folder }, found "${policy.policy}"`);
  onlyNames('rollout', policy, ['policy', ...(policy.policy === 'instance-refresh' ? PREFERENCES : [])]);
  return policy;
}

function groupOf(change: NonNullable<ScenarioSettings['group']>): GroupPlan {
  onlyNames('group', change, GROUP);
  const { group } = FLEET_DEFAULTS;
  const { healthCheckType = group.healthCheckType, neverHealthy = group.neverHealthy, suspended = group.suspended } = change;
  oneOf('group.healthCheckType', healthCheckType, ['EC2', 'ELB']);
  oneOf('group.neverHealthy', neverHealthy, ['keep', 'replace']);
  for (const process of suspended) oneOf('group.suspended', process, PROCESSES);
  return {
    healthCheckType,
    gracePeriod: toSeconds(change.gracePeriod ?? group.gracePeriod, 'group.gracePeriod'),
    healthCheckPeriod: toSeconds(change.healthCheckPeriod ?? group.healthCheckPeriod, 'group.healthCheckPeriod'),
    neverHealthy,
    suspended,
  };
}

/** Scenario files are run without a type check, so a mistyped name must not be passed over. */
function onlyNames(what: string, found: object, known: readonly string[]): void {
  const stray = Object.keys(found).find((name) => !known.includes(name));
  if (stray !== undefined) throw new ConfigError(`${what}: expected only ${known.join(', ')}, found "${stray}"`);
}

function oneOf(what: string, found: string, known: readonly string[]): void {
  if (!known.includes(found)) throw new ConfigError(`${what}: expected ${known.join(' or ')}, found "${found}"`);
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
