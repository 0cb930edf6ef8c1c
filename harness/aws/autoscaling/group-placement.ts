import type { Network, Subnet } from '../network.js';
import type { Place } from '../place.js';
import { zoneIdOf } from '../ec2/zone-ids.js';
import { invalid } from './invalid.js';

/** Where a group launches: never nowhere. */
export interface GroupPlacement {
  /** Subnets to launch into. */
  readonly subnets: readonly Subnet[];
  /** In the order in which they were given. */
  readonly zones: readonly string[];
  /** Present only when subnets were given. AWS: VPCZoneIdentifier. */
  readonly vpcZoneIdentifier?: string;
}

interface GivenPlacement {
  readonly AvailabilityZones?: readonly string[] | undefined;
  readonly AvailabilityZoneIds?: readonly string[] | undefined;
  readonly VPCZoneIdentifier?: string | undefined;
}

/**
 * Subnets and zones that a request names: zones alone mean the default VPC's subnets. Undefined when it names none.
 * AWS: CreateAutoScalingGroup.
 * @throws QueryError ValidationError for those that do not exist, or do not belong together.
 */
export function readPlacement({ network, place }: { readonly network: Network; readonly place: Place }, given: GivenPlacement): GroupPlacement | undefined {
  const zones = zonesGiven(network, place, given);
  const ids = (given.VPCZoneIdentifier ?? '').split(',').map((id) => id.trim()).filter(Boolean);
  if (ids.length === 0) return zones.length === 0 ? undefined : { zones, subnets: zones.flatMap((zone) => network.subnetOfZone(zone) ?? []) };
  const subnets = [...new Set(ids)].map((id) => network.subnet(id) ?? missing(id));
  const own = [...new Set(subnets.map(({ zone }) => zone))];
  const matches = zones.length === 0 || (zones.every((zone) => own.includes(zone)) && own.every((zone) => zones.includes(zone)));
  if (!matches) throw invalid('The availability zones of the specified subnets and the AutoScalingGroup do not match');
  return { subnets, zones: own, vpcZoneIdentifier: ids.join(',') };
}

function zonesGiven(network: Network, place: Place, { AvailabilityZones = [], AvailabilityZoneIds = [] }: GivenPlacement): string[] {
  const byId = AvailabilityZoneIds.map((id) => network.subnets.find(({ zone }) => zoneIdOf(place, zone) === id)?.zone ?? id);
  const zones = [...new Set([...AvailabilityZones, ...byId].filter(Boolean))];
  const unknown = zones.filter((zone) => !network.subnetOfZone(zone));
  if (unknown.length > 0) throw invalid(`Invalid availability zones: [${unknown.join(', ')}]`);
  return zones;
}

function missing(id: string): never {
  throw invalid(`The subnet ID '${id}' does not exist`);
}

/**
 * The subnet for the next launch: of the zone with the fewest instances, and there the one with the fewest; the first of
 * equals. Pure. AWS: Auto Scaling benefits for application architecture, instance distribution.
 * @param taken the subnet of each instance that the group has
 */
export function nextSubnet(subnets: readonly Subnet[], taken: readonly Subnet[]): Subnet | undefined {
  const inZone = ({ zone }: Subnet): number => taken.filter((one) => one.zone === zone).length;
  const inSubnet = ({ id }: Subnet): number => taken.filter((one) => one.id === id).length;
  return [...subnets].sort((a, b) => inZone(a) - inZone(b) || inSubnet(a) - inSubnet(b))[0];
}
