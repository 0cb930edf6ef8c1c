import type { Network } from '../network.js';

/** Ids of everything that the default VPC is made of. */
export const networkIds = ({ vpcId, subnets, mainRouteTableId, internetGatewayId, networkAclId, dhcpOptionsId }: Network): string[] => [
  vpcId,
  ...subnets.map(({ id }) => id),
  mainRouteTableId,
  internetGatewayId,
  networkAclId,
  dhcpOptionsId,
];
