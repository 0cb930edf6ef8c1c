import type { CapacityStep } from './activities.js';
import type { GroupSettings } from './group-settings.js';
import { byAge, isPresent, isReady, isTerminating, type GroupInstance, type GroupState, type UnhealthyCause } from './group-state.js';
import { roomFor } from './healthy-percentages.js';

export type LaunchCause = 'capacity' | 'replacement' | 'refresh';
export type TerminationCause = UnhealthyCause | 'capacity' | 'refresh';

export type CapacityAction =
  | { readonly action: 'terminate'; readonly id: string; readonly cause: TerminationCause }
  | { readonly action: 'launch'; readonly count: number; readonly cause: LaunchCause };

/** What an instance refresh wants of the group: old instances to end, and how many to run beyond the desired capacity. */
export interface RefreshWants {
  readonly terminate: readonly string[];
  readonly surge: number;
}

export const NO_REFRESH: RefreshWants = { terminate: [], surge: 0 };

type Termination = Extract<CapacityAction, { action: 'terminate' }>;

/**
 * What a group does next, in order: it ends what must be replaced, then launches what is missing while that still
 * terminates, or scales in. Pure; plans made one after another of the states that they lead to come to rest.
 * AWS: Health checks, Instance maintenance policies, Termination policies; rules 29 and 32.
 */
export function planCapacity(
  state: GroupState,
  settings: GroupSettings,
  now: number,
  refresh: RefreshWants = NO_REFRESH,
): readonly CapacityAction[] {
  const mayEnd = !settings.suspended.includes('Terminate');
  const replaces = mayEnd && !settings.suspended.includes('ReplaceUnhealthy');
  const health = replaces ? healthPlan(state, settings, now) : NO_HEALTH_PLAN;
  const planned = mayEnd ? uniqueById([...health.terminations, ...refresh.terminate.map(termination('refresh'))]) : [];
  const ending = new Set(planned.map(({ id }) => id));
  const remaining = state.instances.filter((instance) => isPresent(instance) && !ending.has(instance.id));
  const running = remaining.length + state.launching;
  const missing = settings.desiredCapacity + Math.max(health.surge, refresh.surge) - running;
  if (missing >= 0) return [...planned, ...launches(missing, planned, health.surge, refresh, state, settings)];
  return mayEnd ? [...planned, ...scaleIn(remaining, -missing, state.release)] : [];
}

/** The size of a group before and after the launches, or the scale-in, of one plan; `running` counts what ran before it. */
export function capacityStep(actions: readonly CapacityAction[], running: number): CapacityStep {
  const count = (part: (action: CapacityAction) => number): number => actions.reduce((sum, action) => sum + part(action), 0);
  const from = running - count((action) => (action.action === 'terminate' && action.cause !== 'capacity' ? 1 : 0));
  return { from, to: from + count((action) => (action.action === 'launch' ? action.count : action.cause === 'capacity' ? -1 : 0)) };
}

interface HealthPlan {
  readonly terminations: readonly Termination[];
  readonly surge: number;
}

const NO_HEALTH_PLAN: HealthPlan = { terminations: [], surge: 0 };

/**
 * Instances that do not run, or that a user marked, are replaced at once. Those that a balancer failed wait their turn:
 * one, or a tenth of the desired capacity, may be under replacement at a time, until the new ones are ready; or as many as
 * the maintenance policy has room for, which may also have them launched before.
 */
function healthPlan(state: GroupState, settings: GroupSettings, now: number): HealthPlan {
  const unhealthy = state.instances.filter((instance) => isPresent(instance) && instance.healthStatus === 'Unhealthy').sort(byAge);
  const waiting = unhealthy.filter(({ unhealthyCause }) => unhealthyCause === 'ELB');
  const immediate = unhealthy.filter(({ unhealthyCause }) => unhealthyCause !== 'ELB');
  const { count, surge } = healthPace(state, settings, waiting.length, now);
  const paced = waiting.slice(0, Math.max(0, count));
  return {
    terminations: [...immediate, ...paced].map(({ id, unhealthyCause = 'EC2' }) => termination(unhealthyCause)(id)),
    surge: Math.min(surge, waiting.length - paced.length),
  };
}

function healthPace(state: GroupState, settings: GroupSettings, waiting: number, now: number): { count: number; surge: number } {
  const { desiredCapacity: desired, maintenance, defaultInstanceWarmup: warmup = 0 } = settings;
  const ready = state.instances.filter((instance) => isReady(instance, state, settings, { warmup, now, ask: 'where-any-passed' })).length;
  if (maintenance) {
    const total = state.launching + state.instances.filter(isPresent).length;
    const { terminate, surge } = roomFor(maintenance, desired, { serving: ready + waiting, total });
    return { count: terminate, surge };
  }
  // What is neither ready nor waits to be replaced is missing: it terminates, is launched, or has not passed yet. A
  // replacement that failed in its turn waits until what it replaced has drained.
  const leaving = state.instances.filter((instance) => isTerminating(instance) && instance.unhealthyCause === 'ELB').length;
  const underWay = Math.max(leaving, desired - ready - waiting);
  return { count: healthReplacementsAtOnce(desired) - underWay, surge: 0 };
}

/** AWS: Health checks for instances in an Auto Scaling group; rule 32. */
export const healthReplacementsAtOnce = (desired: number): number => Math.max(1, Math.floor(desired / 10));

/** Launches under way at once. AWS too launches many instances in batches, and a desired capacity may have any size. */
const MOST_LAUNCHES = 100;

function launches(
  missing: number,
  planned: readonly Termination[],
  healthSurge: number,
  refresh: RefreshWants,
  { launchesPaused, launching }: GroupState,
  { suspended }: GroupSettings,
): CapacityAction[] {
  if (missing === 0 || launchesPaused || suspended.includes('Launch')) return [];
  const refreshed = planned.filter(({ cause }) => cause === 'refresh').length + refresh.surge;
  const owed: [LaunchCause, number][] = [
    ['refresh', refreshed],
    ['replacement', planned.filter(({ cause }) => cause !== 'refresh').length + healthSurge],
    ['capacity', missing],
  ];
  let left = Math.min(missing, Math.max(0, MOST_LAUNCHES - launching));
  return owed.flatMap(([cause, most]): CapacityAction[] => {
    const count = Math.min(most, left);
    left -= count;
    return count > 0 ? [{ action: 'launch', count, cause }] : [];
  });
}

/**
 * Scale-in takes unhealthy instances first, then those of an older launch configuration, then the oldest; what is protected
 * stays, even where the group keeps more than are desired then. AWS: Use instance scale-in protection.
 */
function scaleIn(instances: readonly GroupInstance[], count: number, release: string): CapacityAction[] {
  const rank = ({ healthStatus, release: own }: GroupInstance): number => (healthStatus === 'Unhealthy' ? 0 : own === release ? 2 : 1);
  return instances
    .filter(({ protectedFromScaleIn }) => !protectedFromScaleIn)
    .sort((a, b) => rank(a) - rank(b) || byAge(a, b))
    .slice(0, count)
    .map(({ id }) => termination('capacity')(id));
}

const termination = (cause: TerminationCause) => (id: string): Termination => ({ action: 'terminate', id, cause });

/** An instance that is named twice is ended once, for the first cause. */
const uniqueById = (terminations: readonly Termination[]): Termination[] =>
  terminations.filter(({ id }, index) => terminations.findIndex((other) => other.id === id) === index);
