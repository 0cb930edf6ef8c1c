import type { BalancerType } from './v2-types.js';

/** A security policy: what a secure listener is said to negotiate; no listener negotiates anything here. */
export interface SslPolicy {
  readonly name: string;
  readonly protocols: readonly string[];
  /** The most wanted first. */
  readonly ciphers: readonly string[];
  readonly types: readonly BalancerType[];
}

export const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';

const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const overKeyExchange = (ends: readonly string[]): string[] => ends.flatMap((end) => [`ECDHE-ECDSA-${end}`, `ECDHE-RSA-${end}`]);
const EC_GCM = overKeyExchange(['AES128-GCM-SHA256', 'AES256-GCM-SHA384']);
const EC_SHA2 = overKeyExchange(['AES128-SHA256', 'AES256-SHA384']);
const EC_SHA1 = overKeyExchange(['AES128-SHA', 'AES256-SHA']);
const RSA_SHA2 = ['AES128-GCM-SHA256', 'AES128-SHA256', 'AES256-GCM-SHA384', 'AES256-SHA256'];
const RSA_SHA1 = ['AES128-SHA', 'AES256-SHA'];
const EC = [...EC_GCM, ...EC_SHA2, ...EC_SHA1];
const ALL = [...EC, ...RSA_SHA2, ...RSA_SHA1];

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof VERSIONS)[number];

const policy = (end: string, from: Version, to: Version, ciphers: readonly string[]): SslPolicy => ({
  name: `ELBSecurityPolicy-${end}`,
  protocols: VERSIONS.slice(VERSIONS.indexOf(from), VERSIONS.indexOf(to) + 1),
  ciphers: to === 'TLSv1.3' ? [...TLS13, ...ciphers] : ciphers,
  types: ['application', 'network'],
});

/** AWS: Application and Network guides, security policies; those of FIPS and of post-quantum exchanges are left out. */
export const SSL_POLICIES: readonly SslPolicy[] = [
  policy('TLS13-1-3-2021-06', 'TLSv1.3', 'TLSv1.3', []),
  policy('TLS13-1-2-Res-2021-06', 'TLSv1.2', 'TLSv1.3', EC_GCM),
  policy('TLS13-1-2-2021-06', 'TLSv1.2', 'TLSv1.3', [...EC_GCM, ...EC_SHA2]),
  policy('TLS13-1-2-Ext1-2021-06', 'TLSv1.2', 'TLSv1.3', [...EC_GCM, ...EC_SHA2, ...RSA_SHA2]),
  policy('TLS13-1-2-Ext2-2021-06', 'TLSv1.2', 'TLSv1.3', ALL),
  policy('TLS13-1-1-2021-06', 'TLSv1.1', 'TLSv1.3', ALL),
  policy('TLS13-1-0-2021-06', 'TLSv1', 'TLSv1.3', ALL),
  policy('2016-08', 'TLSv1', 'TLSv1.2', ALL),
  policy('TLS-1-2-2017-01', 'TLSv1.2', 'TLSv1.2', [...EC_GCM, ...EC_SHA2, ...RSA_SHA2]),
  policy('TLS-1-2-Ext-2018-06', 'TLSv1.2', 'TLSv1.2', ALL),
  policy('TLS-1-1-2017-01', 'TLSv1.1', 'TLSv1.2', ALL),
  policy('FS-1-2-Res-2020-10', 'TLSv1.2', 'TLSv1.2', EC_GCM),
  policy('FS-1-2-Res-2019-08', 'TLSv1.2', 'TLSv1.2', [...EC_GCM, ...EC_SHA2]),
  policy('FS-1-2-2019-08', 'TLSv1.2', 'TLSv1.2', EC),
  policy('FS-1-1-2019-08', 'TLSv1.1', 'TLSv1.2', EC),
  policy('FS-2018-06', 'TLSv1', 'TLSv1.2', EC),
  policy('TLS-1-0-2015-04', 'TLSv1', 'TLSv1.2', [...ALL, 'DES-CBC3-SHA']),
  { ...policy('2015-05', 'TLSv1', 'TLSv1.2', ALL), types: ['application'] },
];
