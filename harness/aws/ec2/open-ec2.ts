import type { RegionCore } from '../region-base.js';
import type { LaunchTemplateSource } from '../launch-source.js';
import { withDryRun } from './dry-run.js';
import type { Ec2Handlers, Ec2Module, Ec2Service } from './ec2-service.js';
import { accountHandlers } from './handle-account.js';
import { consoleHandlers } from './handle-console.js';
import { imageHandlers } from './handle-images.js';
import { instanceAttributeHandlers } from './handle-instance-attributes.js';
import { instanceStateHandlers } from './handle-instance-states.js';
import { instanceTypeHandlers } from './handle-instance-types.js';
import { instanceHandlers } from './handle-instances.js';
import { keyPairHandlers } from './handle-key-pairs.js';
import { launchTemplateHandlers } from './handle-launch-templates.js';
import { networkInterfaceHandlers } from './handle-network-interfaces.js';
import { routeHandlers } from './handle-routes.js';
import { securityGroupHandlers } from './handle-security-groups.js';
import { securityRuleHandlers } from './handle-security-rules.js';
import { tagHandlers } from './handle-tags.js';
import { templateVersionHandlers } from './handle-template-versions.js';
import { volumeHandlers } from './handle-volumes.js';
import { vpcHandlers } from './handle-vpcs.js';
import { IdempotentRequests } from './idempotency.js';
import { InstanceRecords } from './instance-records.js';
import { KeyPairs } from './key-pairs.js';
import { LaunchTemplates } from './launch-templates.js';
import { ResourceTags } from './resource-tags.js';
import { SecurityGroups } from './security-groups.js';

/** EC2 2016-11-15 over one region, as far as what stands behind balancers needs it. */
export interface Ec2 {
  /** The package has no exceptions of its own: every error of EC2 is a QueryError. */
  handlers(sdk: Ec2Module): Ec2Handlers;
  /** For groups. */
  readonly templates: LaunchTemplateSource;
}

const PARTS = [
  imageHandlers,
  instanceHandlers,
  instanceStateHandlers,
  instanceAttributeHandlers,
  instanceTypeHandlers,
  consoleHandlers,
  launchTemplateHandlers,
  templateVersionHandlers,
  securityGroupHandlers,
  securityRuleHandlers,
  networkInterfaceHandlers,
  vpcHandlers,
  routeHandlers,
  volumeHandlers,
  keyPairHandlers,
  tagHandlers,
  accountHandlers,
];

export function openEc2(core: RegionCore): Ec2 {
  const groups = new SecurityGroups(core);
  const templates = new LaunchTemplates(() => core.clock.now(), (name) => groups.named(name)?.id);
  const service: Ec2Service = {
    core,
    groups,
    templates,
    tags: new ResourceTags(core.instances),
    records: new InstanceRecords(),
    keyPairs: new KeyPairs(),
    repeated: new IdempotentRequests(),
  };
  return {
    handlers: () => withDryRun<Ec2Handlers>(Object.assign({}, ...PARTS.map((part) => part(service)))),
    templates,
  };
}
