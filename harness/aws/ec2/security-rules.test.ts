import { permissionsOf, readPeer, readPorts, readProtocol, termsOf, type GivenPermission } from './security-rules.js';

const noGroup = (): never => {
  throw new Error('no group was named');
};
const terms = (permission: GivenPermission) => termsOf(permission, noGroup);

test.each([
  ['6', 'tcp'],
  ['TCP', 'tcp'],
  ['17', 'udp'],
  ['icmp', 'icmp'],
  ['all', '-1'],
  ['-1', '-1'],
  ['50', '50'],
])('protocol %s is told as %s', (given, told) => {
  expect(readProtocol(given)).toBe(told);
});

test.each(['', 'gopher', '256', 'constructor'])('protocol "%s" is refused', (given) => {
  expect(() => readProtocol(given)).toThrow('Unsupported IP protocol');
});

test.each([
  ['tcp', 80, 80, { from: 80, to: 80 }],
  ['tcp', -1, -1, { from: 0, to: 65535 }],
  ['-1', 0, 0, { from: undefined, to: undefined }],
  ['icmp', undefined, undefined, { from: -1, to: -1 }],
])('ports of %s from %s to %s', (protocol, from, to, ports) => {
  expect(readPorts(protocol, from, to)).toEqual(ports);
});

test.each([
  [undefined, 80, 'Must specify both from and to ports'],
  [90, 80, 'Invalid TCP/UDP port range (90:80)'],
  [0, 65536, "Invalid value '65536' for port range"],
  [-2, 80, "Invalid value '-2' for port range"],
])('TCP ports from %s to %s are refused', (from, to, text) => {
  expect(() => readPorts('tcp', from, to)).toThrow(text);
});

test.each([
  ['ipv4', '10.0.0.1', 'CIDR block 10.0.0.1 is malformed'],
  ['ipv4', '10.0.0.256/32', 'malformed'],
  ['ipv4', '10.0.0.0/33', 'malformed'],
  ['ipv6', '10.0.0.0/8', 'malformed'],
  ['ipv6', '::/129', 'malformed'],
  ['prefix-list', 'sg-1', 'Invalid id: "sg-1"'],
] as const)('a peer of kind %s that is %s is refused', (kind, text, told) => {
  expect(() => readPeer(kind, text)).toThrow(told);
});

test('a permission is one rule for each peer, and rules of the same ports are one permission again', () => {
  const permission = {
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 81,
    IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'inside' }, { CidrIp: '0.0.0.0/0' }],
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    PrefixListIds: [],
    UserIdGroupPairs: [],
  };
  const rules = terms(permission);
  expect(rules.map(({ peer }) => peer.text)).toEqual(['10.0.0.0/8', '0.0.0.0/0', '::/0']);
  expect(permissionsOf(rules)).toEqual([permission]);
});

test('a permission for nobody is refused', () => {
  expect(() => terms({ IpProtocol: '-1' })).toThrow('at least one of IpRanges');
});
