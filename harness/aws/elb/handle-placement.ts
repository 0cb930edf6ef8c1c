import type { Subnet } from '../network.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import type { ClassicBalancer } from './classic-balancer.js';
import { balancerNamed, invalid, type ClassicService } from './classic-balancers.js';
import { checkZones, subnetNamed } from './placement.js';

/** Zones, subnets and security groups of a balancer. AWS: Classic API. */
export const placementHandlers = (service: ClassicService): Handlers<ServiceModules['elb']> => {
  const { network } = service.core;
  const add = ({ placement }: ClassicBalancer, subnets: readonly Subnet[]) => placedIn(placement.securityGroups, [...placement.subnets.map((id) => subnetNamed(service, id)), ...subnets]);
  const remove = ({ placement }: ClassicBalancer, ids: readonly string[]) => {
    const left = placement.subnets.filter((id) => !ids.includes(id)).map((id) => subnetNamed(service, id));
    if (left.length === 0) throw new service.sdk.InvalidConfigurationRequestException({ message: 'A load balancer must stay in at least one Availability Zone', $metadata: {} });
    return placedIn(placement.securityGroups, left);
  };
  return {
    EnableAvailabilityZonesForLoadBalancer: ({ LoadBalancerName, AvailabilityZones }) => {
      const balancer = balancerNamed(service, LoadBalancerName);
      checkZones(service, AvailabilityZones);
      balancer.placement = add(balancer, AvailabilityZones.flatMap((zone) => network.subnetOfZone(zone) ?? []));
      return { AvailabilityZones: balancer.placement.zones };
    },

    DisableAvailabilityZonesForLoadBalancer: ({ LoadBalancerName, AvailabilityZones }) => {
      const balancer = balancerNamed(service, LoadBalancerName);
      checkZones(service, AvailabilityZones);
      balancer.placement = remove(balancer, network.subnets.filter(({ zone }) => AvailabilityZones.includes(zone)).map(({ id }) => id));
      return { AvailabilityZones: balancer.placement.zones };
    },

    AttachLoadBalancerToSubnets: ({ LoadBalancerName, Subnets }) => {
      const balancer = balancerNamed(service, LoadBalancerName);
      balancer.placement = add(balancer, Subnets.map((id) => subnetNamed(service, id)));
      return { Subnets: balancer.placement.subnets };
    },

    DetachLoadBalancerFromSubnets: ({ LoadBalancerName, Subnets }) => {
      const balancer = balancerNamed(service, LoadBalancerName);
      balancer.placement = remove(balancer, Subnets);
      return { Subnets: balancer.placement.subnets };
    },

    ApplySecurityGroupsToLoadBalancer: ({ LoadBalancerName, SecurityGroups }) => {
      const balancer = balancerNamed(service, LoadBalancerName);
      if (SecurityGroups.length === 0) throw invalid('SecurityGroups cannot be empty');
      balancer.placement = { ...balancer.placement, securityGroups: SecurityGroups };
      return { SecurityGroups };
    },
  };
};

/** Each subnet once. */
function placedIn(securityGroups: readonly string[], subnets: readonly Subnet[]) {
  const unique = [...new Map(subnets.map((subnet) => [subnet.id, subnet])).values()];
  return { zones: unique.map(({ zone }) => zone), subnets: unique.map(({ id }) => id), securityGroups };
}
