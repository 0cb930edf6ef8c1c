import { RefreshRefused } from '../../fleet/refresh-state.js';
import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { describeRefresh, refreshId } from './describe-refresh.js';
import { orInvalid } from './invalid.js';
import type { ManagedGroup } from './managed-group.js';
import { paged } from './paging.js';
import { readRefreshRequest } from './refresh-request.js';

/** Instance refreshes. AWS: EC2 Auto Scaling API. */
export const refreshHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  StartInstanceRefresh: (given) => {
    const group = changeableGroup(service, given.AutoScalingGroupName);
    const request = readRefreshRequest(service, group.source, given);
    return { InstanceRefreshId: refreshId(group, orRefused(service, group, () => group.refreshes.start(request))) };
  },

  DescribeInstanceRefreshes: ({ AutoScalingGroupName, InstanceRefreshIds: ids = [], ...page }) => {
    const group = groupNamed(service, AutoScalingGroupName);
    const { refreshes } = group.fleet.describe();
    const asked = ids.length === 0 ? refreshes : refreshes.filter((refresh) => ids.includes(refreshId(group, refresh)));
    const { items, NextToken } = paged(service, asked, page);
    return { InstanceRefreshes: items.map((refresh) => describeRefresh(group, refresh)), NextToken };
  },

  CancelInstanceRefresh: ({ AutoScalingGroupName }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    orRefused(service, group, () => group.fleet.cancelRefresh());
    return idOfLatest(group);
  },

  RollbackInstanceRefresh: ({ AutoScalingGroupName }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    orRefused(service, group, () => group.refreshes.rollBack());
    return idOfLatest(group);
  },
});

function idOfLatest(group: ManagedGroup): { InstanceRefreshId?: string } {
  const { refresh } = group.fleet.describe();
  return refresh ? { InstanceRefreshId: refreshId(group, refresh) } : {};
}

/** What a group refuses, as AWS does. @throws the SDK's own exceptions, or ValidationError */
function orRefused<T>({ sdk }: AutoScalingService, { name }: ManagedGroup, work: () => T): T {
  try {
    return orInvalid(work, RefreshRefused);
  } catch (error) {
    if (!(error instanceof RefreshRefused)) throw error;
    switch (error.code) {
      case 'InstanceRefreshInProgress':
        throw new sdk.InstanceRefreshInProgressFault({ message: 'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.', $metadata: {} });
      case 'ActiveInstanceRefreshNotFound':
        throw new sdk.ActiveInstanceRefreshNotFoundFault({ message: `No in progress or pending Instance Refresh found for Auto Scaling group ${name}`, $metadata: {} });
      case 'IrreversibleInstanceRefresh':
        throw new sdk.IrreversibleInstanceRefreshFault({ message: `The instance refresh of Auto Scaling group ${name} cannot be rolled back: it has no desired configuration, a version of a launch template is $Latest or $Default, or it is no longer replacing instances.`, $metadata: {} });
    }
  }
}
