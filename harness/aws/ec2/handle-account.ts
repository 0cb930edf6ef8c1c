import { zonesOf } from '../place.js';
import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { zoneIdOf } from './zone-ids.js';

/** The region and the account. AWS: EC2 API. */
export const accountHandlers = ({ core }: Ec2Service): Ec2Handlers => ({
  DescribeAvailabilityZones: ({ ZoneNames = [], ZoneIds = [], Filters }) => {
    const { place } = core;
    const idOf = (zone: string): string => zoneIdOf(place, zone);
    const zones = zonesOf(place);
    const unknown = [...ZoneNames.filter((name) => !zones.includes(name)), ...ZoneIds.filter((id) => !zones.map(idOf).includes(id))];
    if (unknown.length > 0) throw new QueryError('InvalidParameterValue', `Invalid availability zone: [${unknown.join(', ')}]`);
    const asked = ZoneNames.length + ZoneIds.length === 0 ? zones : zones.filter((zone) => ZoneNames.includes(zone) || ZoneIds.includes(idOf(zone)));
    const names: FilterNames<string> = {
      'group-name': () => place.region,
      'opt-in-status': () => 'opt-in-not-required',
      'region-name': () => place.region,
      state: () => 'available',
      'zone-id': idOf,
      'zone-name': (zone) => zone,
      'zone-type': () => 'availability-zone',
    };
    return {
      AvailabilityZones: filtered(asked, Filters, names).map((ZoneName) => ({
        ZoneName,
        ZoneId: idOf(ZoneName),
        ZoneType: 'availability-zone',
        RegionName: place.region,
        GroupName: place.region,
        NetworkBorderGroup: place.region,
        OptInStatus: 'opt-in-not-required' as const,
        State: 'available' as const,
        Messages: [],
      })),
    };
  },

  /** The only region that there is. */
  DescribeRegions: ({ RegionNames = [], Filters }) => {
    const { region } = core.place;
    const unknown = RegionNames.find((name) => name !== region);
    if (unknown !== undefined) throw new QueryError('InvalidParameterValue', `Invalid region name: ${unknown}. This endpoint has ${region}`);
    const Endpoint = `ec2.${region}.amazonaws.com`;
    const names: FilterNames<string> = { endpoint: () => Endpoint, 'opt-in-status': () => 'opt-in-not-required', 'region-name': (name) => name };
    return { Regions: filtered([region], Filters, names).map((RegionName) => ({ RegionName, Endpoint, OptInStatus: 'opt-in-not-required' })) };
  },

  DescribeAccountAttributes: ({ AttributeNames = [] }) => {
    const all: Readonly<Record<string, string>> = {
      'supported-platforms': 'VPC',
      'default-vpc': core.network.vpcId,
      'max-instances': '100',
      'vpc-max-security-groups-per-interface': '5',
      'max-elastic-ips': '5',
      'vpc-max-elastic-ips': '5',
    };
    const unknown = AttributeNames.find((name) => !Object.hasOwn(all, name));
    if (unknown !== undefined) throw new QueryError('InvalidParameterValue', `Value (${unknown}) for parameter attributeName is invalid. Unknown account attribute.`);
    const asked = Object.entries(all).filter(([name]) => AttributeNames.length === 0 || (AttributeNames as readonly string[]).includes(name));
    return { AccountAttributes: asked.map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValues: [{ AttributeValue }] })) };
  },
});
