import { hclString } from './hcl-text.js';
import { isOverride, type ModuleScan, type ProviderBlock } from './module-scan.js';

/** Where the AWS provider is to call, and with which keys. */
export interface AwsEndpoint {
  /** Such as `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Services that are asked at the endpoint. Calls to any other are refused before they leave the machine. */
export const SERVICES_AT_ENDPOINT = ['elb', 'elbv2', 'autoscaling', 'ec2', 'sts', 'iam'] as const;

/**
 * With these a block could name another account, another way out, or other certificates. Only those whose name the user's
 * files know are taken away, since a provider refuses what its version does not have.
 */
const ATTRIBUTES_TAKEN_AWAY = [
  'token', 'profile', 'shared_config_files', 'shared_credentials_files', 'allowed_account_ids', 'forbidden_account_ids',
  'http_proxy', 'https_proxy', 'no_proxy', 'custom_ca_bundle', 'insecure', 'ec2_metadata_service_endpoint',
  'ec2_metadata_service_endpoint_mode', 'sts_region', 'use_fips_endpoint', 'use_dualstack_endpoint',
];

const BLOCKS_TAKEN_AWAY = ['assume_role', 'assume_role_with_web_identity'];

/** Attempts of a call that failed on the way; the provider's own 25 would hide a closed endpoint for minutes. */
const ATTEMPTS = 2;

/**
 * Text of the file that Terraform merges over a module's own: an attribute replaces the one of the block with the same
 * name and alias, a nested block replaces all of its kind, `null` unsets, and a `dynamic` block over nothing leaves none.
 * What the user's block says beside, such as its region and `default_tags`, stays.
 *
 * The root module has a configuration of the provider, said or not, and gets a local backend in place of a remote one or
 * of `cloud`. Another module has one only if it says so: given one, it would no longer inherit its caller's.
 */
export function overrideText(scan: ModuleScan, endpoint: AwsEndpoint, module: 'root' | 'child'): string {
  const blocks = configurationsOf(scan, module).map((block) => providerText(block, endpoint, scan.words));
  return [...(module === 'root' ? ['terraform {\n  backend "local" {}\n}\n'] : []), ...blocks].join('\n');
}

/** Configurations of the AWS provider that a module brings about. */
export function configurationsOf({ providers }: ModuleScan, module: 'root' | 'child'): readonly ProviderBlock[] {
  const hasDefault = providers.some(({ alias }) => alias === undefined);
  return module === 'child' || hasDefault ? providers : [{ name: providers[0]?.name ?? 'aws' }, ...providers];
}

function providerText({ name, alias }: ProviderBlock, { url, accessKeyId, secretAccessKey }: AwsEndpoint, words: ReadonlySet<string>): string {
  const attributes: [string, string][] = [
    ...(alias === undefined ? [] : [['alias', hclString(alias)] as [string, string]]),
    ['access_key', hclString(accessKeyId)],
    ['secret_key', hclString(secretAccessKey)],
    ...ATTRIBUTES_TAKEN_AWAY.filter((attribute) => words.has(attribute)).map((attribute): [string, string] => [attribute, 'null']),
    ['max_retries', String(ATTEMPTS)],
    ...['credentials_validation', 'metadata_api_check', 'requesting_account_id', 'region_validation'].map((check): [string, string] => [`skip_${check}`, 'true']),
  ];
  return [
    `provider ${hclString(name)} {`,
    ...attributes.map(([attribute, value]) => `  ${attribute} = ${value}`),
    ...BLOCKS_TAKEN_AWAY.filter((block) => words.has(block)).map((block) => `  dynamic ${hclString(block)} {\n    for_each = []\n    content {}\n  }`),
    '  endpoints {',
    ...SERVICES_AT_ENDPOINT.map((service) => `    ${service} = ${hclString(url)}`),
    '  }',
    '}',
    '',
  ].join('\n');
}

/**
 * A name for the override file beside files of these names. Override files are merged in the order of their names'
 * bytes, and the last word must be ours.
 */
export function overrideName(others: readonly string[]): string {
  const candidates = ['~canarybed_override.tf', ...others.filter(isOverride).map((name) => `${name.replace(/_?override\.tf(?:\.json)?$/, '')}~_override.tf`)];
  return candidates.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).at(-1) ?? '';
}
