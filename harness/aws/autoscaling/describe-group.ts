import type { AutoScalingGroup, AutoScalingInstanceDetails, Instance, LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import type { GroupInstance } from '../../fleet/group-state.js';
import { zoneIdOf } from '../ec2/zone-ids.js';
import { describeTags } from './group-tags.js';
import type { LaunchSource } from './launch-source.js';
import type { ManagedGroup } from './managed-group.js';
import { readReleaseName } from './release-names.js';
import type { StoredParts } from './stored-parts.js';

/** AWS: EnabledMetric, which has but one granularity. */
export const GRANULARITY = '1Minute';

/** A group as DescribeAutoScalingGroups has it; what it does not have is left out. */
export function describeGroup(group: ManagedGroup): AutoScalingGroup {
  const { ground, sizes, options, placement, trafficSources, stored } = group;
  const { core } = ground;
  const identifiers = (type: 'elb' | 'elbv2'): string[] => trafficSources.filter((source) => source.type === type).map(({ identifier }) => identifier);
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...describeSource(group.source),
    MinSize: sizes.minSize,
    MaxSize: sizes.maxSize,
    DesiredCapacity: sizes.desiredCapacity,
    ...(options as Partial<AutoScalingGroup> & Pick<AutoScalingGroup, 'DefaultCooldown' | 'HealthCheckType'>),
    AvailabilityZones: [...placement.zones],
    VPCZoneIdentifier: placement.vpcZoneIdentifier,
    LoadBalancerNames: identifiers('elb'),
    TargetGroupARNs: identifiers('elbv2'),
    TrafficSources: trafficSources.map(({ identifier, type }) => ({ Identifier: identifier, Type: type })),
    Instances: group.fleet.describe().instances.map((instance) => describeInstance(group, instance)),
    CreatedTime: core.dateOf(group.createdAt),
    SuspendedProcesses: [...group.suspendedAt].map(([ProcessName, at]) => ({ ProcessName, SuspensionReason: `User suspended at ${wholeSeconds(core.dateOf(at))}` })),
    EnabledMetrics: enabledMetrics(stored),
    Tags: describeTags(group.name, group.tags),
    Status: group.deleting ? 'Delete in progress' : undefined,
  };
}

function describeSource(source: LaunchSource): Pick<AutoScalingGroup, 'LaunchConfigurationName' | 'LaunchTemplate' | 'MixedInstancesPolicy'> {
  if (source.kind === 'configuration') return { LaunchConfigurationName: source.name };
  const { id, name, version, mixed } = source;
  const specification = { LaunchTemplateId: id, LaunchTemplateName: name, Version: version };
  if (!mixed) return { LaunchTemplate: specification };
  const { LaunchTemplate: template, InstancesDistribution: distribution } = mixed as NonNullable<AutoScalingGroup['MixedInstancesPolicy']>;
  return {
    MixedInstancesPolicy: {
      LaunchTemplate: { ...template, LaunchTemplateSpecification: specification, Overrides: template?.Overrides ?? [] },
      InstancesDistribution: { ...DISTRIBUTION, ...distribution },
    },
  };
}

/** AWS: InstancesDistribution, defaults. */
const DISTRIBUTION = { OnDemandAllocationStrategy: 'prioritized', OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 100, SpotAllocationStrategy: 'lowest-price' };

const enabledMetrics = ({ metrics }: StoredParts) => [...metrics].map((Metric) => ({ Metric, Granularity: GRANULARITY }));

const wholeSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** One instance as a group's list has it. */
function describeInstance(group: ManagedGroup, member: GroupInstance): Instance {
  const { core } = group.ground;
  const { zone } = group.placeOf(member.id);
  const spec = core.instances.find(member.id)?.spec;
  return {
    InstanceId: member.id,
    InstanceType: spec?.instanceType,
    AvailabilityZone: zone,
    AvailabilityZoneId: zoneIdOf(core.place, zone),
    LifecycleState: member.lifecycle,
    HealthStatus: member.healthStatus,
    ...launchedFrom(group, member),
    ImageId: spec?.imageId,
    ProtectedFromScaleIn: member.protectedFromScaleIn,
  };
}

/** What an instance was launched from; nothing for one that another had launched. */
function launchedFrom({ ground }: ManagedGroup, { id, release }: GroupInstance): { LaunchConfigurationName?: string; LaunchTemplate?: LaunchTemplateSpecification } {
  if (release === '') return {};
  const from = readReleaseName(release);
  if (from.kind === 'configuration') return { LaunchConfigurationName: from.name };
  const version = ground.core.instances.find(id)?.spec.launchTemplate?.version ?? from.version;
  const name = ground.templates.find({ id: from.id })?.name;
  return { LaunchTemplate: { LaunchTemplateId: from.id, ...(name === undefined ? {} : { LaunchTemplateName: name }), Version: version } };
}

/** One instance as DescribeAutoScalingInstances has it. Its health is in capitals there. */
export function describeInstanceDetails(group: ManagedGroup, member: GroupInstance): AutoScalingInstanceDetails {
  const described = describeInstance(group, member);
  return { ...described, AutoScalingGroupName: group.name, HealthStatus: member.healthStatus.toUpperCase() };
}
