import { groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { describeActivities } from './describe-activity.js';
import { paged } from './paging.js';

/** AWS: DescribeScalingActivities. */
const PAGE = { standard: 100, most: 100 };

/** What groups did. AWS: EC2 Auto Scaling API; rule 33. */
export const activityHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  DescribeScalingActivities: ({ AutoScalingGroupName: name, ActivityIds: ids = [], IncludeDeletedGroups = false, ...page }) => {
    const { groups } = service;
    const deleted = IncludeDeletedGroups ? groups.deleted.filter((group) => !name || group.name === name) : [];
    const live = name && deleted.length > 0 && !groups.named(name) ? [] : name ? [groupNamed(service, name)] : groups.list();
    const all = [
      ...live.flatMap(describeActivities),
      ...deleted.flatMap(({ activities }) => activities.map((activity) => ({ ...activity, AutoScalingGroupState: 'deleted' }))),
    ];
    const asked = ids.length === 0 ? all : all.filter(({ ActivityId = '' }) => ids.includes(ActivityId));
    const { items, NextToken } = paged(service, asked, page, PAGE);
    return { Activities: items, NextToken };
  },
});
