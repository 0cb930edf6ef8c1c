import type { LaunchTemplateSource } from '../launch-source.js';
import type { RegionCore } from '../region-base.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers, Input } from '../wire/types.js';
import type { Attachments } from './attachments.js';
import type { Groups } from './groups.js';
import { invalid } from './invalid.js';
import type { LaunchConfiguration } from './launch-configuration.js';
import type { ManagedGroup } from './managed-group.js';

export type AutoScalingModule = ServiceModules['autoscaling'];
export type AutoScalingHandlers = Handlers<AutoScalingModule>;
export type AutoScalingInput<A extends keyof AutoScalingHandlers> = Input<AutoScalingModule, A>;

/** What groups stand on. */
export interface AutoScalingGround {
  readonly core: RegionCore;
  readonly attachments: Attachments;
  readonly templates: LaunchTemplateSource;
  readonly configurations: Map<string, LaunchConfiguration>;
  readonly groups: Groups;
}

/** What all parts of the service share. */
export interface AutoScalingService extends AutoScalingGround {
  readonly sdk: AutoScalingModule;
}

/** A group, once it launches what its template stands for by now. @throws QueryError ValidationError for one that does not exist. */
export function groupNamed({ groups }: AutoScalingGround, name: string): ManagedGroup {
  const group = groups.named(name);
  if (!group) throw invalid(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
  group.followTemplate();
  return group;
}

/** A group that may be changed. @throws also ScalingActivityInProgress while it is being deleted. */
export function changeableGroup(service: AutoScalingService, name: string): ManagedGroup {
  const group = groupNamed(service, name);
  if (!group.deleting) return group;
  throw new service.sdk.ScalingActivityInProgressFault({ message: `AutoScalingGroup '${name}' is pending delete`, $metadata: {} });
}
