import type { ManagedGroup } from './managed-group.js';

/** A group as the state page shows it. */
export function groupState(group: ManagedGroup): object {
  const { settings, release, instances, activities, refreshes } = group.fleet.describe();
  return {
    name: group.name,
    arn: group.arn,
    deleting: group.deleting,
    settings,
    options: group.options,
    source: group.source,
    release,
    zones: group.placement.zones,
    attachments: group.trafficSources,
    lifecycleHooks: [...group.stored.hooks.values()],
    instances,
    activities,
    refreshes,
  };
}
