import type { GroupRecord } from './group-record.js';
import type { GroupSettings } from './group-settings.js';
import { stepRefresh } from './instance-refresh.js';
import { NO_REFRESH, type RefreshWants } from './plan-capacity.js';
import { refreshPreferences, type GivenRefreshPreferences } from './refresh-preferences.js';
import { beginRefresh, cancelRefresh, rollbackRefresh, type InstanceRefresh } from './refresh-state.js';
import { stableId } from './stable-id.js';

/** Refreshes that are kept; AWS keeps those of six weeks. */
const KEPT = 20;

/** The latest instance refreshes of one group, of which at most the last is at work. */
export class RefreshHistory {
  #refreshes: readonly InstanceRefresh[] = [];
  #begun = 0;

  constructor(
    private readonly record: GroupRecord,
    private readonly settings: () => GroupSettings,
    private readonly now: () => number,
  ) {}

  /** The latest first. */
  get list(): readonly InstanceRefresh[] {
    return this.#refreshes;
  }

  get latest(): InstanceRefresh | undefined {
    return this.#refreshes[0];
  }

  begin(given: GivenRefreshPreferences, release: string | undefined): InstanceRefresh {
    const preferences = refreshPreferences(given, this.settings());
    const id = stableId(`${this.settings().name}/refresh/${this.#begun}`);
    const options = { now: this.now(), last: this.latest, ...(release === undefined ? {} : { release }) };
    const refresh = beginRefresh(id, this.record.state, preferences, options);
    this.#begun += 1;
    this.#refreshes = [refresh, ...this.#refreshes].slice(0, KEPT);
    this.record.tell({ type: 'refresh', refresh });
    return refresh;
  }

  cancel(): void {
    this.#turn(cancelRefresh(this.latest));
  }

  rollBack(): void {
    this.#turn(rollbackRefresh(this.latest, this.now(), 'Rolled back by a user.'));
  }

  /** Moves the latest refresh on as far as it has come. One that succeeds makes its release the group's. */
  step(): RefreshWants {
    const before = this.latest;
    if (!before) return NO_REFRESH;
    const { refresh, wants } = stepRefresh(before, this.record.state, this.settings(), this.now());
    this.#turn(refresh);
    if (refresh.status === 'Successful' && before.status !== 'Successful' && refresh.from !== refresh.to) {
      this.record.change({ ...this.record.state, release: refresh.to });
    }
    // A refresh that has just turned back wants its first instances at once, not at the next look.
    return refresh.status === 'RollbackInProgress' && before.status !== 'RollbackInProgress' ? this.step() : wants;
  }

  #turn(refresh: InstanceRefresh): void {
    const before = this.latest;
    this.#refreshes = [refresh, ...this.#refreshes.slice(1)];
    if (before && SHOWN.some((field) => before[field] !== refresh[field])) this.record.tell({ type: 'refresh', refresh });
  }
}

/** What DescribeInstanceRefreshes would show to have changed. */
const SHOWN = ['status', 'statusReason', 'percentageComplete', 'instancesToUpdate'] as const;
