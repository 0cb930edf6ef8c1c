import { ConfigError } from '../model/errors.js';
import type { GroupSettings } from './group-settings.js';
import type { GroupInstance, GroupState, LifecycleState } from './group-state.js';

/* What of a request is refused, in AWS's words, since AWS models no errors of their own for these requests. All of it is pure. */

/**
 * The instances that a request names, once all of them are where it may find them.
 * @throws ConfigError
 */
export function membersIn(state: GroupState, group: string, ids: readonly string[], allowed: readonly LifecycleState[]): GroupInstance[] {
  return [...new Set(ids)].map((id) => {
    const found = state.instances.find((instance) => instance.id === id);
    if (!found) throw new ConfigError(`The instance ${id} is not part of Auto Scaling group ${group}.`);
    if (!allowed.includes(found.lifecycle)) throw new ConfigError(`The instance ${id} is not in ${allowed.join(' or ')}.`);
    return found;
  });
}

export type SizeWish = 'attach' | 'detach' | 'place into standby' | 'move out of standby';

/**
 * The desired capacity once so many instances more, or fewer, belong to it.
 * @throws ConfigError when it would leave the group's bounds
 */
export function resizedBy(change: number, { name, minSize, maxSize, desiredCapacity }: GroupSettings, wish: SizeWish): number {
  const desired = desiredCapacity + change;
  if (desired >= minSize && desired <= maxSize) return desired;
  const count = Math.abs(change);
  throw new ConfigError(
    `AutoScalingGroup ${name} has min-size=${minSize}, max-size=${maxSize}, and desired-size=${desiredCapacity}. ` +
      `To ${wish} ${count} ${count === 1 ? 'instance' : 'instances'}, please update the AutoScalingGroup sizes appropriately.`,
  );
}

/** The desired capacity once so many instances are terminated. @throws ConfigError when they may not go without others in their place */
export function decremented(count: number, { minSize, desiredCapacity }: GroupSettings): number {
  if (desiredCapacity - count >= minSize) return desiredCapacity - count;
  throw new ConfigError(
    `Currently, desiredSize equals minSize (${minSize}). Terminating instance without replacement will violate group's min size constraint. ` +
      "Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
  );
}
