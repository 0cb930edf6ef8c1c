import type { AutoScalingService } from './auto-scaling-service.js';
import type { ManagedGroup } from './managed-group.js';

/**
 * Refuses what honours a cooldown of so many seconds while the last executed policy is not older than that.
 * AWS: ExecutePolicy and SetDesiredCapacity, HonorCooldown.
 * @throws ScalingActivityInProgress
 */
export function checkCooldown({ core, sdk }: AutoScalingService, { name, stored }: ManagedGroup, seconds: number): void {
  if (stored.scaledAt === undefined || core.clock.now() >= stored.scaledAt + seconds) return;
  throw new sdk.ScalingActivityInProgressFault({ message: `AutoScalingGroup '${name}' is in its cooldown period`, $metadata: {} });
}
