import { hasEnded } from '../../fleet/activities.js';
import { isPresent, isStandby } from '../../fleet/group-state.js';
import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { createGroup } from './create-group.js';
import { describeGroup } from './describe-group.js';
import { filtered, groupFilter } from './group-filters.js';
import { changedOptions } from './group-options.js';
import { readPlacement } from './group-placement.js';
import { changedSizes, checkDesired } from './group-sizes.js';
import { invalid } from './invalid.js';
import { readSource } from './launch-source.js';
import type { ManagedGroup } from './managed-group.js';
import { paged } from './paging.js';
import { checkCooldown } from './scaling-cooldown.js';

const REFRESHED = 'An active instance refresh with a desired configuration exists. All configuration options derived from the desired configuration are not available for update while the instance refresh is active.';
const WITH_INSTANCES = 'You cannot delete an AutoScalingGroup while there are instances or pending spot instance request(s) still in the group.';
const WITH_ACTIVITIES = 'You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.';

/** Groups themselves. AWS: EC2 Auto Scaling API; rule 37. */
export const groupHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  CreateAutoScalingGroup: (given) => {
    createGroup(service, given);
    return {};
  },

  DescribeAutoScalingGroups: ({ AutoScalingGroupNames: names = [], Filters = [], IncludeInstances = true, ...page }) => {
    const asked = service.groups.list().filter(({ name }) => names.length === 0 || names.includes(name));
    const { items, NextToken } = paged(service, filtered(asked, Filters, 'tag-key, tag-value, tag:<key>', groupFilter), page);
    const described = items.map((group) => describeGroup(groupNamed(service, group.name)));
    return { AutoScalingGroups: IncludeInstances ? described : described.map(({ Instances: _, ...group }) => group), NextToken };
  },

  UpdateAutoScalingGroup: (given) => {
    const group = changeableGroup(service, given.AutoScalingGroupName);
    const source = readSource(service, given);
    const options = changedOptions(group.options, given);
    const sizes = changedSizes(group.sizes, given);
    const placement = readPlacement(service.core, given);
    if (source && group.refreshes.activeToDesired) throw invalid(REFRESHED);
    if (placement) group.placement = placement;
    if (source) group.updateSource(source);
    group.change(options, sizes);
    return {};
  },

  SetDesiredCapacity: ({ AutoScalingGroupName, DesiredCapacity, HonorCooldown = false }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    checkDesired(DesiredCapacity, group.sizes);
    if (HonorCooldown) checkCooldown(service, group, group.options.DefaultCooldown);
    group.change(group.options, { ...group.sizes, desiredCapacity: DesiredCapacity }, { request: 'set' });
    return {};
  },

  DeleteAutoScalingGroup: ({ AutoScalingGroupName, ForceDelete }) => {
    const group = groupNamed(service, AutoScalingGroupName);
    if (!group.deleting) checkDeletable(service, group, ForceDelete ?? false);
    service.groups.delete(group);
    return {};
  },
});

/** @throws ResourceInUse, ScalingActivityInProgress, or ValidationError where the group's DeletionProtection forbids it. */
function checkDeletable({ sdk }: AutoScalingService, { name, options, fleet }: ManagedGroup, force: boolean): void {
  const { DeletionProtection: protection } = options;
  if (protection === 'prevent-all-deletion' || (force && protection === 'prevent-force-deletion')) {
    throw invalid(`AutoScalingGroup '${name}' cannot be deleted because its DeletionProtection is ${protection}`);
  }
  if (force) return;
  const { instances, activities } = fleet.describe();
  if (instances.some((instance) => isPresent(instance) || isStandby(instance))) throw new sdk.ResourceInUseFault({ message: WITH_INSTANCES, $metadata: {} });
  if (instances.length > 0 || activities.some((activity) => !hasEnded(activity))) throw new sdk.ScalingActivityInProgressFault({ message: WITH_ACTIVITIES, $metadata: {} });
}
