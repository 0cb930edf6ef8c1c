import { changeableGroup, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { filtered, tagFilter } from './group-filters.js';
import { describeTags, readTags, withTags, type GivenTag } from './group-tags.js';
import { invalid } from './invalid.js';
import type { ManagedGroup } from './managed-group.js';
import { paged } from './paging.js';

/** Tags of groups. AWS: EC2 Auto Scaling API. What runs already keeps the tags that it was launched with. */
export const tagHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  CreateOrUpdateTags: ({ Tags }) => {
    const changed = [...byGroup(service, Tags)].map(([group, given]) => ({ group, tags: withTags(group.tags, readTags(given)) }));
    for (const { group, tags } of changed) group.tags = tags;
    return {};
  },

  DeleteTags: ({ Tags }) => {
    for (const [group, given] of byGroup(service, Tags)) {
      group.tags = group.tags.filter((tag) => !given.some(({ Key, Value }) => Key === tag.key && (Value === undefined || Value === '' || Value === tag.value)));
    }
    return {};
  },

  DescribeTags: ({ Filters = [], ...page }) => {
    const all = service.groups.list().flatMap(({ name, tags }) => tags.map((tag) => ({ group: name, tag })));
    const { items, NextToken } = paged(service, filtered(all, Filters, 'auto-scaling-group, key, propagate-at-launch, value', tagFilter), page);
    return { Tags: items.flatMap(({ group, tag }) => describeTags(group, [tag])), NextToken };
  },
});

function byGroup(service: AutoScalingService, tags: readonly GivenTag[]): Map<ManagedGroup, GivenTag[]> {
  const groups = new Map<ManagedGroup, GivenTag[]>();
  for (const tag of tags) {
    if (!tag.ResourceId) throw invalid('Every tag must name its group as ResourceId');
    const group = changeableGroup(service, tag.ResourceId);
    groups.set(group, [...(groups.get(group) ?? []), tag]);
  }
  return groups;
}
