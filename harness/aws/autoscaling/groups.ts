import type { Activity } from '@aws-sdk/client-auto-scaling';
import { describeError, throwFirst } from '../../model/errors.js';
import type { ManagedGroup } from './managed-group.js';
import { describeActivities } from './describe-activity.js';

/** Deleted groups whose activities are still to be had; AWS keeps them for six weeks. */
const DELETED_KEPT = 100;

/** Activities of a group that is no more. */
export interface DeletedGroup {
  readonly name: string;
  readonly activities: readonly Activity[];
}

/** All groups of the region, those that are being deleted among them. */
export class Groups {
  readonly #groups = new Map<string, ManagedGroup>();
  #deleted: readonly DeletedGroup[] = [];

  named(name: string): ManagedGroup | undefined {
    return this.#groups.get(name);
  }

  /** In the order of their creation. */
  list(): ManagedGroup[] {
    return [...this.#groups.values()];
  }

  /** The latest first. */
  get deleted(): readonly DeletedGroup[] {
    return this.#deleted;
  }

  /** The group that has an instance. */
  owning(id: string): ManagedGroup | undefined {
    return this.list().find((group) => group.member(id) !== undefined);
  }

  add(group: ManagedGroup): void {
    this.#groups.set(group.name, group);
    group.fleet.start();
  }

  /** Ends a group and its instances beside the caller; it is listed until they are gone. AWS: DeleteAutoScalingGroup. */
  delete(group: ManagedGroup): void {
    if (group.deleting) return;
    group.deleting = true;
    void group.fleet
      .stop({ terminate: true })
      .catch((error: unknown) => process.emitWarning(describeError(error)))
      .then(() => this.#forget(group));
  }

  /** Ends all loops and waits; instances stay as they are. @throws what a group's work threw, once all were tried */
  async close(): Promise<void> {
    throwFirst(await Promise.allSettled(this.list().map(({ fleet }) => fleet.stop({ terminate: false }))));
  }

  #forget(group: ManagedGroup): void {
    this.#groups.delete(group.name);
    this.#deleted = [{ name: group.name, activities: describeActivities(group) }, ...this.#deleted].slice(0, DELETED_KEPT);
  }
}
