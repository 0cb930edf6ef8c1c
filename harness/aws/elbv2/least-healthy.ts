import type { Attributes } from './attribute-rules.js';

const PREFIX = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';

/**
 * Of so many targets, how many must be healthy lest the unhealthy ones get requests as well: the count or the percentage,
 * whichever is missed first. Pure. AWS: TargetGroupAttribute; target group health.
 */
export function leastHealthy(attributes: Attributes, targets: number): number {
  const [count = '1', percentage = 'off'] = [attributes.get(`${PREFIX}.count`), attributes.get(`${PREFIX}.percentage`)];
  return Math.max(Number(count), percentage === 'off' ? 0 : Math.ceil((targets * Number(percentage)) / 100));
}
