import type { Activity } from './activities.js';
import type { GroupSettings } from './group-settings.js';
import type { AttachmentStanding, GroupInstance } from './group-state.js';
import type { InstanceRefresh } from './refresh-state.js';

/** A group as it is now, for whoever describes it to others. */
export interface GroupDescription {
  readonly settings: GroupSettings;
  /** Launch configuration of the group. */
  readonly release: string;
  readonly instances: readonly GroupInstance[];
  /** One for each balancer, in the order in which they were attached. */
  readonly attachments: readonly AttachmentStanding[];
  /** In the order of DescribeScalingActivities. */
  readonly activities: readonly Activity[];
  /** The latest one. */
  readonly refresh: InstanceRefresh | undefined;
  /** All of them, the latest first. */
  readonly refreshes: readonly InstanceRefresh[];
}
