import type { LaunchCause, TerminationCause } from './plan-capacity.js';

export type ActivityStatus = 'InProgress' | 'PreInService' | 'MidLifecycleAction' | 'WaitingForELBConnectionDraining' | 'Successful' | 'Failed' | 'Cancelled';

export type ActivityKind = 'launch' | 'terminate' | 'enter-standby' | 'exit-standby' | 'attach' | 'detach';

/** One sentence of a cause, and the second of the group's clock that it tells of. */
export interface CauseSentence {
  readonly at: number;
  readonly text: string;
}

/** A scaling activity as plain data. Times in seconds of the group's clock. */
export interface Activity {
  readonly id: string;
  readonly kind: ActivityKind;
  /** Unknown until a launch has an instance. */
  readonly instanceId?: string;
  readonly cause: readonly CauseSentence[];
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: ActivityStatus;
  readonly statusMessage?: string;
}

/** Size of the group before and after the activities of one plan. */
export interface CapacityStep {
  readonly from: number;
  readonly to: number;
}

/** By which of its requests a user changed the group's size. */
export type CapacityChanger =
  | { readonly request: 'updated' }
  /** AWS: SetDesiredCapacity. */
  | { readonly request: 'set' }
  /** AWS: ExecutePolicy. */
  | { readonly request: 'executed'; readonly policy: string };

/** What a user did to the group's size, as AWS words it at the head of the causes that follow from it. */
export type CapacityRequest =
  | { readonly request: 'created'; readonly desired: number }
  | (CapacityChanger & { readonly from: number; readonly min: number; readonly max: number; readonly desired: number });

const LAUNCH_TEXTS: Readonly<Record<Exclude<LaunchCause, 'capacity'>, string>> = {
  replacement: 'an instance was launched in response to an unhealthy instance needing to be replaced.',
  refresh: 'an instance was launched in response to an instance refresh.',
};

const TERMINATION_TEXTS: Readonly<Record<Exclude<TerminationCause, 'capacity'>, string>> = {
  ELB: 'an ELB system health check failure.',
  EC2: 'an EC2 health check indicating it has been terminated or stopped.',
  user: 'a user health-check.',
  refresh: 'an instance refresh.',
};

/**
 * AWS: reference section 3.4; its PowerShell reference for a desired capacity that is set; and notifications of real groups
 * for updates, executed policies and scale-in.
 */
export function requestText(request: CapacityRequest): string {
  const from = request.request === 'created' ? 0 : request.from;
  return `a user request ${whatWasDone(request)} changing the desired capacity from ${from} to ${request.desired}.`;
}

function whatWasDone(request: CapacityRequest): string {
  switch (request.request) {
    case 'created':
      return 'created an AutoScalingGroup';
    case 'updated':
      return `update of AutoScalingGroup constraints to min: ${request.min}, max: ${request.max}, desired: ${request.desired}`;
    case 'set':
      return 'explicitly set group desired capacity';
    case 'executed':
      return `executed policy ${request.policy}`;
  }
}

/** Why an instance is launched, in AWS's words (reference section 3.4). */
export function launchText(cause: LaunchCause, { from, to }: CapacityStep): string {
  if (cause !== 'capacity') return LAUNCH_TEXTS[cause];
  return `an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${from} to ${to}.`;
}

/** Why an instance is taken out, in AWS's words, of which "a ELB" is an older form (doubt D8). */
export function terminationTexts(id: string, cause: TerminationCause, { from, to }: CapacityStep): string[] {
  const begin = 'an instance was taken out of service in response to';
  const selected = `instance ${id} was selected for termination.`;
  if (cause === 'capacity') {
    return [`${begin} a difference between desired and actual capacity, shrinking the capacity from ${from} to ${to}.`, selected];
  }
  return [`${begin} ${TERMINATION_TEXTS[cause]}`, ...(cause === 'refresh' ? [selected] : [])];
}

/** What a user does to single instances. */
export type UserMove = Exclude<ActivityKind, 'launch'>;

/**
 * Why a user's request moves an instance, in AWS's words, which are those of its command-line reference's examples and, for
 * what is attached, of a notification of a real group.
 * @param step sizes of the group where its desired capacity changes with it
 */
export function moveText(move: UserMove, id: string, step: CapacityStep | undefined): string {
  if (move === 'attach') return `an instance was added in response to user request. Keeping the capacity at the new ${step?.to ?? 0}.`;
  const change = step && `, ${step.to < step.from ? 'shrinking' : 'increasing'} the capacity from ${step.from} to ${step.to}`;
  return `instance ${id} was ${MOVES[move]} in response to a user request${change ?? ''}.`;
}

const MOVES: Readonly<Record<Exclude<UserMove, 'attach'>, string>> = {
  terminate: 'taken out of service',
  'enter-standby': 'moved to standby',
  'exit-standby': 'moved out of standby',
  detach: 'detached',
};

export const hasEnded = ({ status }: Activity): boolean => status === 'Successful' || status === 'Failed' || status === 'Cancelled';

/** AWS lists activities in progress first, then the latest start first. AWS: DescribeScalingActivities. */
export const inAwsOrder = (activities: readonly Activity[]): Activity[] =>
  [...activities].reverse().sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || b.startedAt - a.startedAt);
