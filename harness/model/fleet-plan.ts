import type { Duration } from './duration.js';
import type { Fault } from './fault.js';
import type { Release } from './release.js';

/** Seconds between two looks of a group at the health of its instances, unless told otherwise; AWS publishes none. */
export const HEALTH_CHECK_PERIOD = 10;

/** Processes of an Auto Scaling group that can be suspended. AWS: "Suspend and resume scaling processes". */
export type ScalingProcess = 'Launch' | 'Terminate' | 'HealthCheck' | 'ReplaceUnhealthy' | 'AddToLoadBalancer';

/** How the canary takes over; times in seconds of the rollout's clock. */
export type RolloutPolicy =
  /** As Terraform does it: a second group beside the old one, until one poll sees enough capacity in service. */
  | { readonly policy: 'capacity-wait' }
  /** The old fleet goes while the new one comes. */
  | { readonly policy: 'all-at-once' }
  /** One group, replaced in batches. */
  | ({ readonly policy: 'instance-refresh' } & RefreshPreferences)
  /** A user's own Terraform files, applied for what runs now and then for the canary. */
  | TerraformPolicy;

/** A value of a variable of Terraform's. */
export type TerraformValue = string | number | boolean | readonly TerraformValue[] | { readonly [name: string]: TerraformValue };

/** Balancer, groups, draining and the time to wait are as the files have them. */
export interface TerraformPolicy {
  readonly policy: 'terraform';
  /** Folder of the root module. */
  readonly folder: string;
  /** Of both applies. */
  readonly variables: Readonly<Record<string, TerraformValue>>;
  /** Name of the variable that takes the image of a release. */
  readonly imageVariable: string;
  /** Region that the files speak of. */
  readonly region: string;
}

/** Policies that are played here, without anybody's files. */
export type OwnPolicy = Exclude<RolloutPolicy, TerraformPolicy>;

/** Preferences of an instance refresh that a scenario can name; what is left out is AWS's default. */
export interface RefreshPreferences {
  readonly minHealthyPercentage?: number;
  readonly maxHealthyPercentage?: number;
  readonly instanceWarmup?: number;
  readonly checkpointPercentages?: readonly number[];
  readonly checkpointDelay?: number;
  readonly bakeTime?: number;
  readonly autoRollback?: boolean;
}

/** Settings of both groups that a scenario can name. */
export interface GroupChange {
  readonly healthCheckType?: 'EC2' | 'ELB';
  readonly gracePeriod?: Duration;
  /** Time between two looks of the group at the health of its instances; AWS publishes none. */
  readonly healthCheckPeriod?: Duration;
  /** Whether instances of a group of which none was ever healthy are replaced (doubt D2). */
  readonly neverHealthy?: 'keep' | 'replace';
  readonly suspended?: readonly ScalingProcess[];
}

/** The groups' settings with nothing left to default; seconds. */
export interface GroupPlan {
  readonly healthCheckType: 'EC2' | 'ELB';
  readonly gracePeriod: number;
  readonly healthCheckPeriod: number;
  readonly neverHealthy: 'keep' | 'replace';
  readonly suspended: readonly ScalingProcess[];
}

/** What runs when the canary comes, how it takes over, and who watches. Times in seconds of the rollout's clock. */
export interface FleetPlan {
  readonly old: {
    readonly instances: number;
    readonly faults: readonly Fault[];
    /** Left out: the release of the canary, without its faults. */
    readonly release?: Release;
  };
  readonly rollout: RolloutPolicy;
  readonly group: GroupPlan;
  /** How long both fleets are looked at after the verdict. */
  readonly bake: number;
  /** How many of the canary instances that are launched have the scenario's faults; the first ones, or all (infinite). */
  readonly faulty: number;
  /** Longest time that requests to a deregistered instance may still take; 0: they are cut. */
  readonly draining: number;
  readonly slowStart: number;
  /** Users' requests a wall second. */
  readonly usersPerSecond: number;
}

/**
 * What holds of a rollout beside an old fleet unless it is said otherwise. Terraform's provider waits for connections and
 * spares young instances for so long; AWS: reference section 1.8.
 */
export const FLEET_DEFAULTS = {
  rollout: { policy: 'capacity-wait' },
  group: { healthCheckType: 'ELB', gracePeriod: 300, healthCheckPeriod: HEALTH_CHECK_PERIOD, neverHealthy: 'keep', suspended: [] },
  bake: 0,
  faulty: Number.POSITIVE_INFINITY,
  draining: 300,
  slowStart: 0,
  usersPerSecond: 5,
} as const satisfies Omit<FleetPlan, 'old'>;

/** What became of the old fleet. */
export type OldFleetEnd = 'untouched' | 'gone' | 'changed';
