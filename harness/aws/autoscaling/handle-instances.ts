import type { Activity } from '@aws-sdk/client-auto-scaling';
import type { Activity as FleetActivity } from '../../fleet/activities.js';
import type { Ec2Instance } from '../ec2-instance.js';
import { changeableGroup, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { describeActivity } from './describe-activity.js';
import { describeInstanceDetails } from './describe-group.js';
import { invalid, oneOf, orInvalid } from './invalid.js';
import type { ManagedGroup } from './managed-group.js';
import { paged } from './paging.js';

/** AWS: DescribeAutoScalingInstances. */
const PAGE = { standard: 50, most: 50 };

/** AWS: SetInstanceHealth. */
const HEALTH_STATUSES = ['Healthy', 'Unhealthy'] as const;

/** Instances of groups. AWS: EC2 Auto Scaling API. */
export const instanceHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  DescribeAutoScalingInstances: ({ InstanceIds: ids = [], ...page }) => {
    const all = service.groups.list().flatMap((group) => group.fleet.describe().instances.map((member) => ({ group, member })));
    const asked = ids.length === 0 ? all : all.filter(({ member }) => ids.includes(member.id));
    const { items, NextToken } = paged(service, asked, page, PAGE);
    return { AutoScalingInstances: items.map(({ group, member }) => describeInstanceDetails(group, member)), NextToken };
  },

  SetInstanceHealth: ({ InstanceId: id, HealthStatus: status, ShouldRespectGracePeriod }) => {
    const health = oneOf('HealthStatus', HEALTH_STATUSES, status);
    const group = groupOf(service, id);
    orInvalid(() => group.fleet.setInstanceHealth(id, health, { respectGracePeriod: ShouldRespectGracePeriod ?? true }));
    return {};
  },

  SetInstanceProtection: ({ AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn }) => {
    const { fleet } = changeableGroup(service, AutoScalingGroupName);
    orInvalid(() => fleet.requests.protect(InstanceIds, ProtectedFromScaleIn));
    return {};
  },

  TerminateInstanceInAutoScalingGroup: ({ InstanceId: id, InstanceIds: several = [], ShouldDecrementDesiredCapacity: decrement }) => {
    const ids = id ? [id, ...several] : several;
    const [first] = ids;
    if (first === undefined) throw invalid('InstanceId is required');
    const group = groupOf(service, first);
    const activities = orInvalid(() => group.fleet.requests.terminate(ids, { decrement }));
    const [Activity, ...rest] = activities.map((activity) => describeActivity(group, activity));
    return several.length === 0 ? { Activity } : { Activities: [...(Activity ? [Activity] : []), ...rest] };
  },

  EnterStandby: ({ AutoScalingGroupName, InstanceIds: ids = [], ShouldDecrementDesiredCapacity: decrement }) =>
    activitiesOf(service, AutoScalingGroupName, ({ fleet }) => fleet.requests.enterStandby(ids, { decrement })),

  ExitStandby: ({ AutoScalingGroupName, InstanceIds: ids = [] }) => activitiesOf(service, AutoScalingGroupName, ({ fleet }) => fleet.requests.exitStandby(ids)),

  DetachInstances: ({ AutoScalingGroupName, InstanceIds: ids = [], ShouldDecrementDesiredCapacity: decrement }) =>
    activitiesOf(service, AutoScalingGroupName, ({ fleet }) => fleet.requests.detach(ids, { decrement })),

  AttachInstances: ({ AutoScalingGroupName, InstanceIds: ids = [] }) => {
    activitiesOf(service, AutoScalingGroupName, (group) => {
      const instances = ids.map((id) => attachable(service, group, id));
      return group.fleet.requests.attach(instances.map((instance) => group.fleetInstance(instance)));
    });
    return {};
  },
});

/** Carries out a request on instances of a group. @throws QueryError ValidationError with the words of who refused it */
function activitiesOf(service: AutoScalingService, name: string, request: (group: ManagedGroup) => FleetActivity[]): { Activities: Activity[] } {
  const group = changeableGroup(service, name);
  return { Activities: orInvalid(() => request(group)).map((activity) => describeActivity(group, activity)) };
}

/** @throws QueryError ValidationError for an instance that cannot join a group. AWS: Attach EC2 instances to your group. */
function attachable({ core, groups }: AutoScalingService, { placement }: ManagedGroup, id: string): Ec2Instance {
  const instance = core.instances.find(id);
  if (!instance) throw invalid(`Invalid Instance ID(s): [${id}] specified`);
  const owner = groups.owning(id);
  if (owner) throw invalid(`The Instance: ${id} is already part of AutoScalingGroup:${owner.name}`);
  if (instance.state !== 'running') throw invalid(`Instance ${id} is not in correct state. Instance(s) must be in 'running' state.`);
  const { availabilityZone } = instance.spec;
  if (placement.zones.includes(availabilityZone)) return instance;
  throw invalid(`The availability zone ${availabilityZone} of instance ${id} is not one of the AutoScalingGroup's: ${placement.zones.join(', ')}`);
}

/** @throws QueryError ValidationError for an instance that is in no group */
function groupOf(service: AutoScalingService, id: string): ManagedGroup {
  const group = service.groups.owning(id);
  if (!group) throw invalid(`Instance Id not found - No managed instance found for instance ID ${id}`);
  return changeableGroup(service, group.name);
}
