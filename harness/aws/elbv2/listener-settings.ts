import type { ListenerSettings } from './listener.js';
import { checkRange, invalid, Refusal } from './refusal.js';
import { DEFAULT_POLICY, SSL_POLICIES } from './ssl-policies.js';
import type { BalancerType, Given, ListenerProtocol } from './v2-types.js';

/** What CreateListener and ModifyListener say of a listener, beside its actions. */
export type GivenListener = Pick<Given<'ModifyListener'>, 'Port' | 'Protocol' | 'SslPolicy' | 'Certificates' | 'AlpnPolicy' | 'MutualAuthentication'>;

const PROTOCOLS: Readonly<Record<BalancerType, readonly ListenerProtocol[]>> = {
  application: ['HTTPS', 'HTTP'],
  network: ['UDP', 'TCP', 'TCP_UDP', 'TLS'],
};

const ALPN_POLICIES = ['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'];

export const isSecure = (protocol: ListenerProtocol): boolean => protocol === 'HTTPS' || protocol === 'TLS';

/**
 * A listener's settings: what a request leaves out stays as it was. Pure. AWS: CreateListener, ModifyListener.
 * @throws Refusal
 */
export function readListener(type: BalancerType, given: GivenListener, before?: ListenerSettings): ListenerSettings {
  const protocol = readProtocol(type, given.Protocol || before?.protocol);
  const port = given.Port ?? before?.port;
  if (port === undefined) throw invalid('A listener port must be specified');
  checkRange('port', port, 1, 65535);
  return isSecure(protocol) ? { protocol, port, ...readSecurity(type, protocol, given, before) } : plainListener(protocol, port, given);
}

function readProtocol(type: BalancerType, text: string | undefined): ListenerProtocol {
  if (!text) throw invalid('A listener protocol must be specified');
  const known = PROTOCOLS[type].find((protocol) => protocol === text);
  if (known) return known;
  throw invalid(`Listener protocol '${text}' must be one of '${PROTOCOLS[type].join(', ')}'`);
}

function plainListener(protocol: ListenerProtocol, port: number, { SslPolicy, Certificates = [], AlpnPolicy = [] }: GivenListener): ListenerSettings {
  if (Certificates.length > 0) throw invalid(`Certificates cannot be specified for ${protocol} listeners`);
  if (SslPolicy) throw invalid(`A security policy cannot be specified for ${protocol} listeners`);
  if (AlpnPolicy.length > 0) throw invalid(`An ALPN policy cannot be specified for ${protocol} listeners`);
  return { protocol, port };
}

function readSecurity(type: BalancerType, protocol: ListenerProtocol, given: GivenListener, before: ListenerSettings | undefined): Omit<ListenerSettings, 'protocol' | 'port'> {
  const alpnPolicy = readAlpn(protocol, given.AlpnPolicy) ?? before?.alpnPolicy;
  const mutualAuthentication = readMutual(protocol, given.MutualAuthentication) ?? before?.mutualAuthentication ?? (protocol === 'HTTPS' ? { Mode: 'off' } : undefined);
  return {
    sslPolicy: readPolicy(type, given.SslPolicy || (before?.sslPolicy ?? DEFAULT_POLICY)),
    certificate: readCertificate(protocol, given.Certificates) ?? before?.certificate ?? refuseWithout(protocol),
    ...(alpnPolicy ? { alpnPolicy } : {}),
    ...(mutualAuthentication ? { mutualAuthentication } : {}),
  };
}

function readPolicy(type: BalancerType, policy: string): string {
  if (SSL_POLICIES.some(({ name, types }) => name === policy && types.includes(type))) return policy;
  throw new Refusal('SSLPolicyNotFound', `SSL policy '${policy}' not found`);
}

function readCertificate(protocol: ListenerProtocol, [certificate, ...others]: NonNullable<GivenListener['Certificates']> = []): string | undefined {
  if (others.length > 0) throw invalid(`Exactly one certificate must be specified for ${protocol} listeners`);
  return certificate && certificateArn(certificate.CertificateArn);
}

function refuseWithout(protocol: ListenerProtocol): never {
  throw invalid(`A certificate must be specified for ${protocol} listeners`);
}

/**
 * Certificates are names here; whether one exists is not looked at.
 * @throws Refusal CertificateNotFound for what cannot be a certificate's ARN
 */
export function certificateArn(text: string | undefined): string {
  if (text !== undefined && /^arn:[^:]*:(acm|iam):/.test(text)) return text;
  throw new Refusal('CertificateNotFound', `Certificate '${text ?? ''}' not found`);
}

function readAlpn(protocol: ListenerProtocol, policies: readonly string[] = []): readonly string[] | undefined {
  const [policy, ...others] = policies;
  if (policy === undefined) return undefined;
  if (protocol !== 'TLS') throw invalid(`An ALPN policy cannot be specified for ${protocol} listeners`);
  if (others.length > 0) throw invalid('Only one ALPN policy can be specified');
  if (!ALPN_POLICIES.includes(policy)) throw new Refusal('ALPNPolicyNotSupported', `ALPN policy '${policy}' must be one of '${ALPN_POLICIES.join("', '")}'`);
  return [policy];
}

/** No trust stores are kept, so nobody can be verified against one. */
function readMutual(protocol: ListenerProtocol, given: GivenListener['MutualAuthentication']): ListenerSettings['mutualAuthentication'] {
  if (!given) return undefined;
  const { Mode = 'off' } = given;
  if (protocol !== 'HTTPS') throw invalid(`Mutual authentication cannot be specified for ${protocol} listeners`);
  if (Mode === 'verify') throw new Refusal('TrustStoreNotFound', `Trust store '${given.TrustStoreArn ?? ''}' not found`);
  if (Mode !== 'off' && Mode !== 'passthrough') throw invalid(`Mutual authentication mode '${Mode}' must be one of 'off', 'passthrough', 'verify'`);
  return { Mode };
}
