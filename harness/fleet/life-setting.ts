import type { GroupPorts } from './group-ports.js';
import type { GroupRecord } from './group-record.js';
import type { GroupSettings } from './group-settings.js';
import type { LifecycleActions } from './lifecycle-actions.js';

/** What the life of an instance needs of its group. */
export interface LifeSetting {
  readonly record: GroupRecord;
  readonly ports: GroupPorts;
  readonly actions: LifecycleActions;
  settings(): GroupSettings;
  /** Resolves when the group stops: nothing is waited for any more then. */
  readonly stopping: Promise<void>;
  hasStopped(): boolean;
}
