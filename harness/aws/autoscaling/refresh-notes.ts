import type { DesiredConfiguration, RefreshPreferences, RollbackDetails } from '@aws-sdk/client-auto-scaling';
import { isActive, RefreshRefused, type InstanceRefresh } from '../../fleet/refresh-state.js';
import type { GivenRefreshPreferences } from '../../fleet/refresh-preferences.js';
import type { Validated } from '../wire/types.js';
import { releaseOf } from './launch-data.js';
import { hasMovingVersion, type LaunchSource } from './launch-source.js';
import type { ManagedGroup } from './managed-group.js';

export interface RefreshRequest {
  readonly preferences: GivenRefreshPreferences;
  /** As they were given, to be read back. */
  readonly given: Validated<RefreshPreferences>;
  readonly desired?: { readonly source: LaunchSource; readonly given: Validated<DesiredConfiguration> };
}

/** What is remembered of one refresh beside what the fleet knows. */
export interface RefreshNote {
  readonly request: RefreshRequest;
  /** What the group goes back to when the refresh is rolled back. */
  readonly before: LaunchSource;
  readonly rollback?: RollbackDetails;
}

/**
 * Instance refreshes as requests made them, and what becomes of the group's launch source by them. A refresh to a
 * configuration of its own makes that the group's when it succeeds. Terraform gives the group the new configuration first and
 * starts the refresh then: what the group had before is its previously saved configuration, which a rollback goes back to.
 * AWS: StartInstanceRefresh; Undo changes with a rollback; reference terraform.md section 5.
 */
export class RefreshNotes {
  readonly #notes = new Map<string, RefreshNote>();
  #starting: RefreshNote | undefined;
  /** The source before the latest update of the group that changed it, until a refresh has carried the change out. */
  #saved: LaunchSource | undefined;

  constructor(private readonly group: ManagedGroup) {}

  get active(): boolean {
    return isActive(this.group.fleet.describe().refresh);
  }

  /** Whether one is at work that has a configuration of its own. */
  get activeToDesired(): boolean {
    const { refresh } = this.group.fleet.describe();
    return isActive(refresh) && this.#notes.get(refresh.id)?.request.desired !== undefined;
  }

  of(refresh: InstanceRefresh): RefreshNote | undefined {
    return this.#notes.get(refresh.id);
  }

  /** The group has been given another source. */
  noteUpdate(before: LaunchSource): void {
    if (this.#release(before) !== this.#release(this.group.source)) this.#saved = before;
  }

  /** @throws ConfigError for preferences out of range, RefreshRefused while another one is at work; nothing is changed then. */
  start(request: RefreshRequest): InstanceRefresh {
    const { fleet, source } = this.group;
    const to = request.desired && this.#release(request.desired.source);
    const own = fleet.describe().release;
    const saved = to !== undefined && to === own ? this.#saved : undefined;
    const from = saved && this.#release(saved);
    this.#starting = { request, before: from === undefined ? source : (saved ?? source) };
    if (from !== undefined) fleet.setRelease(from);
    try {
      return fleet.startRefresh(request.preferences, to);
    } catch (error) {
      fleet.setRelease(own);
      throw error;
    } finally {
      this.#starting = undefined;
    }
  }

  /** @throws RefreshRefused when no refresh is at work, or it cannot be undone. AWS: RollbackInstanceRefresh. */
  rollBack(): void {
    const { fleet, source } = this.group;
    const { refresh } = fleet.describe();
    const desired = refresh && this.of(refresh)?.request.desired?.source;
    if (isActive(refresh) && [source, desired].some(hasMovingVersion)) {
      throw new RefreshRefused('IrreversibleInstanceRefresh', `Instance refresh ${refresh.id}: expected numbers of versions, found $Latest or $Default; cancel it`);
    }
    fleet.rollbackRefresh();
  }

  /** A refresh has changed. */
  hear(refresh: InstanceRefresh): void {
    const note = this.#notes.get(refresh.id) ?? this.#starting;
    if (!note) return;
    this.#notes.set(refresh.id, this.#withRollback(note, refresh));
    const kept = this.group.fleet.describe().refreshes;
    for (const id of this.#notes.keys()) if (!kept.some((one) => one.id === id)) this.#notes.delete(id);
    switch (refresh.status) {
      case 'Successful':
        this.#saved = undefined;
        if (note.request.desired) this.group.adoptSource(note.request.desired.source);
        return;
      case 'RollbackSuccessful':
        this.#saved = undefined;
        return this.group.adoptSource(note.before);
      case 'Cancelling':
      case 'Cancelled':
      case 'Failed':
      case 'RollbackFailed':
        // What the group was given by its latest update holds again.
        return this.group.setSource(this.group.source);
      default:
    }
  }

  #withRollback(note: RefreshNote, { status, statusReason, percentageComplete, instancesToUpdate }: InstanceRefresh): RefreshNote {
    if (status !== 'RollbackInProgress' || note.rollback) return note;
    const { core } = this.group.ground;
    const rollback: RollbackDetails = {
      RollbackReason: statusReason,
      RollbackStartTime: core.dateOf(core.clock.now()),
      PercentageCompleteOnRollback: percentageComplete,
      InstancesToUpdateOnRollback: instancesToUpdate,
    };
    return { ...note, rollback };
  }

  #release(source: LaunchSource): string | undefined {
    return releaseOf(this.group.ground, source);
  }
}
