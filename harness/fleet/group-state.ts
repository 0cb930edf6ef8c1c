import type { GroupSettings } from './group-settings.js';

/** AWS's LifecycleState, as far as a group without hooks, standby and warm pools goes through it. */
export type LifecycleState = 'Pending' | 'InService' | 'Terminating' | 'Terminated';
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
  /** Registered with every balancer; never so while AddToLoadBalancer is suspended. */
  readonly registered: boolean;
  /** For each balancer, whether the instance was ever seen in service there. */
  readonly passed: readonly boolean[];
}

/** What a group remembers of one balancer. */
export interface Attachment {
  /** Whether any instance of this group was ever seen in service there; that is not forgotten. */
  readonly passed: boolean;
  readonly removal?: 'Removing' | 'Removed';
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

export const newGroup = (release: string, balancers: number): GroupState => ({
  release,
  instances: [],
  launching: 0,
  launchesPaused: false,
  attachments: Array.from({ length: balancers }, () => ({ passed: false })),
});

/** The state with one instance changed; unchanged when the group has no such instance. */
export const withInstance = (state: GroupState, id: string, change: Partial<GroupInstance>): GroupState => ({
  ...state,
  instances: state.instances.map((instance) => (instance.id === id ? { ...instance, ...change } : instance)),
});

/** An instance counts towards capacity from its launch until it is being terminated. */
export const isPresent = ({ lifecycle }: GroupInstance): boolean => lifecycle === 'Pending' || lifecycle === 'InService';

/** Oldest first; equal ages by id, so that a plan is the same whenever it is made. */
export const byAge = (a: GroupInstance, b: GroupInstance): number =>
  a.launchedAt - b.launchedAt || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Where one attachment stands: `Added` once every instance in service is registered, `InService` once one has passed. */
export function attachmentStates({ attachments, instances }: GroupState): AttachmentState[] {
  const registered = instances.every((instance) => instance.lifecycle !== 'InService' || instance.registered);
  return attachments.map(({ passed, removal }) => removal ?? (passed ? 'InService' : registered ? 'Added' : 'Adding'));
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
  if (healthCheckType === 'EC2' || !instance.registered) return true;
  return state.attachments.every(({ passed }, index) => instance.passed[index] === true || (ask === 'where-any-passed' && !passed));
}
