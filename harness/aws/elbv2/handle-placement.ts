import { checkAddressType, readSubnets, zonesAnswer } from './placement.js';
import { invalid, Refusal } from './refusal.js';
import type { Part } from './v2-types.js';

/** Where load balancers stand. AWS: Elastic Load Balancing v2 API. */
export const placementHandlers: Part = (store) => ({
  SetSubnets: (given) => {
    const balancer = store.balancer(given.LoadBalancerArn);
    checkAddressType(given.IpAddressType);
    const subnets = readSubnets(store.core.network, balancer.identity.type, given);
    const missing = balancer.placement.subnets.find(({ zone }) => !subnets.some((subnet) => subnet.zone === zone));
    if (balancer.identity.type === 'network' && missing) {
      throw new Refusal('InvalidConfigurationRequest', `You cannot remove the subnet of Availability Zone '${missing.zone}' from a network load balancer`);
    }
    balancer.placement = { ...balancer.placement, subnets };
    return { AvailabilityZones: zonesAnswer(subnets), IpAddressType: 'ipv4' };
  },

  SetSecurityGroups: ({ LoadBalancerArn, SecurityGroups }) => {
    const balancer = store.balancer(LoadBalancerArn);
    if (SecurityGroups.length === 0) throw invalid('At least one security group must be specified');
    if (balancer.identity.type === 'network' && balancer.placement.securityGroups.length === 0) {
      throw new Refusal('InvalidConfigurationRequest', 'Security groups cannot be added to a network load balancer that was created without any');
    }
    balancer.placement = { ...balancer.placement, securityGroups: SecurityGroups };
    return { SecurityGroupIds: SecurityGroups };
  },

  SetIpAddressType: ({ LoadBalancerArn, IpAddressType }) => {
    store.balancer(LoadBalancerArn);
    checkAddressType(IpAddressType);
    return { IpAddressType: 'ipv4' };
  },

  /** Nothing is reserved here, and nothing needs to be. */
  DescribeCapacityReservation: ({ LoadBalancerArn }) => {
    store.balancer(LoadBalancerArn);
    return { CapacityReservationState: [] };
  },
});
