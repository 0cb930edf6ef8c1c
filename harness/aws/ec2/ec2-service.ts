import type { RegionCore } from '../region-base.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers, Input } from '../wire/types.js';
import type { IdempotentRequests } from './idempotency.js';
import type { InstanceRecords } from './instance-records.js';
import type { KeyPairs } from './key-pairs.js';
import type { LaunchTemplates } from './launch-templates.js';
import type { ResourceTags } from './resource-tags.js';
import type { SecurityGroups } from './security-groups.js';

export type Ec2Module = ServiceModules['ec2'];
export type Ec2Handlers = Handlers<Ec2Module>;
export type Ec2Input<A extends keyof Ec2Handlers> = Input<Ec2Module, A>;

/** What all parts of the service share. */
export interface Ec2Service {
  readonly core: RegionCore;
  readonly tags: ResourceTags;
  readonly records: InstanceRecords;
  readonly groups: SecurityGroups;
  readonly templates: LaunchTemplates;
  readonly keyPairs: KeyPairs;
  readonly repeated: IdempotentRequests;
}
