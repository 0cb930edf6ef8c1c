import { identityDocument } from './identity-document.js';

/** States that an Auto Scaling group can be moving an instance to. AWS: "Retrieve the target lifecycle state through instance metadata". */
export type TargetLifecycleState =
  | 'InService'
  | 'Terminated'
  | 'Detached'
  | 'Standby'
  | 'Warmed:Hibernated'
  | 'Warmed:Running'
  | 'Warmed:Stopped'
  | 'Warmed:Terminated';

/** An IAM role with credentials as the service hands them out. They open nothing: they are what the caller made up. */
export interface InstanceRole {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  /** ISO 8601, as `2017-05-17T15:09:54Z`. */
  readonly lastUpdated: string;
  /** ISO 8601. */
  readonly expiration: string;
}

/** What an EC2 instance tells about itself. */
export interface InstanceIdentity {
  /** `i-0123456789abcdef0` */
  readonly instanceId: string;
  /** IPv4 address within the VPC, as `local-ipv4` answers it. */
  readonly privateAddress: string;
  /** `ami-0123456789abcdef0` */
  readonly imageId: string;
  /** `m5.large`; its path is missing when left out. */
  readonly instanceType?: string;
  /** `eu-central-1a`; its path is missing when left out. */
  readonly availabilityZone?: string;
  /** Private DNS name; left out: made of address and region, as EC2 does by default. */
  readonly hostname?: string;
  /** Left out: a locally administered address made of the private address, so that no two instances share it. */
  readonly mac?: string;
  /** Names; left out: the group that every VPC has, `default`. */
  readonly securityGroups?: readonly string[];
  /** Its path is missing when left out, as on an instance that belongs to no Auto Scaling group. */
  readonly targetLifecycleState?: TargetLifecycleState;
  /** Present where the instance's `InstanceMetadataTags` is `enabled`; such keys hold no space and no slash. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The paths under `iam/` are missing when left out. */
  readonly role?: InstanceRole;
  /** Answered as it is; missing when left out or empty. */
  readonly userData?: string;
  /** Of the identity document; left out: `123456789012`. */
  readonly accountId?: string;
  /** Of the identity document; left out: `x86_64`. */
  readonly architecture?: 'x86_64' | 'arm64';
  /** When the instance was launched, ISO 8601, for the identity document; null there when left out. */
  readonly launchedAt?: string;
}

/**
 * Texts of all paths below a version folder, bare and without a newline. AWS: EC2 User Guide, "Instance metadata
 * categories"; rule 40.
 */
export function entriesOf(identity: InstanceIdentity): ReadonlyMap<string, string> {
  const region = regionOf(identity.availabilityZone);
  const hostname = identity.hostname ?? defaultHostname(identity.privateAddress, region);
  const metadata: Record<string, string | undefined> = {
    'ami-id': identity.imageId,
    hostname,
    'instance-id': identity.instanceId,
    'instance-type': identity.instanceType,
    'local-hostname': hostname,
    'local-ipv4': identity.privateAddress,
    mac: identity.mac ?? defaultMac(identity.privateAddress),
    'security-groups': (identity.securityGroups ?? ['default']).join('\n'),
    'placement/availability-zone': identity.availabilityZone,
    'placement/region': region,
    'autoscaling/target-lifecycle-state': identity.targetLifecycleState,
    ...(identity.role ? { [`iam/security-credentials/${identity.role.name}`]: credentialsText(identity.role) } : {}),
  };
  const tags = Object.entries(identity.tags ?? {}).map(([key, value]) => [`meta-data/tags/instance/${key}`, value] as const);
  const entries: readonly (readonly [string, string | undefined])[] = [
    ...Object.entries(metadata).map(([path, text]) => [`meta-data/${path}`, text] as const),
    ...tags,
    ['dynamic/instance-identity/document', identityDocument(identity, region)],
    ['user-data', identity.userData === '' ? undefined : identity.userData],
  ];
  return new Map(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** Local zones carry a longer name (us-west-2-lax-1a); the region is what stands before it. */
const regionOf = (zone: string | undefined): string | undefined => /^[a-z]+(?:-[a-z]+)+-\d+/.exec(zone ?? '')?.[0];

/** AWS: EC2 User Guide, "EC2 instance hostnames and domains": the first region alone has a domain without its name. */
function defaultHostname(address: string, region = 'us-east-1'): string {
  return `ip-${address.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`}`;
}

const defaultMac = (address: string): string =>
  ['02', '00', ...address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'))].join(':');

function credentialsText(role: InstanceRole): string {
  const credentials = {
    Code: 'Success',
    LastUpdated: role.lastUpdated,
    Type: 'AWS-HMAC',
    AccessKeyId: role.accessKeyId,
    SecretAccessKey: role.secretAccessKey,
    Token: role.token,
    Expiration: role.expiration,
  };
  return JSON.stringify(credentials, null, 2);
}
