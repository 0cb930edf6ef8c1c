import { changeableGroup, paged, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { describeInstanceDetails } from './describe-group.js';
import { invalid, orInvalid } from './invalid.js';
import type { ManagedGroup } from './managed-group.js';

/** AWS: DescribeAutoScalingInstances. */
const PAGE = { standard: 50, most: 50 };

/** Instances of groups. AWS: EC2 Auto Scaling API. */
export const instanceHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  DescribeAutoScalingInstances: ({ InstanceIds: ids = [], ...page }) => {
    const all = service.groups.list().flatMap((group) => group.fleet.describe().instances.map((member) => ({ group, member })));
    const asked = ids.length === 0 ? all : all.filter(({ member }) => ids.includes(member.id));
    const { items, NextToken } = paged(service, asked, page, PAGE);
    return { AutoScalingInstances: items.map(({ group, member }) => describeInstanceDetails(group, member)), NextToken };
  },

  SetInstanceHealth: ({ InstanceId: id, HealthStatus: status, ShouldRespectGracePeriod }) => {
    if (status !== 'Unhealthy') throw invalid(`Instance health status '${status}' is not valid. It must be Healthy or Unhealthy`);
    const group = groupOf(service, id);
    orInvalid(() => group.fleet.setInstanceHealth(id, status, { respectGracePeriod: ShouldRespectGracePeriod ?? true }));
    return {};
  },
});

/** @throws QueryError ValidationError for an instance that is in no group */
function groupOf(service: AutoScalingService, id: string): ManagedGroup {
  const group = service.groups.owning(id);
  if (!group) throw invalid(`Instance Id not found - No managed instance found for instance ID ${id}`);
  return changeableGroup(service, group.name);
}
