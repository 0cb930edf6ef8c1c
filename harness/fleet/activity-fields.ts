import { hasEnded, type Activity, type ActivityKind, type ActivityStatus } from './activities.js';

/** An element of DescribeScalingActivities; times are texts as AWS writes them. */
export interface ActivityFields {
  readonly ActivityId: string;
  readonly AutoScalingGroupName: string;
  readonly Description: string;
  readonly Cause: string;
  readonly StartTime: string;
  readonly EndTime?: string;
  readonly StatusCode: ActivityStatus;
  readonly StatusMessage?: string;
  readonly Progress: number;
  readonly Details: string;
}

export interface ActivityPlace {
  readonly group: string;
  readonly availabilityZone: string;
  readonly subnetId?: string;
  /** The moment of a second of the group's clock, which must not run ahead of its clients' clocks. */
  dateOf(seconds: number): Date;
}

/**
 * An activity in AWS's words. Its start has milliseconds and is never rounded down, since Terraform compares it strictly
 * with its own start; its end and the times in the cause have whole seconds. AWS: Verify a scaling activity; rule 33.
 */
export function activityFields(activity: Activity, { group, availabilityZone, subnetId, dateOf }: ActivityPlace): ActivityFields {
  const { id, cause, startedAt, endedAt, status, statusMessage } = activity;
  return {
    ActivityId: id,
    AutoScalingGroupName: group,
    Description: descriptionOf(activity),
    Cause: cause.map(({ at, text }) => `At ${wholeSeconds(dateOf(at), Math.floor)} ${text}`).join('  '),
    StartTime: dateOf(startedAt).toISOString(),
    // Rounded up, so that nothing ends before it started.
    ...(endedAt === undefined ? {} : { EndTime: wholeSeconds(dateOf(endedAt), Math.ceil) }),
    StatusCode: status,
    ...(statusMessage === undefined ? {} : { StatusMessage: statusMessage }),
    Progress: progressOf(activity),
    Details: JSON.stringify({ ...(subnetId === undefined ? {} : { 'Subnet ID': subnetId }), 'Availability Zone': availabilityZone }),
  };
}

function descriptionOf({ kind, instanceId, status, statusMessage }: Activity): string {
  const named = instanceId === undefined ? ABOUT[kind] : `${ABOUT[kind]}: ${instanceId}`;
  if (status === 'WaitingForELBConnectionDraining') return `${named} - Waiting For ELB Connection Draining.`;
  return statusMessage === undefined ? named : `${named}.  Status Reason: ${statusMessage}`;
}

const ABOUT: Readonly<Record<ActivityKind, string>> = {
  launch: 'Launching a new EC2 instance',
  terminate: 'Terminating EC2 instance',
  'enter-standby': 'Moving EC2 instance to Standby',
  'exit-standby': 'Moving EC2 instance out of Standby',
  attach: 'Attaching an existing EC2 instance',
  detach: 'Detaching EC2 instance',
};

/** 100 when done, as AWS has it; the shares on the way are those of its samples. */
function progressOf(activity: Activity): number {
  if (hasEnded(activity)) return 100;
  return activity.status === 'PreInService' || (activity.status === 'InProgress' && activity.kind === 'launch') ? 30 : 50;
}

const wholeSeconds = (date: Date, round: (seconds: number) => number): string =>
  new Date(round(date.getTime() / 1000) * 1000).toISOString().replace('.000Z', 'Z');
