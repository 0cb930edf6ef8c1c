import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import type { FilterNames } from './filters.js';
import { listed } from './listing.js';
import { tagList } from './tag-rules.js';

/** How packets would go: one route table, one gateway, one list of access. AWS: Default VPCs; EC2 API. */
export const routeHandlers = (service: Ec2Service): Ec2Handlers => ({
  DescribeRouteTables: ({ RouteTableIds, ...request }) => {
    const { network, place } = service.core;
    const names: FilterNames<string> = {
      'association.main': () => true,
      'association.route-table-association-id': () => network.mainRouteTableAssociationId,
      'association.route-table-id': (id) => id,
      // Subnets of the default VPC have the main table by having none of their own.
      'association.subnet-id': () => undefined,
      'association.gateway-id': () => undefined,
      'owner-id': () => place.account,
      'route-table-id': (id) => id,
      'route.destination-cidr-block': () => [network.vpcCidr, '0.0.0.0/0'],
      'route.gateway-id': () => ['local', network.internetGatewayId],
      'route.state': () => 'active',
      'vpc-id': () => network.vpcId,
    };
    const { items, NextToken } = listed(service, { kind: 'route-table', all: [network.mainRouteTableId], idOf: (id) => id, filters: names }, RouteTableIds, request);
    return {
      RouteTables: items.map((RouteTableId) => ({
        RouteTableId,
        VpcId: network.vpcId,
        OwnerId: place.account,
        Associations: [{ Main: true, RouteTableAssociationId: network.mainRouteTableAssociationId, RouteTableId, AssociationState: { State: 'associated' as const } }],
        PropagatingVgws: [],
        Routes: [
          { DestinationCidrBlock: network.vpcCidr, GatewayId: 'local', Origin: 'CreateRouteTable' as const, State: 'active' as const },
          { DestinationCidrBlock: '0.0.0.0/0', GatewayId: network.internetGatewayId, Origin: 'CreateRoute' as const, State: 'active' as const },
        ],
        Tags: tagList(service.tags.of(RouteTableId)),
      })),
      NextToken,
    };
  },

  DescribeInternetGateways: ({ InternetGatewayIds, ...request }) => {
    const { network, place } = service.core;
    const names: FilterNames<string> = {
      'attachment.state': () => 'available',
      'attachment.vpc-id': () => network.vpcId,
      'internet-gateway-id': (id) => id,
      'owner-id': () => place.account,
    };
    const { items, NextToken } = listed(service, { kind: 'internet-gateway', all: [network.internetGatewayId], idOf: (id) => id, filters: names }, InternetGatewayIds, request);
    return {
      InternetGateways: items.map((InternetGatewayId) => ({
        InternetGatewayId,
        OwnerId: place.account,
        // AWS has no word for a gateway that is attached but that of one that is available.
        Attachments: [{ State: 'available' as never, VpcId: network.vpcId }],
        Tags: tagList(service.tags.of(InternetGatewayId)),
      })),
      NextToken,
    };
  },

  DescribeNetworkAcls: ({ NetworkAclIds, ...request }) => {
    const { network, place } = service.core;
    const names: FilterNames<string> = {
      'association.association-id': () => network.subnets.map(({ id }) => associationOf(id)),
      'association.network-acl-id': (id) => id,
      'association.subnet-id': () => network.subnets.map(({ id }) => id),
      default: () => true,
      'network-acl-id': (id) => id,
      'owner-id': () => place.account,
      'vpc-id': () => network.vpcId,
    };
    const { items, NextToken } = listed(service, { kind: 'network-acl', all: [network.networkAclId], idOf: (id) => id, filters: names }, NetworkAclIds, request);
    return {
      NetworkAcls: items.map((NetworkAclId) => ({
        NetworkAclId,
        VpcId: network.vpcId,
        OwnerId: place.account,
        IsDefault: true,
        Associations: network.subnets.map(({ id }) => ({ NetworkAclAssociationId: associationOf(id), NetworkAclId, SubnetId: id })),
        Entries: [true, false].flatMap((Egress) => [entry(100, 'allow', Egress), entry(32767, 'deny', Egress)]),
        Tags: tagList(service.tags.of(NetworkAclId)),
      })),
      NextToken,
    };
  },
});

/** A subnet's tie to its list has an id that is as much its own as the subnet's. */
const associationOf = (subnetId: string): string => subnetId.replace(/^subnet/, 'aclassoc');

const entry = (RuleNumber: number, RuleAction: 'allow' | 'deny', Egress: boolean): NetworkAclEntry => ({ CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction, RuleNumber });
