import { Network } from './network.js';
import { PLACE } from './machines.testing.js';
import { zonesOf } from './place.js';

test('every zone has one subnet of its own addresses', () => {
  const { subnets, vpcId } = new Network(PLACE);
  expect(subnets.map(({ zone }) => zone)).toEqual(zonesOf(PLACE));
  expect(new Set(subnets.map(({ cidr }) => cidr)).size).toBe(subnets.length);
  expect(subnets.every((subnet) => subnet.vpcId === vpcId && /^subnet-[0-9a-f]{17}$/.test(subnet.id))).toBe(true);
});

test('subnets are found by their id and by their zone', () => {
  const network = new Network(PLACE);
  const [, second] = network.subnets;
  expect(network.subnet(second?.id ?? '')).toBe(second);
  expect(network.subnetOfZone('us-east-1b')).toBe(second);
  expect(network.subnet('subnet-0')).toBeUndefined();
  expect(network.subnetOfZone('eu-west-1a')).toBeUndefined();
});

test("addresses begin behind those that AWS keeps, stay within the subnet and come again once all were given", () => {
  const network = new Network(PLACE);
  const [first, second] = network.subnets;
  if (!first || !second) throw new Error('a region has subnets');
  const given = Array.from({ length: 4091 }, () => network.nextAddress(first));
  expect(given.slice(0, 2)).toEqual(['172.31.0.4', '172.31.0.5']);
  expect(given.at(-1)).toBe('172.31.15.254');
  expect(new Set(given).size).toBe(4091);
  expect(network.nextAddress(first)).toBe('172.31.0.4');
  expect(network.nextAddress(second)).toBe('172.31.16.4');
});

test('an address that belongs to somebody is passed over, and a full subnet says so', () => {
  const network = new Network(PLACE);
  const [subnet] = network.subnets;
  if (!subnet) throw new Error('a region has subnets');
  expect(network.nextAddress(subnet, (address) => address === '172.31.0.4')).toBe('172.31.0.5');
  expect(() => network.nextAddress(subnet, () => true)).toThrow('There are not enough free addresses');
});
