import type { RolloutRecord } from './rollout-record.js';

/** Ids of the instances of an old fleet; none where the canary is alone. Pure. */
export const oldInstances = (instances: RolloutRecord['instances']): ReadonlySet<string> =>
  new Set(instances.flatMap(({ id, side }) => (side === 'old' ? [id] : [])));
