import type { GroupSettings } from './group-settings.js';
import { byAge, isPresent, isReady, isStandby, type GroupInstance, type GroupState } from './group-state.js';
import { roomFor } from './healthy-percentages.js';
import { NO_REFRESH, type RefreshWants } from './plan-capacity.js';
import { isMember, isToBeReplaced, isWaitedFor, rollbackRefresh, type InstanceRefresh, type RefreshStatus } from './refresh-state.js';

/** AWS gives a replacement about an hour, and a whole refresh 14 days (reference section 3.5). */
const NO_PROGRESS_SECONDS = 3600;
const LONGEST_SECONDS = 14 * 86_400;

export interface RefreshStep {
  readonly refresh: InstanceRefresh;
  readonly wants: RefreshWants;
}

/** The group as a refresh sees it. */
interface Measured {
  readonly old: readonly GroupInstance[];
  readonly fresh: readonly GroupInstance[];
  /** Fresh ones that are healthy, and those that are also warmed up. */
  readonly healthy: readonly GroupInstance[];
  readonly ready: readonly GroupInstance[];
  /** Nothing is launched, and nothing fresh is waited for. */
  readonly settled: boolean;
}

/**
 * Where a refresh stands now and what it wants of the group next. It replaces as many instances as its percentages have
 * room for, waits at checkpoints, bakes, and fails, or rolls back, after an hour in which no further new instance became
 * healthy. A new instance counts once it is healthy and warmed up. Pure. Status reasons are AWS's where they are known: those
 * of warm-up and of waiting for instances. AWS: How an instance refresh works; reference section 3.5.
 */
export function stepRefresh(before: InstanceRefresh, state: GroupState, settings: GroupSettings, now: number): RefreshStep {
  const measured = measure(before, state, settings, now);
  switch (before.status) {
    case 'Pending':
    case 'InProgress':
      return forward(noteProgress({ ...before, status: 'InProgress' }, measured, now), measured, state, settings, now);
    case 'RollbackInProgress':
      return back(noteProgress(before, measured, now), measured, state, settings, now);
    case 'Baking':
      return bake(before, now);
    case 'Cancelling':
      // It keeps its reason, as AWS's does.
      return still(isAtRest(state) ? { ...before, status: 'Cancelled', endedAt: now } : before);
    default:
      return still(before);
  }
}

/** Nothing is on its way in or out. */
const isAtRest = ({ launching, instances }: GroupState): boolean =>
  launching === 0 && instances.every(({ lifecycle }) => lifecycle === 'InService' || lifecycle === 'Standby');

function measure(refresh: InstanceRefresh, state: GroupState, settings: GroupSettings, now: number): Measured {
  const present = state.instances.filter(isPresent);
  const old = state.instances.filter((instance) => isMember(instance) && isToBeReplaced(refresh, instance));
  const fresh = present.filter((instance) => !isToBeReplaced(refresh, instance));
  const withWarmup = (warmup: number) => fresh.filter((instance) => isReady(instance, state, settings, { warmup, now, ask: 'all' }));
  const ready = withWarmup(refresh.preferences.instanceWarmup);
  const settled = state.launching === 0 && ready.length === fresh.length && present.length >= settings.desiredCapacity;
  return { old, fresh, healthy: withWarmup(0), ready, settled };
}

/** A new high of healthy instances is progress, whose warm-up is not held against the next one. */
function noteProgress(refresh: InstanceRefresh, { healthy }: Measured, now: number): InstanceRefresh {
  if (healthy.length <= refresh.furthest) return refresh;
  return { ...refresh, furthest: healthy.length, waitingSince: now + refresh.preferences.instanceWarmup };
}

function forward(refresh: InstanceRefresh, measured: Measured, state: GroupState, settings: GroupSettings, now: number): RefreshStep {
  const { preferences, checkpointsPassed } = refresh;
  const total = refresh.old.length;
  const gone = Math.max(0, total - measured.old.length);
  const checkpoints = preferences.checkpointPercentages.length > 0 ? preferences.checkpointPercentages : [100];
  const percentage = checkpoints[checkpointsPassed] ?? 100;
  const quota = Math.ceil((total * percentage) / 100);
  const counted: InstanceRefresh = {
    ...refresh,
    percentageComplete: total === 0 ? 100 : Math.floor((100 * Math.min(gone, measured.ready.length)) / total),
    instancesToUpdate: measured.old.length,
  };
  const leftOver = percentage === 100 ? measured.old.length : quota - gone;
  if (leftOver <= 0 && measured.settled) {
    if (checkpointsPassed === checkpoints.length - 1) return finish(counted, now);
    return checkpoint(counted, percentage, state, settings, now);
  }
  const stuck = whyStuck(counted, measured, now);
  if (stuck !== undefined) return still(fail(counted, stuck, now));
  return { refresh: withReason(counted, measured), wants: replace(counted, measured, Math.max(0, leftOver), state, settings) };
}

function checkpoint(before: InstanceRefresh, percentage: number, state: GroupState, settings: GroupSettings, now: number): RefreshStep {
  const { preferences, checkpointAt = now, checkpointsPassed, ...refresh } = before;
  const until = checkpointAt + preferences.checkpointDelay;
  if (now < until - 1e-6) {
    const statusReason = `Waiting for ${preferences.checkpointDelay} seconds at the checkpoint of ${percentage} percent before continuing.`;
    return still({ ...refresh, preferences, checkpointAt, checkpointsPassed, statusReason, waitingSince: until });
  }
  const passed: InstanceRefresh = { ...refresh, preferences, checkpointsPassed: checkpointsPassed + 1, waitingSince: now };
  return stepRefresh(passed, state, settings, now);
}

function finish(refresh: InstanceRefresh, now: number): RefreshStep {
  const { bakeTime } = refresh.preferences;
  if (bakeTime === 0) return still(end(refresh, 'Successful', now));
  return still({ ...refresh, status: 'Baking', bakingSince: now, statusReason: `Baking for ${bakeTime} seconds.` });
}

function bake(refresh: InstanceRefresh, now: number): RefreshStep {
  const over = now >= (refresh.bakingSince ?? now) + refresh.preferences.bakeTime - 1e-6;
  return still(over ? end(refresh, 'Successful', now) : refresh);
}

/** The share that was replaced goes back towards zero; checkpoints and bake time do not count on the way back. */
function back(refresh: InstanceRefresh, measured: Measured, state: GroupState, settings: GroupSettings, now: number): RefreshStep {
  const share = Math.floor((100 * measured.old.length) / Math.max(1, refresh.old.length));
  const counted = { ...refresh, percentageComplete: Math.min(refresh.percentageComplete, share) };
  if (measured.old.length === 0 && measured.settled) return still(end(counted, 'RollbackSuccessful', now));
  const stuck = whyStuck(counted, measured, now);
  if (stuck !== undefined) return still({ ...end(counted, 'RollbackFailed', now), statusReason: stuck });
  return { refresh: counted, wants: replace(counted, measured, measured.old.length, state, settings) };
}

/** Instances that serve nobody are replaced first, then the oldest. */
function replace(
  { preferences }: InstanceRefresh,
  { old, ready }: Measured,
  most: number,
  state: GroupState,
  settings: GroupSettings,
): RefreshWants {
  if (settings.suspended.includes('InstanceRefresh')) return NO_REFRESH;
  const serving = ready.length + old.filter(({ lifecycle }) => lifecycle === 'InService').length;
  const total = state.launching + state.instances.filter(isPresent).length;
  const room = roomFor(preferences, settings.desiredCapacity, { serving, total });
  const replaceable = old.filter((instance) => !isWaitedFor(preferences, instance));
  const few = Math.min(most, replaceable.length);
  const count = Math.min(room.terminate, few);
  const rank = ({ healthStatus, registered, passed }: GroupInstance): number =>
    healthStatus === 'Unhealthy' ? 0 : registered.some((name) => !passed.includes(name)) ? 1 : 2;
  const first = replaceable.sort((a, b) => rank(a) - rank(b) || byAge(a, b)).slice(0, count);
  return { terminate: first.map(({ id }) => id), surge: Math.min(room.surge, few - count) };
}

function whyStuck({ startedAt, waitingSince }: InstanceRefresh, { fresh, healthy }: Measured, now: number): string | undefined {
  if (now >= startedAt + LONGEST_SECONDS) return `The instance refresh did not end within ${LONGEST_SECONDS} seconds.`;
  if (now < waitingSince + NO_PROGRESS_SECONDS - 1e-6) return undefined;
  const failing = fresh.find((instance) => !healthy.includes(instance));
  const example = failing ? ` For example: ${failing.id} has not passed its health checks.` : '';
  return `No replacement succeeded for ${NO_PROGRESS_SECONDS} seconds.${example}`;
}

function fail(refresh: InstanceRefresh, why: string, now: number): InstanceRefresh {
  const undoes = refresh.preferences.autoRollback && refresh.from !== refresh.to;
  return undoes ? rollbackRefresh(refresh, now, why) : { ...end(refresh, 'Failed', now), statusReason: why };
}

function withReason({ statusReason: _, ...refresh }: InstanceRefresh, { old, fresh, healthy, ready }: Measured): InstanceRefresh {
  const failing = fresh.find((instance) => !healthy.includes(instance));
  if (failing) {
    return { ...refresh, statusReason: `Waiting for remaining instances to be available. For example: ${failing.id} has not passed its health checks.` };
  }
  const warming = healthy.find((instance) => !ready.includes(instance));
  if (warming) return { ...refresh, statusReason: `Waiting for instances to warm up before continuing. For example: ${warming.id} is warming up.` };
  const [waited] = old.every((instance) => isWaitedFor(refresh.preferences, instance)) ? old : [];
  if (!waited) return refresh;
  const why = isStandby(waited) ? 'in Standby' : 'protected from scale in';
  return { ...refresh, statusReason: `Waiting for remaining instances to be replaceable. For example: ${waited.id} is ${why}.` };
}

function end({ statusReason: _, ...refresh }: InstanceRefresh, status: RefreshStatus, now: number): InstanceRefresh {
  return { ...refresh, status, endedAt: now };
}

const still = (refresh: InstanceRefresh): RefreshStep => ({ refresh, wants: NO_REFRESH });
