import type { Network, Subnet } from '../network.js';
import { invalid, Refusal } from './refusal.js';
import type { BalancerType } from './v2-types.js';

/** Subnets as a request names them: by their ids, or with more of each. */
export interface GivenSubnets {
  readonly Subnets?: readonly string[] | undefined;
  readonly SubnetMappings?: readonly { readonly SubnetId?: string | undefined }[] | undefined;
}

/**
 * The subnets of a load balancer: at most one of each zone, and of two zones at least for an application balancer. Pure.
 * AWS: CreateLoadBalancer, Subnets and SubnetMappings.
 * @throws Refusal
 */
export function readSubnets(network: Network, type: BalancerType, { Subnets = [], SubnetMappings = [] }: GivenSubnets): Subnet[] {
  if (Subnets.length > 0 && SubnetMappings.length > 0) throw invalid('Either subnets or subnet mappings must be specified, not both');
  const ids = Subnets.length > 0 ? Subnets : SubnetMappings.map(({ SubnetId = '' }) => SubnetId);
  if (ids.length === 0) throw invalid('Either subnets or subnet mappings must be specified');
  const subnets = ids.map((id) => {
    const found = network.subnet(id);
    if (found) return found;
    throw new Refusal('SubnetNotFound', `The subnet ID '${id}' does not exist`);
  });
  const zones = new Set(subnets.map(({ zone }) => zone));
  if (zones.size < subnets.length) throw new Refusal('InvalidConfigurationRequest', 'A load balancer cannot be attached to multiple subnets in the same Availability Zone');
  if (type === 'application' && zones.size < 2) throw invalid('At least two subnets in two different Availability Zones must be specified');
  return subnets;
}

/** The subnets in the API's form. */
export const zonesAnswer = (subnets: readonly Subnet[]) => subnets.map(({ zone, id }) => ({ ZoneName: zone, SubnetId: id, LoadBalancerAddresses: [] }));

/** Network and subnets have no IPv6 addresses here. @throws Refusal InvalidSubnet for all but `ipv4` */
export function checkAddressType(type: string | undefined): void {
  if (!type || type === 'ipv4') return;
  throw new Refusal('InvalidSubnet', `You must specify subnets with an associated IPv6 CIDR block for the IP address type '${type}'.`);
}
