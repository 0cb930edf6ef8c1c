import type { IpPermission, SecurityGroupRule, UserIdGroupPair } from '@aws-sdk/client-ec2';
import { QueryError } from '../wire/query-error.js';
import type { Validated } from '../wire/types.js';

/** Whom a rule lets in, or lets out to. */
export type RulePeer =
  | { readonly kind: 'ipv4' | 'ipv6' | 'prefix-list'; readonly text: string }
  | { readonly kind: 'group'; readonly text: string; readonly account: string };

/** What a rule says; two rules that differ in their descriptions alone are the same. */
export interface RuleTerms {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number, or `-1` for all. */
  readonly protocol: string;
  /** Undefined for all protocols. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly peer: RulePeer;
  readonly description: string | undefined;
}

export interface SecurityRule extends RuleTerms {
  readonly id: string;
  readonly egress: boolean;
}

export type GivenPermission = Validated<IpPermission>;

const NAMES: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };
const PORTED = ['tcp', 'udp'];

const malformed = (text: string): QueryError => new QueryError('InvalidPermission.Malformed', text);
const invalid = (text: string): QueryError => new QueryError('InvalidParameterValue', text);

/** The protocol as answers have it. @throws QueryError InvalidPermission.Malformed */
export function readProtocol(given: string | undefined): string {
  const lower = (given ?? '').toLowerCase();
  const name = Object.hasOwn(NAMES, lower) ? (NAMES[lower] ?? lower) : lower;
  if (['tcp', 'udp', 'icmp', 'icmpv6', '-1'].includes(name) || (/^\d{1,3}$/.test(name) && Number(name) <= 255)) return name;
  throw malformed(`Unsupported IP protocol "${given ?? ''}"  - supported: [tcp, udp, icmp, icmpv6] or a number from 0 to 255, or -1 for all`);
}

/** AWS: FromPort and ToPort of IpPermission. @throws QueryError for ports out of range */
export function readPorts(protocol: string, from: number | undefined, to: number | undefined): Pick<RuleTerms, 'from' | 'to'> {
  if (!PORTED.includes(protocol)) return protocol.startsWith('icmp') ? { from: from ?? -1, to: to ?? -1 } : { from: undefined, to: undefined };
  if (from === -1 && to === -1) return { from: 0, to: 65535 };
  if (from === undefined || to === undefined) throw malformed('Must specify both from and to ports with TCP/UDP.');
  if (from < 0 || to > 65535) throw invalid(`Invalid value '${from < 0 ? from : to}' for port range. Must be between 0 and 65535.`);
  if (from > to) throw invalid(`Invalid TCP/UDP port range (${from}:${to})`);
  return { from, to };
}

/** @throws QueryError for what is no block of addresses */
export function readPeer(kind: 'ipv4' | 'ipv6' | 'prefix-list', text: string): RulePeer {
  const form = { ipv4: /^(?:\d{1,3}\.){3}\d{1,3}\/(?:\d|[12]\d|3[0-2])$/, ipv6: /^[0-9a-f:.]*:[0-9a-f:.]*\/(?:\d|\d\d|1[01]\d|12[0-8])$/i, 'prefix-list': /^pl-[0-9a-f]+$/ }[kind];
  const outOfRange = kind === 'ipv4' && text.split(/[./]/).slice(0, 4).some((part) => Number(part) > 255);
  if (form.test(text) && !outOfRange) return { kind, text };
  throw kind === 'prefix-list' ? new QueryError('InvalidPrefixListId.Malformed', `Invalid id: "${text}" (expecting "pl-...")`) : invalid(`CIDR block ${text} is malformed`);
}

/**
 * The rules of one permission, one for each of its peers. Pure.
 * @param groupOf the group that a pair names, by its id or name
 * @throws QueryError
 */
export function termsOf(permission: GivenPermission, groupOf: (pair: UserIdGroupPair) => Extract<RulePeer, { kind: 'group' }>): RuleTerms[] {
  const protocol = readProtocol(permission.IpProtocol);
  const ports = readPorts(protocol, permission.FromPort, permission.ToPort);
  const peers: [RulePeer, string | undefined][] = [
    ...(permission.IpRanges ?? []).map(({ CidrIp = '', Description }): [RulePeer, string | undefined] => [readPeer('ipv4', CidrIp), Description]),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 = '', Description }): [RulePeer, string | undefined] => [readPeer('ipv6', CidrIpv6), Description]),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId = '', Description }): [RulePeer, string | undefined] => [readPeer('prefix-list', PrefixListId), Description]),
    ...(permission.UserIdGroupPairs ?? []).map((pair): [RulePeer, string | undefined] => [groupOf(pair), pair.Description]),
  ];
  if (peers.length === 0) throw new QueryError('MissingParameter', 'The request must contain at least one of IpRanges, Ipv6Ranges, PrefixListIds and UserIdGroupPairs');
  return peers.map(([peer, description]) => ({ protocol, ...ports, peer, description: description || undefined }));
}

/** Whether two rules say the same of the same peer. */
export const isSameRule = (one: RuleTerms, other: RuleTerms): boolean => keyOf(one) === keyOf(other);

const keyOf = ({ protocol, from, to, peer }: RuleTerms): string => [protocol, from, to, peer.kind, peer.text.toLowerCase()].join(' ');

/** A rule as AWS names it in errors. */
export function ruleText({ protocol, from, to, peer }: RuleTerms): string {
  const ports = from === undefined ? '' : `, from port: ${from}, to port: ${to}`;
  return `peer: ${peer.text}, ${protocol === '-1' ? 'ALL' : protocol.toUpperCase()}${ports}, ALLOW`;
}

/** Rules as DescribeSecurityGroups has them: those of the same protocol and ports are one permission. Pure. */
export function permissionsOf(rules: readonly RuleTerms[]): IpPermission[] {
  const byPorts = new Map<string, RuleTerms[]>();
  for (const rule of rules) {
    const key = `${rule.protocol} ${rule.from} ${rule.to}`;
    byPorts.set(key, [...(byPorts.get(key) ?? []), rule]);
  }
  return [...byPorts.values()].map(permissionOf);
}

function permissionOf(rules: readonly RuleTerms[]): IpPermission {
  const [first] = rules;
  const of = <T>(kind: RulePeer['kind'], make: (peer: RulePeer) => T): (T & { Description?: string })[] =>
    rules.filter(({ peer }) => peer.kind === kind).map(({ peer, description }) => ({ ...make(peer), ...(description === undefined ? {} : { Description: description }) }));
  return {
    IpProtocol: first?.protocol,
    FromPort: first?.from,
    ToPort: first?.to,
    IpRanges: of('ipv4', ({ text }) => ({ CidrIp: text })),
    Ipv6Ranges: of('ipv6', ({ text }) => ({ CidrIpv6: text })),
    PrefixListIds: of('prefix-list', ({ text }) => ({ PrefixListId: text })),
    UserIdGroupPairs: of('group', (peer) => ({ GroupId: peer.text, ...(peer.kind === 'group' ? { UserId: peer.account } : {}) })),
  };
}

/** A rule as DescribeSecurityGroupRules has it. Pure. */
export function describeRule({ id, egress, protocol, from, to, peer, description }: SecurityRule, groupId: string, account: string): SecurityGroupRule {
  return {
    SecurityGroupRuleId: id,
    GroupId: groupId,
    GroupOwnerId: account,
    IsEgress: egress,
    IpProtocol: protocol,
    FromPort: from ?? -1,
    ToPort: to ?? -1,
    ...(peer.kind === 'ipv4' ? { CidrIpv4: peer.text } : {}),
    ...(peer.kind === 'ipv6' ? { CidrIpv6: peer.text } : {}),
    ...(peer.kind === 'prefix-list' ? { PrefixListId: peer.text } : {}),
    ...(peer.kind === 'group' ? { ReferencedGroupInfo: { GroupId: peer.text, UserId: peer.account } } : {}),
    ...(description === undefined ? {} : { Description: description }),
  };
}
