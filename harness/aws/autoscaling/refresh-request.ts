import { PROTECTED_INSTANCES, STANDBY_INSTANCES, type GivenRefreshPreferences } from '../../fleet/refresh-preferences.js';
import type { AutoScalingGround, AutoScalingInput } from './auto-scaling-service.js';
import { invalid, oneOf } from './invalid.js';
import { hasMovingVersion, readSource, type LaunchSource } from './launch-source.js';
import type { RefreshRequest } from './refresh-notes.js';

type Given = AutoScalingInput<'StartInstanceRefresh'>;
type GivenPreferences = NonNullable<Given['Preferences']>;

/**
 * A refresh as it is asked for. AWS: StartInstanceRefresh.
 * @param current what the group launches from now
 * @throws QueryError ValidationError
 */
export function readRefreshRequest(ground: AutoScalingGround, current: LaunchSource, { Strategy, DesiredConfiguration: given, Preferences = {} }: Given): RefreshRequest {
  if (Strategy && Strategy !== 'Rolling') throw invalid(`The strategy '${Strategy}' is not supported at this endpoint. It must be Rolling`);
  const preferences = readPreferences(Preferences);
  const source = given && readSource(ground, given);
  if (given && !source) throw invalid('DesiredConfiguration must contain either a LaunchTemplate or a MixedInstancesPolicy');
  if (Preferences.AutoRollback) checkRollback(source, current);
  return { preferences, given: Preferences, ...(given && source ? { desired: { source, given } } : {}) };
}

/** AWS: Undo changes with a rollback, considerations. */
function checkRollback(source: LaunchSource | undefined, current: LaunchSource): void {
  if (source?.kind !== 'template') throw invalid('AutoRollback can only be used with a DesiredConfiguration');
  if (hasMovingVersion(source) || hasMovingVersion(current)) throw invalid('AutoRollback cannot be used with $Latest or $Default as the version of the launch template. Specify the number of a version');
}

/** What of the preferences is carried out; their ranges are the fleet's business. */
function readPreferences(given: GivenPreferences): GivenRefreshPreferences {
  const { MinHealthyPercentage, MaxHealthyPercentage, InstanceWarmup, CheckpointPercentages = [], CheckpointDelay, BakeTime, SkipMatching, AutoRollback, AlarmSpecification } = given;
  if ((AlarmSpecification?.Alarms?.length ?? 0) > 10) throw invalid('AlarmSpecification must have at most 10 alarms');
  return {
    ...(MinHealthyPercentage === undefined ? {} : { minHealthyPercentage: MinHealthyPercentage }),
    ...(MaxHealthyPercentage === undefined ? {} : { maxHealthyPercentage: MaxHealthyPercentage }),
    ...(InstanceWarmup === undefined ? {} : { instanceWarmup: InstanceWarmup }),
    ...(CheckpointPercentages.length === 0 ? {} : { checkpointPercentages: CheckpointPercentages }),
    ...(CheckpointDelay === undefined ? {} : { checkpointDelay: CheckpointDelay }),
    ...(BakeTime === undefined ? {} : { bakeTime: BakeTime }),
    ...(SkipMatching === undefined ? {} : { skipMatching: SkipMatching }),
    ...(AutoRollback === undefined ? {} : { autoRollback: AutoRollback }),
    ...readSpared(given),
  };
}

/** What becomes of instances that are not simply replaced. */
const readSpared = ({ ScaleInProtectedInstances, StandbyInstances }: GivenPreferences): GivenRefreshPreferences => ({
  ...(ScaleInProtectedInstances ? { scaleInProtectedInstances: oneOf('ScaleInProtectedInstances', PROTECTED_INSTANCES, ScaleInProtectedInstances) } : {}),
  ...(StandbyInstances ? { standbyInstances: oneOf('StandbyInstances', STANDBY_INSTANCES, StandbyInstances) } : {}),
});
