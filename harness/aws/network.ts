import { newId } from './new-id.js';
import { zonesOf, type Place } from './place.js';
import { QueryError } from './wire/query-error.js';

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: string;
}

/** First host of a subnet that AWS gives out; it keeps the four before it. AWS: Subnet CIDR blocks. */
const FIRST_HOST = 4;
const HOSTS = 16 * 256 - FIRST_HOST - 1;

/**
 * The default VPC that every account has: a subnet of 4096 addresses for each availability zone, all public. Addresses
 * are names here, which go into health checks and metadata; nothing is dialled by them.
 * AWS: Default VPCs.
 */
export class Network {
  readonly vpcId = newId('vpc');
  readonly vpcCidr = '172.31.0.0/16';
  readonly mainRouteTableId = newId('rtb');
  readonly mainRouteTableAssociationId = newId('rtbassoc');
  readonly internetGatewayId = newId('igw');
  readonly networkAclId = newId('acl');
  readonly dhcpOptionsId = newId('dopt');
  readonly defaultSecurityGroupId = newId('sg');
  readonly subnets: readonly Subnet[];
  readonly #given = new Map<string, number>();

  constructor(place: Place) {
    this.subnets = zonesOf(place).map((zone, index) => ({ id: newId('subnet'), vpcId: this.vpcId, zone, cidr: `172.31.${index * 16}.0/20` }));
  }

  subnet(id: string): Subnet | undefined {
    return this.subnets.find((subnet) => subnet.id === id);
  }

  subnetOfZone(zone: string): Subnet | undefined {
    return this.subnets.find((subnet) => subnet.zone === zone);
  }

  /**
   * The next private address of a subnet, going round once all were given.
   * @param taken whether an address belongs to somebody still
   * @throws QueryError InsufficientFreeAddressesInSubnet when all of them do.
   */
  nextAddress({ id, cidr }: Subnet, taken: (address: string) => boolean = () => false): string {
    const given = this.#given.get(id) ?? 0;
    for (let next = given; next < given + HOSTS; next += 1) {
      const address = hostAddress(cidr, FIRST_HOST + (next % HOSTS));
      if (taken(address)) continue;
      this.#given.set(id, next + 1);
      return address;
    }
    throw new QueryError('InsufficientFreeAddressesInSubnet', `There are not enough free addresses in subnet '${id}' to satisfy the requested number of instances.`);
  }
}

function hostAddress(cidr: string, host: number): string {
  const [a, b, third = '0'] = cidr.split('.');
  return `${a}.${b}.${Number(third) + Math.floor(host / 256)}.${host % 256}`;
}
