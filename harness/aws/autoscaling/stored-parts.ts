import type { LifecycleHook, ScalingPolicy, ScheduledUpdateGroupAction } from '@aws-sdk/client-auto-scaling';
import type { Validated } from '../wire/types.js';

/** As DescribePolicies has it, less what follows from the group. */
export type StoredPolicy = Validated<ScalingPolicy> & { readonly PolicyName: string };

/** As DescribeScheduledActions has it. */
export type StoredAction = Validated<ScheduledUpdateGroupAction> & { readonly ScheduledActionName: string };

/** As DescribeLifecycleHooks has it. */
export type StoredHook = Validated<LifecycleHook> & {
  readonly LifecycleHookName: string;
  readonly LifecycleTransition: string;
  readonly HeartbeatTimeout: number;
  readonly DefaultResult: string;
};

/** Hooks of one group by their names. */
export type StoredHooks = ReadonlyMap<string, StoredHook>;

/** What a group is told and only remembers, and reads back. */
export class StoredParts {
  readonly policies = new Map<string, StoredPolicy>();
  readonly scheduledActions = new Map<string, StoredAction>();
  /** Types of notifications by the ARN of their topic. */
  readonly notifications = new Map<string, ReadonlySet<string>>();
  readonly metrics = new Set<string>();
  /** What of them is carried out, the fleet knows, too. */
  hooks: StoredHooks = new Map();
  /** Second of the clock at which a simple scaling policy last changed the capacity. */
  scaledAt: number | undefined;
}
