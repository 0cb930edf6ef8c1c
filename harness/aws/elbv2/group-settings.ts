import { checkRange, invalid, Refusal } from './refusal.js';
import type { BalancerType, ListenerProtocol } from './v2-types.js';

/** What a target group is made with, and cannot change. */
export interface GroupSettings {
  readonly protocol: ListenerProtocol;
  /** Where targets get their traffic, unless their registration says otherwise. */
  readonly port: number;
  readonly vpcId: string;
}

/** What CreateTargetGroup says of it. */
export interface GivenGroup {
  readonly Protocol?: string | undefined;
  readonly ProtocolVersion?: string | undefined;
  readonly Port?: number | undefined;
  readonly VpcId?: string | undefined;
  readonly TargetType?: string | undefined;
  readonly IpAddressType?: string | undefined;
}

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP'] as const;

export const kindOfGroup = ({ protocol }: Pick<GroupSettings, 'protocol'>): BalancerType => (protocol === 'HTTP' || protocol === 'HTTPS' ? 'application' : 'network');

/**
 * The settings of a target group of instances; other types of targets are not to be had here. Pure. AWS: CreateTargetGroup.
 * @param vpcId of the only network that there is
 * @throws Refusal
 */
export function readGroup({ Protocol, ProtocolVersion, Port, VpcId, TargetType, IpAddressType }: GivenGroup, vpcId: string): GroupSettings {
  if (TargetType && TargetType !== 'instance') throw unsupported(`target type '${TargetType}'`, "'instance'");
  if (IpAddressType && IpAddressType !== 'ipv4') throw unsupported(`IP address type '${IpAddressType}'`, "'ipv4'");
  if (!Protocol) throw invalid('A protocol must be specified');
  const protocol = PROTOCOLS.find((known) => known === Protocol);
  if (!protocol) throw unsupported(`protocol '${Protocol}'`, `'${PROTOCOLS.join("', '")}'`);
  if (ProtocolVersion && kindOfGroup({ protocol }) === 'network') throw invalid(`Protocol version '${ProtocolVersion}' is not supported for target groups with protocol '${protocol}'`);
  if (ProtocolVersion && ProtocolVersion !== 'HTTP1') throw unsupported(`protocol version '${ProtocolVersion}'`, "'HTTP1'");
  if (Port === undefined) throw invalid('A port must be specified');
  checkRange('port', Port, 1, 65535);
  if (!VpcId) throw invalid('A VPC ID must be specified');
  if (VpcId !== vpcId) throw invalid(`The VPC ID '${VpcId}' is not found`);
  return { protocol, port: Port, vpcId };
}

const unsupported = (what: string, offered: string): Refusal =>
  new Refusal('InvalidConfigurationRequest', `Target groups with ${what} are not supported here: expected ${offered}`);
