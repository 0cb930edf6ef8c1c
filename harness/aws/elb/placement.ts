import { zonesOf } from '../place.js';
import type { ClassicPlacement } from './classic-balancer.js';
import { invalid, type ClassicService } from './classic-balancers.js';

export interface GivenPlacement {
  readonly zones?: readonly string[] | undefined;
  readonly subnets?: readonly string[] | undefined;
  readonly securityGroups?: readonly string[] | undefined;
}

/**
 * Where a balancer is to stand: in zones, whose default subnets it gets then, or in subnets; one of each zone.
 * @throws AWS's errors for what does not exist.
 */
export function readPlacement(service: ClassicService, { zones = [], subnets = [], securityGroups = [] }: GivenPlacement): ClassicPlacement {
  const { network } = service.core;
  if ((zones.length === 0) === (subnets.length === 0)) throw invalid('Either AvailabilityZones or Subnets must be specified');
  checkZones(service, zones);
  const at = zones.length > 0 ? zones.flatMap((zone) => network.subnetOfZone(zone) ?? []) : subnets.map((id) => subnetNamed(service, id));
  const taken = at.map(({ zone }) => zone);
  if (new Set(taken).size < taken.length) throw new service.sdk.InvalidConfigurationRequestException({ message: 'Only one subnet per Availability Zone may be specified', $metadata: {} });
  return { zones: taken, subnets: at.map(({ id }) => id), securityGroups: securityGroups.length > 0 ? securityGroups : [network.defaultSecurityGroupId] };
}

export function checkZones({ core }: ClassicService, zones: readonly string[]): void {
  const known = zonesOf(core.place);
  const unknown = zones.find((zone) => !known.includes(zone));
  if (unknown !== undefined) throw invalid(`Invalid Availability Zone: ${unknown}. This region has ${known.join(', ')}`);
}

export function subnetNamed({ core, sdk }: ClassicService, id: string) {
  const found = core.network.subnet(id);
  if (found) return found;
  throw new sdk.SubnetNotFoundException({ message: `The subnet ID '${id}' does not exist`, $metadata: {} });
}
