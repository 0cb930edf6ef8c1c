import { HOSTED_ZONE } from '../dns-name.js';
import type { RegionCore } from '../region-base.js';
import type { Balancer } from './balancer.js';
import { zonesAnswer } from './placement.js';

/** A load balancer in the API's form. */
export const balancerAnswer = ({ identity, placement, createdAt }: Balancer, core: RegionCore) => ({
  LoadBalancerArn: identity.arn,
  DNSName: identity.dnsName,
  CanonicalHostedZoneId: HOSTED_ZONE,
  CreatedTime: core.dateOf(createdAt),
  LoadBalancerName: identity.name,
  Scheme: identity.scheme,
  VpcId: identity.vpcId,
  State: { Code: 'active' as const },
  Type: identity.type,
  AvailabilityZones: zonesAnswer(placement.subnets),
  SecurityGroups: placement.securityGroups,
  IpAddressType: 'ipv4' as const,
});
