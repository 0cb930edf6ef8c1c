import type { GroupSettings } from './group-settings.js';

/** AWS's LifecycleState, as far as a group without warm pools goes through it. AWS: Amazon EC2 Auto Scaling instance lifecycle. */
export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'EnteringStandby'
  | 'Standby'
  | 'Detaching'
  | 'Detached'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminated';
export type HealthStatus = 'Healthy' | 'Unhealthy';
/** Who said that an instance is unhealthy: a balancer, a process that does not run, or a call of SetInstanceHealth. */
export type UnhealthyCause = 'ELB' | 'EC2' | 'user';
/** AWS's LoadBalancerState. AWS: Verify the attachment status of your load balancer; rule 30. */
export type AttachmentState = 'Adding' | 'Added' | 'InService' | 'Removing' | 'Removed';

/** One instance of a group. Times in seconds of the group's clock. */
export interface GroupInstance {
  readonly id: string;
  /** Name of the launch configuration that it was launched from. */
  readonly release: string;
  readonly lifecycle: LifecycleState;
  readonly healthStatus: HealthStatus;
  readonly unhealthyCause?: UnhealthyCause;
  readonly launchedAt: number;
  readonly inServiceAt?: number;
  /** Balancers that it is registered with; none where it came while AddToLoadBalancer was suspended. */
  readonly registered: readonly string[];
  /** Balancers where it was ever seen in service. */
  readonly passed: readonly string[];
  /** Scale-in leaves it alone. AWS: SetInstanceProtection. */
  readonly protectedFromScaleIn: boolean;
}

/** What a group remembers of one balancer. */
export interface Attachment {
  /** The balancer's name, by which its group knows it. */
  readonly name: string;
  /** Whether any instance of this group was ever seen in service there; that is not forgotten. */
  readonly passed: boolean;
  /** It is being detached: nothing is registered there any more. */
  readonly removing: boolean;
}

export interface GroupState {
  /** Launch configuration of instances to come. */
  readonly release: string;
  readonly instances: readonly GroupInstance[];
  /** Launches under way whose instances have no id yet. */
  readonly launching: number;
  /** A launch failed and is not tried again before the next look. */
  readonly launchesPaused: boolean;
  readonly attachments: readonly Attachment[];
}

export const newGroup = (release: string, balancers: readonly string[]): GroupState => ({
  release,
  instances: [],
  launching: 0,
  launchesPaused: false,
  attachments: balancers.map(newAttachment),
});

export const newAttachment = (name: string): Attachment => ({ name, passed: false, removing: false });

/** The state with one instance changed; unchanged when the group has no such instance. */
export const withInstance = (state: GroupState, id: string, change: Partial<GroupInstance>): GroupState => ({
  ...state,
  instances: state.instances.map((instance) => (instance.id === id ? { ...instance, ...change } : instance)),
});

const PENDING: ReadonlySet<LifecycleState> = new Set(['Pending', 'Pending:Wait', 'Pending:Proceed']);
const TERMINATING: ReadonlySet<LifecycleState> = new Set(['Terminating', 'Terminating:Wait', 'Terminating:Proceed']);
const STANDBY: ReadonlySet<LifecycleState> = new Set(['EnteringStandby', 'Standby']);

/** On its way into service. */
export const isPending = ({ lifecycle }: GroupInstance): boolean => PENDING.has(lifecycle);
export const isTerminating = ({ lifecycle }: GroupInstance): boolean => TERMINATING.has(lifecycle);
/** In standby, or on its way there: the group keeps it, but counts it for nothing. AWS: Temporarily remove instances. */
export const isStandby = ({ lifecycle }: GroupInstance): boolean => STANDBY.has(lifecycle);

/** An instance counts towards capacity from its launch until it is being terminated, detached, or put into standby. */
export const isPresent = (instance: GroupInstance): boolean => isPending(instance) || instance.lifecycle === 'InService';

/** Oldest first; equal ages by id, so that a plan is the same whenever it is made. */
export const byAge = (a: GroupInstance, b: GroupInstance): number =>
  a.launchedAt - b.launchedAt || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Where one attachment stands. */
export interface AttachmentStanding {
  readonly name: string;
  readonly state: AttachmentState;
}

/** Where the attachments stand: `Added` once every instance in service is registered, `InService` once one has passed. */
export function attachmentStates({ attachments, instances }: GroupState): AttachmentStanding[] {
  const inService = instances.filter(({ lifecycle }) => lifecycle === 'InService');
  return attachments.map(({ name, passed, removing }) => {
    if (removing) return { name, state: 'Removing' };
    if (passed) return { name, state: 'InService' };
    return { name, state: inService.every(({ registered }) => registered.includes(name)) ? 'Added' : 'Adding' };
  });
}

/** Which balancers a readiness asks: all, or only those where some instance of the group has passed. */
export type AskedBalancers = 'all' | 'where-any-passed';

/**
 * Whether an instance counts as healthy capacity that is ready for use: in service, Healthy, warmed up, and, where
 * balancers decide on health, seen in service by them. AWS: How an instance refresh works; Health checks.
 */
export function isReady(
  instance: GroupInstance,
  state: GroupState,
  { healthCheckType }: Pick<GroupSettings, 'healthCheckType'>,
  { warmup, now, ask }: { readonly warmup: number; readonly now: number; readonly ask: AskedBalancers },
): boolean {
  const { lifecycle, healthStatus, inServiceAt = Number.POSITIVE_INFINITY } = instance;
  if (lifecycle !== 'InService' || healthStatus !== 'Healthy' || now < inServiceAt + warmup - 1e-6) return false;
  if (healthCheckType === 'EC2') return true;
  const asked = state.attachments.filter(({ name, passed }) => instance.registered.includes(name) && (ask === 'all' || passed));
  return asked.every(({ name }) => instance.passed.includes(name));
}
