import { groupSettings, type GivenGroupSettings, type GroupSettings } from './group-settings.js';
import { newGroup, type GroupInstance, type GroupState } from './group-state.js';

/** An instance that has been in service since second 0 and has passed at its one balancer. */
export const anInstance = (id: string, change: Partial<GroupInstance> = {}): GroupInstance => ({
  id,
  release: 'v1',
  lifecycle: 'InService',
  healthStatus: 'Healthy',
  launchedAt: 0,
  inServiceAt: 0,
  registered: ['lb'],
  passed: ['lb'],
  protectedFromScaleIn: false,
  ...change,
});

/** A group of these instances with one balancer, `lb`, at which one of the group has passed. */
export const aGroup = (instances: readonly GroupInstance[], change: Partial<GroupState> = {}): GroupState => ({
  ...newGroup('v1', ['lb']),
  instances,
  attachments: [{ name: 'lb', passed: true, removing: false }],
  ...change,
});

/** Settings of a group that hears its balancer, without grace. */
export const elbSettings = (desiredCapacity: number, change: Partial<GivenGroupSettings> = {}): GroupSettings =>
  groupSettings({ name: 'web', minSize: 0, maxSize: 100, desiredCapacity, healthCheckType: 'ELB', ...change });
