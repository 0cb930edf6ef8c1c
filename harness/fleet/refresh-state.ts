import { ConfigError } from '../model/errors.js';
import { isPresent, isStandby, type GroupInstance, type GroupState } from './group-state.js';
import type { RefreshPreferences } from './refresh-preferences.js';

/** AWS's InstanceRefreshStatus. */
export type RefreshStatus =
  | 'Pending'
  | 'InProgress'
  | 'Baking'
  | 'Successful'
  | 'Failed'
  | 'Cancelling'
  | 'Cancelled'
  | 'RollbackInProgress'
  | 'RollbackSuccessful'
  | 'RollbackFailed';

/** One instance refresh as plain data. Times in seconds of the group's clock. */
export interface InstanceRefresh {
  readonly id: string;
  readonly status: RefreshStatus;
  readonly statusReason?: string;
  readonly preferences: RefreshPreferences;
  /** Launch configurations of the group before, and as desired; equal when the refresh has no configuration of its own. */
  readonly from: string;
  readonly to: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Instances that were there at the start and are to be replaced. */
  readonly old: readonly string[];
  readonly percentageComplete: number;
  readonly instancesToUpdate: number;
  /** Most new instances that were healthy at once, and since when the next one is waited for. */
  readonly furthest: number;
  readonly waitingSince: number;
  /** Checkpoints passed, and when the one that is waited at was reached. */
  readonly checkpointsPassed: number;
  readonly checkpointAt?: number;
  readonly bakingSince?: number;
}

/** A refresh call that AWS answers with an error; `code` is AWS's. */
export class RefreshRefused extends ConfigError {
  constructor(
    readonly code: 'InstanceRefreshInProgress' | 'ActiveInstanceRefreshNotFound' | 'IrreversibleInstanceRefresh',
    message: string,
  ) {
    super(message);
  }
}

const ACTIVE: ReadonlySet<RefreshStatus> = new Set(['Pending', 'InProgress', 'Baking', 'Cancelling', 'RollbackInProgress']);
const FORWARD: ReadonlySet<RefreshStatus> = new Set(['Pending', 'InProgress', 'Baking']);

/** Whether a refresh is still at work, so that no other may start. */
export const isActive = (refresh: InstanceRefresh | undefined): refresh is InstanceRefresh =>
  refresh !== undefined && ACTIVE.has(refresh.status);

/**
 * A refresh that begins now and replaces every instance of the group, or, with `skipMatching`, those that were not
 * launched from the wanted configuration. AWS: StartInstanceRefresh.
 * @throws RefreshRefused while another one is active, or when it could never be rolled back although it shall be.
 */
export function beginRefresh(
  id: string,
  state: GroupState,
  preferences: RefreshPreferences,
  { now, release, last }: { readonly now: number; readonly release?: string; readonly last?: InstanceRefresh | undefined },
): InstanceRefresh {
  if (isActive(last)) {
    throw new RefreshRefused('InstanceRefreshInProgress', `Instance refresh: expected none at work, found ${last.id} ${last.status}; wait for its end or cancel it`);
  }
  if (preferences.autoRollback && release === undefined) {
    throw new ConfigError('Instance refresh: expected a desired configuration beside autoRollback, found none; name the release to refresh to');
  }
  const to = release ?? state.release;
  const old = state.instances.filter((instance) => isMember(instance) && !isLeftAlone(preferences, instance) && !(preferences.skipMatching && instance.release === to));
  return {
    id,
    status: 'Pending',
    preferences,
    from: state.release,
    to,
    startedAt: now,
    old: old.map((instance) => instance.id),
    percentageComplete: 0,
    instancesToUpdate: old.length,
    furthest: 0,
    waitingSince: now,
    checkpointsPassed: 0,
  };
}

/**
 * A refresh that starts nothing more; what it replaced stays replaced. AWS: CancelInstanceRefresh.
 * @throws RefreshRefused when none is at work.
 */
export function cancelRefresh(refresh: InstanceRefresh | undefined): InstanceRefresh {
  return { ...activeOr(refresh, 'cancel'), status: 'Cancelling', statusReason: 'Cancelled due to user request.' };
}

/**
 * A refresh that goes back to the configuration before it. AWS: RollbackInstanceRefresh; Undo changes with a rollback.
 * @throws RefreshRefused when none is at work that could be undone.
 */
export function rollbackRefresh(refresh: InstanceRefresh | undefined, now: number, why: string): InstanceRefresh {
  const active = activeOr(refresh, 'roll back');
  if (!FORWARD.has(active.status) || active.from === active.to) {
    const found = active.from === active.to ? 'one without a desired configuration of its own' : active.status;
    throw new RefreshRefused('IrreversibleInstanceRefresh', `Instance refresh ${active.id}: expected one that can be undone, found ${found}; start a refresh to the release that you want`);
  }
  return { ...active, status: 'RollbackInProgress', statusReason: why, furthest: 0, waitingSince: now };
}

function activeOr(refresh: InstanceRefresh | undefined, wish: string): InstanceRefresh {
  if (refresh && ACTIVE.has(refresh.status)) return refresh;
  const found = refresh ? `the last one ${refresh.status}` : 'none';
  throw new RefreshRefused('ActiveInstanceRefreshNotFound', `Instance refresh: expected one at work to ${wish}, found ${found}; start one first`);
}

/** Whether an instance is the group's for a refresh, which may wait for those in standby. */
export const isMember = (instance: GroupInstance): boolean => isPresent(instance) || isStandby(instance);

/** Whether a refresh takes no notice of an instance. AWS: RefreshPreferences. */
const isLeftAlone = ({ scaleInProtectedInstances, standbyInstances }: RefreshPreferences, instance: GroupInstance): boolean =>
  (scaleInProtectedInstances === 'Ignore' && instance.protectedFromScaleIn) || (standbyInstances === 'Ignore' && isStandby(instance));

/** Whether a refresh leaves an instance alone for now, and waits until it may be replaced. AWS: RefreshPreferences. */
export const isWaitedFor = ({ scaleInProtectedInstances, standbyInstances }: RefreshPreferences, instance: GroupInstance): boolean =>
  (scaleInProtectedInstances === 'Wait' && instance.protectedFromScaleIn) || (standbyInstances === 'Wait' && isStandby(instance));

/** Whether a refresh wants an instance replaced: on the way back, all that were launched from its own configuration. */
export function isToBeReplaced({ preferences, status, old, from, to }: InstanceRefresh, instance: GroupInstance): boolean {
  const { id, release } = instance;
  if (isLeftAlone(preferences, instance)) return false;
  if (status === 'RollbackInProgress') return release !== from;
  // A launch that was under way at the start has had no id to be named by.
  return old.includes(id) || (from !== to && release !== to);
}

/** The launch configuration for the next launch: a refresh's own until it ends, which a success makes the group's. */
export const releaseToLaunch = (state: GroupState, refresh: InstanceRefresh | undefined): string =>
  refresh && FORWARD.has(refresh.status) && refresh.from !== refresh.to ? refresh.to : state.release;
