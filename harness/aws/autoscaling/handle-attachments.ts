import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { invalid, orInvalid } from './invalid.js';
import type { AttachedSource, ManagedGroup } from './managed-group.js';
import { paged } from './paging.js';
import { sourceName, sourcesNamed, trafficSource, type GivenSources } from './traffic-sources.js';

/** AWS: MaxRecords of these operations. */
const PAGE = { standard: 100, most: 100 };
const SOURCES_PAGE = { standard: 50, most: 50 };

/** Balancers of groups. AWS: EC2 Auto Scaling API; rules 26 and 30. */
export const attachmentHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  DescribeLoadBalancers: ({ AutoScalingGroupName, ...page }) => {
    const { items, NextToken } = paged(service, attached(groupNamed(service, AutoScalingGroupName), 'elb'), page, PAGE);
    return { LoadBalancers: items.map(({ identifier, state }) => ({ LoadBalancerName: identifier, State: state })), NextToken };
  },

  DescribeLoadBalancerTargetGroups: ({ AutoScalingGroupName, ...page }) => {
    const { items, NextToken } = paged(service, attached(groupNamed(service, AutoScalingGroupName), 'elbv2'), page, PAGE);
    return { LoadBalancerTargetGroups: items.map(({ identifier, state }) => ({ LoadBalancerTargetGroupARN: identifier, State: state })), NextToken };
  },

  DescribeTrafficSources: ({ AutoScalingGroupName, TrafficSourceType, ...page }) => {
    const { items, NextToken } = paged(service, attached(groupNamed(service, AutoScalingGroupName), TrafficSourceType || undefined), page, SOURCES_PAGE);
    return { TrafficSources: items.map(({ identifier, type, state }) => ({ TrafficSource: identifier, Identifier: identifier, Type: type, State: state })), NextToken };
  },

  AttachLoadBalancers: (given) => attach(service, given),
  AttachLoadBalancerTargetGroups: (given) => attach(service, given),
  AttachTrafficSources: (given) => attach(service, given),
  DetachLoadBalancers: (given) => detach(service, given),
  DetachLoadBalancerTargetGroups: (given) => detach(service, given),
  DetachTrafficSources: (given) => detach(service, given),
});

type Given = GivenSources & { readonly AutoScalingGroupName: string };

function attach(service: AutoScalingService, given: Given): Record<string, never> {
  const group = changeableGroup(service, given.AutoScalingGroupName);
  const sources = atOnce(sourcesNamed(given)).map((source) => trafficSource(service.attachments, source));
  orInvalid(() => sources.forEach((source) => group.fleet.attachBalancer(sourceName(source), source.balancer)));
  return {};
}

function detach(service: AutoScalingService, given: Given): Record<string, never> {
  const group = changeableGroup(service, given.AutoScalingGroupName);
  const sources = atOnce(sourcesNamed(given));
  const names = new Set(group.trafficSources.map(sourceName));
  const stray = sources.find((source) => !names.has(sourceName(source)));
  if (stray) throw invalid(`Trying to remove ${stray.type === 'elb' ? 'Load Balancers' : 'Target Groups'} that are not part of the group`);
  for (const source of sources) group.fleet.detachBalancer(sourceName(source));
  return {};
}

/** AWS: AttachLoadBalancers and its like. */
const MOST_AT_ONCE = 10;

function atOnce<T>(sources: readonly T[]): readonly T[] {
  if (sources.length <= MOST_AT_ONCE) return sources;
  throw invalid(`Trying to update too many Load Balancers/Target Groups at once. The limit is ${MOST_AT_ONCE}`);
}

const attached = ({ trafficSources }: ManagedGroup, wanted: string | undefined): AttachedSource[] =>
  trafficSources.filter(({ type }) => wanted === undefined || type === wanted);
