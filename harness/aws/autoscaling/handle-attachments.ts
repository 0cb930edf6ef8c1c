import { groupNamed, paged, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import type { ManagedGroup } from './managed-group.js';

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
});

const attached = ({ fleet, trafficSources }: ManagedGroup, wanted: string | undefined) => {
  const { attachments } = fleet.describe();
  return trafficSources.map(({ identifier, type }, index) => ({ identifier, type, state: attachments[index] ?? 'Adding' })).filter(({ type }) => wanted === undefined || type === wanted);
};
