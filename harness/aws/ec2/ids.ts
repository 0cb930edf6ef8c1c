import { QueryError } from '../wire/query-error.js';

interface IdKind {
  readonly prefix: string;
  /** Codes without what follows the dot. */
  readonly code: string;
  readonly malformedCode?: string;
  /** What AWS says of one that does not exist. */
  missing(id: string): string;
  /** Of several; as of the first when left out. */
  missingAll?(ids: readonly string[]): string;
}

/** AWS: "Error codes for the Amazon EC2 API"; the texts are those that its users quote. */
const KINDS = {
  image: { prefix: 'ami', code: 'InvalidAMIID', missing: (id) => `The image id '[${id}]' does not exist`, missingAll: (ids) => `The image ids '[${ids.join(', ')}]' do not exist` },
  instance: {
    prefix: 'i',
    code: 'InvalidInstanceID',
    missing: (id) => `The instance ID '${id}' does not exist`,
    missingAll: (ids) => `The instance IDs '${ids.join(', ')}' do not exist`,
  },
  subnet: { prefix: 'subnet', code: 'InvalidSubnetID', missing: (id) => `The subnet ID '${id}' does not exist` },
  vpc: { prefix: 'vpc', code: 'InvalidVpcID', missing: (id) => `The vpc ID '${id}' does not exist` },
  'security-group': { prefix: 'sg', code: 'InvalidGroup', malformedCode: 'InvalidGroupId', missing: (id) => `The security group '${id}' does not exist` },
  'security-group-rule': { prefix: 'sgr', code: 'InvalidSecurityGroupRuleId', missing: (id) => `The security group rule ID '${id}' does not exist` },
  'launch-template': { prefix: 'lt', code: 'InvalidLaunchTemplateId', missing: (id) => `The specified launch template, with template ID ${id}, does not exist.` },
  'route-table': { prefix: 'rtb', code: 'InvalidRouteTableID', missing: (id) => `The routeTable ID '${id}' does not exist` },
  'internet-gateway': { prefix: 'igw', code: 'InvalidInternetGatewayID', missing: (id) => `The internetGateway ID '${id}' does not exist` },
  'network-acl': { prefix: 'acl', code: 'InvalidNetworkAclID', missing: (id) => `The networkAcl ID '${id}' does not exist` },
  'network-interface': { prefix: 'eni', code: 'InvalidNetworkInterfaceID', malformedCode: 'InvalidNetworkInterfaceId', missing: (id) => `The networkInterface ID '${id}' does not exist` },
  volume: { prefix: 'vol', code: 'InvalidVolume', malformedCode: 'InvalidVolumeID', missing: (id) => `The volume '${id}' does not exist.` },
  'key-pair': { prefix: 'key', code: 'InvalidKeyPair', missing: (id) => `The key pair '${id}' does not exist` },
  'dhcp-options': { prefix: 'dopt', code: 'InvalidDhcpOptionsID', missing: (id) => `The dhcpOption ID '${id}' does not exist` },
} as const satisfies Record<string, IdKind>;

/** AWS's ResourceType of what has an id of its own. */
export type ResourceKind = keyof typeof KINDS;

/** Ids have 8 or 17 hexadecimal digits. AWS: Resource IDs. */
const DIGITS = /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

const kind = (name: ResourceKind): IdKind => KINDS[name];

/** What an id is of, by its prefix; undefined when it is of nothing that there is here. */
export function kindOfId(id: string): ResourceKind | undefined {
  const prefix = id.slice(0, id.lastIndexOf('-'));
  return (Object.keys(KINDS) as ResourceKind[]).find((name) => KINDS[name].prefix === prefix);
}

/** @throws QueryError when it does not have the form of such an id. */
export function checkForm(name: ResourceKind, id: string): void {
  const { prefix, code, malformedCode = code } = kind(name);
  if (id.startsWith(`${prefix}-`) && DIGITS.test(id.slice(prefix.length + 1))) return;
  throw new QueryError(`${malformedCode}.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}

/** AWS's error for things that do not exist. */
export function notFound(name: ResourceKind, ids: readonly string[]): QueryError {
  const { code, missing, missingAll } = kind(name);
  const [first = ''] = ids;
  return new QueryError(`${code}.NotFound`, ids.length > 1 && missingAll ? missingAll(ids) : missing(first));
}

/** @throws AWS's errors for an id that is none, or of nothing. */
export function found<T>(name: ResourceKind, id: string, find: (id: string) => T | undefined): T {
  checkForm(name, id);
  const one = find(id);
  if (one === undefined) throw notFound(name, [id]);
  return one;
}

/**
 * Those that were asked for by their ids, in the order in which they are listed; all of them when none were.
 * @throws AWS's errors for an id that is none, or of nothing.
 */
export function chosen<T>(name: ResourceKind, ids: readonly string[] | undefined, all: readonly T[], idOf: (one: T) => string): readonly T[] {
  if (!ids || ids.length === 0) return all;
  for (const id of ids) checkForm(name, id);
  const present = new Set(all.map(idOf));
  const missing = ids.filter((id) => !present.has(id));
  if (missing.length > 0) throw notFound(name, missing);
  return all.filter((one) => ids.includes(idOf(one)));
}
