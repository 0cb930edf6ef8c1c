import type { Clock } from '../model/clock.js';
import type { Activity } from './activities.js';
import type { AttachmentState, HealthStatus, LifecycleState, UnhealthyCause } from './group-state.js';
import type { BalancerHealth } from './look-at-health.js';
import type { InstanceRefresh } from './refresh-state.js';

/** A running copy of a release, as a group needs it. */
export interface FleetInstance {
  readonly id: string;
  /** No process runs and none will be started again. */
  readonly gone: boolean;
  stop(): Promise<void>;
}

/** A balancer that a group registers its instances with. */
export interface GroupBalancer {
  /**
   * The instance is listed as OutOfService when this returns.
   * @throws where it cannot be registered; the text becomes that of the failed activity.
   */
  register(instance: FleetInstance): void;
  /** Resolves when the instance is deregistered and drained. */
  deregister(id: string): Promise<void>;
  healthOf(id: string): BalancerHealth;
}

/** What happened in a group, at a second of its clock. */
export type GroupEvent =
  | {
      readonly type: 'lifecycle';
      readonly at: number;
      readonly id: string;
      readonly release: string;
      readonly from?: LifecycleState;
      readonly to: LifecycleState;
    }
  | { readonly type: 'health'; readonly at: number; readonly id: string; readonly status: HealthStatus; readonly cause?: UnhealthyCause }
  | { readonly type: 'attachment'; readonly at: number; readonly balancer: string; readonly state: AttachmentState }
  | { readonly type: 'activity-started' | 'activity-ended'; readonly at: number; readonly activity: Activity }
  | { readonly type: 'refresh'; readonly at: number; readonly refresh: InstanceRefresh };

/** What a group stands on. */
export interface GroupPorts {
  readonly clock: Clock;
  /** Resolves when the process of an instance was spawned; rejects when it could not be. */
  launch(release: string): Promise<FleetInstance>;
  /** What the group is attached to from its start, by names of the caller's. */
  readonly balancers: ReadonlyMap<string, GroupBalancer>;
  onEvent(event: GroupEvent): void;
}
