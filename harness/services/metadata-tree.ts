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
}

const ROOT = '/latest/meta-data';

/**
 * Text at a path of the metadata service, bare and without a newline; undefined means 404. A category is answered with
 * its entries, one a line, sub-categories with a slash at the end (EC2 User Guide, "Instance metadata categories").
 */
export function metadataAt(identity: InstanceIdentity, path: string): string | undefined {
  const entries = entriesOf(identity);
  const wanted = path.replace(/\/$/, '');
  if (wanted === path) {
    const value = entries.get(path);
    if (value !== undefined) return value;
  }
  const children = new Set<string>();
  for (const entry of entries.keys()) {
    if (!entry.startsWith(`${wanted}/`) || !`${wanted}/`.startsWith(`${ROOT}/`)) continue;
    const [name, ...deeper] = entry.slice(wanted.length + 1).split('/');
    children.add(deeper.length > 0 ? `${name}/` : `${name}`);
  }
  return children.size > 0 ? [...children].sort().join('\n') : undefined;
}

function entriesOf(identity: InstanceIdentity): Map<string, string> {
  const entries = new Map([
    [`${ROOT}/ami-id`, identity.imageId],
    [`${ROOT}/instance-id`, identity.instanceId],
    [`${ROOT}/local-ipv4`, identity.privateAddress],
  ]);
  if (identity.instanceType !== undefined) entries.set(`${ROOT}/instance-type`, identity.instanceType);
  if (identity.availabilityZone !== undefined) {
    entries.set(`${ROOT}/placement/availability-zone`, identity.availabilityZone);
    // Local zones carry a longer name (us-west-2-lax-1a); the region is what stands before it.
    const region = /^[a-z]+(?:-[a-z]+)+-\d+/.exec(identity.availabilityZone)?.[0];
    if (region !== undefined) entries.set(`${ROOT}/placement/region`, region);
  }
  return entries;
}
