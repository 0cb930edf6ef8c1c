import type { DesiredConfiguration, InstanceRefresh as Described, RefreshPreferences } from '@aws-sdk/client-auto-scaling';
import { stableId } from '../../fleet/stable-id.js';
import type { InstanceRefresh } from '../../fleet/refresh-state.js';
import type { ManagedGroup } from './managed-group.js';

/** Groups of the same name follow each other, and their refreshes are different ones. */
export const refreshId = (group: ManagedGroup, { id }: Pick<InstanceRefresh, 'id'>): string => stableId(`${group.uuid}/${id}`);

/** A refresh as DescribeInstanceRefreshes has it. */
export function describeRefresh(group: ManagedGroup, refresh: InstanceRefresh): Described {
  const { core } = group.ground;
  const note = group.refreshes.of(refresh);
  const { status, statusReason, startedAt, endedAt, percentageComplete, instancesToUpdate } = refresh;
  return {
    InstanceRefreshId: refreshId(group, refresh),
    AutoScalingGroupName: group.name,
    Status: status,
    StatusReason: statusReason,
    StartTime: core.dateOf(startedAt),
    EndTime: endedAt === undefined ? undefined : core.dateOf(endedAt),
    PercentageComplete: percentageComplete,
    InstancesToUpdate: instancesToUpdate,
    Preferences: { ...preferences(refresh), ...(note?.request.given as RefreshPreferences | undefined) },
    DesiredConfiguration: note?.request.desired?.given as DesiredConfiguration | undefined,
    RollbackDetails: note?.rollback,
    Strategy: 'Rolling',
  };
}

/** AWS fills its defaults in. AWS: Understand the default values for an instance refresh. */
function preferences({ preferences: own }: InstanceRefresh): RefreshPreferences {
  return {
    MinHealthyPercentage: own.minHealthyPercentage,
    MaxHealthyPercentage: own.maxHealthyPercentage,
    InstanceWarmup: own.instanceWarmup,
    ...(own.checkpointPercentages.length > 0 ? { CheckpointPercentages: [...own.checkpointPercentages], CheckpointDelay: own.checkpointDelay } : {}),
    BakeTime: own.bakeTime,
    SkipMatching: own.skipMatching,
    AutoRollback: own.autoRollback,
    ScaleInProtectedInstances: own.scaleInProtectedInstances,
    StandbyInstances: own.standbyInstances,
  };
}
