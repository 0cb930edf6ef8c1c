import type { Activity } from '@aws-sdk/client-auto-scaling';
import type { Activity as FleetActivity } from '../../fleet/activities.js';
import { activityFields } from '../../fleet/activity-fields.js';
import { stableId } from '../../fleet/stable-id.js';
import type { ManagedGroup } from './managed-group.js';

/** Of a millisecond, which dates do not have the parts of: no activity may seem to have begun before it did. Seconds. */
const ROUND_UP = 0.000_999;

/** A group's activities as answers have them, those in progress first. AWS: DescribeScalingActivities; rule 33. */
export const describeActivities = (group: ManagedGroup): Activity[] => group.fleet.describe().activities.map((activity) => describeActivity(group, activity));

/** One activity of a group as answers have it. */
export function describeActivity(group: ManagedGroup, activity: FleetActivity): Activity {
  const { core } = group.ground;
  const { zone, id } = group.placeOf(activity.instanceId);
  const { StartTime, EndTime, ActivityId, ...fields } = activityFields(activity, {
    group: group.name,
    availabilityZone: zone,
    ...(group.placement.vpcZoneIdentifier === undefined ? {} : { subnetId: id }),
    dateOf: (seconds) => core.dateOf(seconds + ROUND_UP),
  });
  return {
    ...fields,
    // Groups of the same name follow each other, and their activities are different ones.
    ActivityId: stableId(`${group.uuid}/${ActivityId}`),
    StartTime: new Date(StartTime),
    ...(EndTime === undefined ? {} : { EndTime: new Date(EndTime) }),
    AutoScalingGroupARN: group.arn,
  };
}
