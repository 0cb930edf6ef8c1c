/** What a lifecycle hook waits at. AWS: LifecycleTransition. */
export type HookTransition = 'launching' | 'terminating';

/** How a lifecycle action ends. AWS: LifecycleActionResult. */
export type HookResult = 'CONTINUE' | 'ABANDON';

/** A lifecycle hook as a group carries it out. Times in seconds of the group's clock. AWS: PutLifecycleHook. */
export interface LifecycleHook {
  readonly name: string;
  readonly transition: HookTransition;
  /** 30 to 7200: how long an action may take without a heartbeat. */
  readonly heartbeatTimeout: number;
  /** How an action ends that nobody completed in time. */
  readonly defaultResult: HookResult;
}

/** Heartbeats keep an action waiting for at most 100 times its timeout, or two days. AWS: LifecycleHook, GlobalTimeout. */
export const globalTimeout = (heartbeatTimeout: number): number => Math.min(172_800, 100 * heartbeatTimeout);

/** What is wrong with hooks, a sentence each. AWS: PutLifecycleHook; quotas. */
export function hookFaults(hooks: readonly LifecycleHook[]): string[] {
  const faults = hooks
    .filter(({ heartbeatTimeout: seconds }) => !Number.isFinite(seconds) || seconds < 30 || seconds > 7200)
    .map(({ name, heartbeatTimeout }) => `lifecycle hook ${name}: expected a heartbeat timeout of 30 to 7200 seconds, found ${heartbeatTimeout}; give another one`);
  if (hooks.length > MOST_HOOKS) faults.push(`lifecycle hooks: expected at most ${MOST_HOOKS}, found ${hooks.length}; delete one first`);
  return faults;
}

/** AWS: Quotas for Auto Scaling resources and groups. */
const MOST_HOOKS = 50;
