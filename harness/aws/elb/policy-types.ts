/** A policy as it was made. */
export interface ClassicPolicy {
  readonly name: string;
  readonly type: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

export interface PolicyType {
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly { readonly name: string; readonly type: 'String' | 'Boolean' | 'Long'; readonly cardinality: 'ONE' | 'ZERO_OR_ONE' | 'ZERO_OR_MORE' | 'ONE_OR_MORE' }[];
}

/** Types of policies and what each is made with. AWS: DescribeLoadBalancerPolicyTypes. */
export const POLICY_TYPES: readonly PolicyType[] = [
  { name: 'AppCookieStickinessPolicyType', description: 'Stickiness that follows a cookie of the application', attributes: [{ name: 'CookieName', type: 'String', cardinality: 'ONE' }] },
  { name: 'LBCookieStickinessPolicyType', description: 'Stickiness by a cookie of the load balancer', attributes: [{ name: 'CookieExpirationPeriod', type: 'Long', cardinality: 'ZERO_OR_ONE' }] },
  { name: 'ProxyProtocolPolicyType', description: 'Whether the proxy protocol is spoken to instances', attributes: [{ name: 'ProxyProtocol', type: 'Boolean', cardinality: 'ONE' }] },
  { name: 'PublicKeyPolicyType', description: 'A public key for the authentication of instances', attributes: [{ name: 'PublicKey', type: 'String', cardinality: 'ONE' }] },
  { name: 'BackendServerAuthenticationPolicyType', description: 'Public keys that instances are authenticated against', attributes: [{ name: 'PublicKeyPolicyName', type: 'String', cardinality: 'ONE_OR_MORE' }] },
  {
    name: 'SSLNegotiationPolicyType',
    description: 'Protocols and ciphers of a secure listener',
    attributes: [
      { name: 'Reference-Security-Policy', type: 'String', cardinality: 'ZERO_OR_ONE' },
      ...['Protocol-TLSv1', 'Protocol-TLSv1.1', 'Protocol-TLSv1.2', 'Server-Defined-Cipher-Order'].map((name) => ({ name, type: 'Boolean', cardinality: 'ZERO_OR_ONE' }) as const),
    ],
  },
];

/** A policy that AWS has predefined, to be asked for by name without a balancer. */
export const PREDEFINED_POLICIES: readonly ClassicPolicy[] = ['ELBSecurityPolicy-2016-08', 'ELBSecurityPolicy-TLS-1-2-2017-01', 'ELBSecurityPolicy-TLS-1-1-2017-01'].map((name) => ({
  name,
  type: 'SSLNegotiationPolicyType',
  attributes: [
    { name: 'Reference-Security-Policy', value: name },
    { name: 'Protocol-TLSv1.2', value: 'true' },
  ],
}));
