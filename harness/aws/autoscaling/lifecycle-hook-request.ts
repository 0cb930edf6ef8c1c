import { globalTimeout, hookFaults, type HookResult, type HookTransition, type LifecycleHook } from '../../fleet/lifecycle-hooks.js';
import { invalid, oneOf } from './invalid.js';
import type { StoredHook, StoredHooks } from './stored-parts.js';

/** What a request says of one hook. */
export interface GivenHook {
  readonly LifecycleHookName: string;
  readonly LifecycleTransition?: string | undefined;
  readonly HeartbeatTimeout?: number | undefined;
  readonly DefaultResult?: string | undefined;
  readonly NotificationTargetARN?: string | undefined;
  readonly RoleARN?: string | undefined;
  readonly NotificationMetadata?: string | undefined;
}

/** AWS: DescribeLifecycleHookTypes. */
const TRANSITIONS: Readonly<Record<string, HookTransition>> = {
  'autoscaling:EC2_INSTANCE_LAUNCHING': 'launching',
  'autoscaling:EC2_INSTANCE_TERMINATING': 'terminating',
};
export const TRANSITION_TYPES = Object.keys(TRANSITIONS);

const RESULTS: readonly HookResult[] = ['CONTINUE', 'ABANDON'];

/** AWS: PutLifecycleHook, defaults. */
const HEARTBEAT_TIMEOUT = 3600;
const DEFAULT_RESULT: HookResult = 'ABANDON';

/**
 * Hooks of a group once a request has put one: what it leaves out stays, or is AWS's default. Pure. Nobody is notified.
 * AWS: PutLifecycleHook.
 * @throws QueryError ValidationError
 */
export function withHook(hooks: StoredHooks, group: string, given: GivenHook): StoredHooks {
  const { LifecycleHookName: name } = given;
  if (!/^[A-Za-z0-9\-_/]{1,255}$/.test(name)) throw invalid(`LifecycleHookName must have 1 to 255 letters, digits, hyphens, underscores and slashes, found '${name}'`);
  const before = hooks.get(name);
  const transition = given.LifecycleTransition || before?.LifecycleTransition;
  if (!transition) throw invalid('LifecycleTransition is required for a new lifecycle hook');
  if (!Object.hasOwn(TRANSITIONS, transition)) throw invalid(`Lifecycle transition '${transition}' is not valid. It must be one of ${TRANSITION_TYPES.join(', ')}`);
  const timeout = given.HeartbeatTimeout ?? before?.HeartbeatTimeout ?? HEARTBEAT_TIMEOUT;
  const hook: StoredHook = {
    ...before,
    AutoScalingGroupName: group,
    LifecycleHookName: name,
    LifecycleTransition: transition,
    HeartbeatTimeout: timeout,
    GlobalTimeout: globalTimeout(timeout),
    DefaultResult: readResult('DefaultResult', given.DefaultResult || before?.DefaultResult || DEFAULT_RESULT),
    ...stated(given),
  };
  const changed = new Map([...hooks, [name, hook]]);
  const [fault] = hookFaults(fleetHooks(changed));
  if (fault !== undefined) throw invalid(fault);
  return changed;
}

const stated = ({ NotificationTargetARN, RoleARN, NotificationMetadata }: GivenHook): Partial<StoredHook> =>
  Object.fromEntries(Object.entries({ NotificationTargetARN, RoleARN, NotificationMetadata }).filter(([, value]) => value !== undefined));

/** @throws QueryError ValidationError for a result that is none */
export const readResult = (member: string, given: string): HookResult => oneOf(member, RESULTS, given);

/** Hooks as the fleet carries them out. Pure. */
export const fleetHooks = (hooks: StoredHooks): LifecycleHook[] =>
  [...hooks.values()].map(({ LifecycleHookName: name, LifecycleTransition, HeartbeatTimeout: heartbeatTimeout, DefaultResult }) => ({
    name,
    transition: TRANSITIONS[LifecycleTransition] ?? 'launching',
    heartbeatTimeout,
    defaultResult: readResult('DefaultResult', DefaultResult),
  }));
