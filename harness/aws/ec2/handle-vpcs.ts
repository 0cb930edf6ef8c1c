import { arnOf } from '../place.js';
import type { Subnet } from '../network.js';
import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import type { FilterNames } from './filters.js';
import { found } from './ids.js';
import { listed } from './listing.js';
import { tagList } from './tag-rules.js';
import { zoneIdOf } from './zone-ids.js';

/** Addresses that AWS keeps of each subnet. AWS: Subnet CIDR blocks. */
const RESERVED = 5;
const SUBNET_SIZE = 4096;

const ASSOCIATION = 'vpc-cidr-assoc-00000000000000001';

/** The default VPC and its subnets, which cannot be changed. AWS: EC2 API. */
export const vpcHandlers = (service: Ec2Service): Ec2Handlers => ({
  DescribeVpcs: ({ VpcIds, ...request }) => {
    const { network, place } = service.core;
    const names: FilterNames<string> = {
      cidr: () => network.vpcCidr,
      'cidr-block-association.association-id': () => ASSOCIATION,
      'cidr-block-association.cidr-block': () => network.vpcCidr,
      'cidr-block-association.state': () => 'associated',
      'dhcp-options-id': () => network.dhcpOptionsId,
      'is-default': () => true,
      // As clients of earlier versions have it, the provider of Terraform among them.
      isDefault: () => true,
      'owner-id': () => place.account,
      state: () => 'available',
      'vpc-id': (id) => id,
    };
    const { items, NextToken } = listed(service, { kind: 'vpc', all: [network.vpcId], idOf: (id) => id, filters: names }, VpcIds, request);
    return {
      Vpcs: items.map((VpcId) => ({
        VpcId,
        OwnerId: place.account,
        IsDefault: true,
        State: 'available' as const,
        CidrBlock: network.vpcCidr,
        CidrBlockAssociationSet: [{ AssociationId: ASSOCIATION, CidrBlock: network.vpcCidr, CidrBlockState: { State: 'associated' as const } }],
        DhcpOptionsId: network.dhcpOptionsId,
        InstanceTenancy: 'default' as const,
        Tags: tagList(service.tags.of(VpcId)),
      })),
      NextToken,
    };
  },

  DescribeVpcAttribute: ({ VpcId, Attribute }) => {
    found('vpc', VpcId, (id) => (id === service.core.network.vpcId ? id : undefined));
    if (Attribute === 'enableDnsSupport') return { VpcId, EnableDnsSupport: { Value: true } };
    if (Attribute === 'enableDnsHostnames') return { VpcId, EnableDnsHostnames: { Value: true } };
    if (Attribute === 'enableNetworkAddressUsageMetrics') return { VpcId, EnableNetworkAddressUsageMetrics: { Value: false } };
    throw new QueryError('InvalidParameterValue', `Value (${String(Attribute)}) for parameter attribute is invalid. Unknown attribute.`);
  },

  DescribeSubnets: ({ SubnetIds, ...request }) => {
    const { tags, core } = service;
    const { items, NextToken } = listed(service, { kind: 'subnet', all: core.network.subnets, idOf: ({ id }) => id, filters: subnetFilters(service) }, SubnetIds, request);
    return {
      Subnets: items.map((subnet) => ({
        SubnetId: subnet.id,
        SubnetArn: arnOf(core.place, 'ec2', `subnet/${subnet.id}`),
        VpcId: subnet.vpcId,
        OwnerId: core.place.account,
        AvailabilityZone: subnet.zone,
        AvailabilityZoneId: zoneIdOf(core.place, subnet.zone),
        CidrBlock: subnet.cidr,
        AvailableIpAddressCount: freeAddresses(service, subnet),
        DefaultForAz: true,
        MapPublicIpOnLaunch: true,
        MapCustomerOwnedIpOnLaunch: false,
        AssignIpv6AddressOnCreation: false,
        EnableDns64: false,
        Ipv6Native: false,
        Ipv6CidrBlockAssociationSet: [],
        PrivateDnsNameOptionsOnLaunch: { HostnameType: 'ip-name' as const, EnableResourceNameDnsARecord: false, EnableResourceNameDnsAAAARecord: false },
        State: 'available' as const,
        Tags: tagList(tags.of(subnet.id)),
      })),
      NextToken,
    };
  },
});

function subnetFilters(service: Ec2Service): FilterNames<Subnet> {
  const { place } = service.core;
  const [zone, zoneId, cidr, isDefault] = [
    ({ zone }: Subnet) => zone,
    ({ zone }: Subnet) => zoneIdOf(place, zone),
    ({ cidr }: Subnet) => cidr,
    () => true,
  ];
  return {
    'availability-zone': zone,
    availabilityZone: zone,
    'availability-zone-id': zoneId,
    availabilityZoneId: zoneId,
    'available-ip-address-count': (subnet) => freeAddresses(service, subnet),
    cidr,
    'cidr-block': cidr,
    cidrBlock: cidr,
    'default-for-az': isDefault,
    defaultForAz: isDefault,
    'ipv6-native': () => false,
    'map-public-ip-on-launch': () => true,
    'owner-id': () => place.account,
    state: () => 'available',
    'subnet-arn': ({ id }) => arnOf(place, 'ec2', `subnet/${id}`),
    'subnet-id': ({ id }) => id,
    'vpc-id': ({ vpcId }) => vpcId,
  };
}

const freeAddresses = ({ core }: Ec2Service, { id }: Subnet): number =>
  SUBNET_SIZE - RESERVED - core.instances.list().filter(({ state, spec }) => state !== 'terminated' && spec.subnetId === id).length;
