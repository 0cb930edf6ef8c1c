import type { LaunchTemplateSource } from '../launch-source.js';
import type { GroupDescription } from '../../fleet/auto-scaling-group.js';
import type { RegionCore } from '../region-base.js';
import type { Attachments } from './attachments.js';
import type { AutoScalingGround, AutoScalingHandlers, AutoScalingModule, AutoScalingService } from './auto-scaling-service.js';
import { groupState } from './group-page.js';
import { Groups } from './groups.js';
import { activityHandlers } from './handle-activities.js';
import { attachmentHandlers } from './handle-attachments.js';
import { groupHandlers } from './handle-groups.js';
import { instanceHandlers } from './handle-instances.js';
import { launchConfigurationHandlers } from './handle-launch-configurations.js';
import { lifecycleHookHandlers } from './handle-lifecycle-hooks.js';
import { notificationHandlers } from './handle-notifications.js';
import { policyHandlers } from './handle-policies.js';
import { processHandlers } from './handle-processes.js';
import { refreshHandlers } from './handle-refreshes.js';
import { scheduledActionHandlers } from './handle-scheduled-actions.js';
import { tagHandlers } from './handle-tags.js';
import { typeHandlers } from './handle-types.js';
import { warmPoolHandlers } from './handle-warm-pools.js';

/** EC2 Auto Scaling 2011-01-01 over one region. */
export interface AutoScaling {
  handlers(sdk: AutoScalingModule): AutoScalingHandlers;
  /** All groups as they are now. */
  describe(): readonly GroupDescription[];
  /** For the state page: plain data. */
  state(): readonly object[];
  /** Ends all groups' loops and waits; their instances are ended by the region. @throws what a group's work threw */
  close(): Promise<void>;
}

const PARTS = [
  launchConfigurationHandlers,
  groupHandlers,
  activityHandlers,
  attachmentHandlers,
  instanceHandlers,
  lifecycleHookHandlers,
  refreshHandlers,
  processHandlers,
  tagHandlers,
  policyHandlers,
  scheduledActionHandlers,
  notificationHandlers,
  warmPoolHandlers,
  typeHandlers,
];

export function openAutoScaling(core: RegionCore, { attachments, templates }: { readonly attachments: Attachments; readonly templates: LaunchTemplateSource }): AutoScaling {
  const ground: AutoScalingGround = { core, attachments, templates, configurations: new Map(), groups: new Groups() };
  // Balancers have forgotten it by now: none may see it in service and listed nowhere until the group's next look.
  core.instances.onTerminated((id) => {
    const group = ground.groups.owning(id);
    if (group?.member(id)?.lifecycle === 'InService') group.fleet.look();
  });
  return {
    handlers: (sdk) => {
      const service: AutoScalingService = { ...ground, sdk };
      return Object.assign({}, ...PARTS.map((part) => part(service)));
    },
    describe: () => ground.groups.list().map(({ fleet }) => fleet.describe()),
    state: () => ground.groups.list().map(groupState),
    close: () => ground.groups.close(),
  };
}
