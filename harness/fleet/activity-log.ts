import { hasEnded, inAwsOrder, type Activity } from './activities.js';
import { stableId } from './stable-id.js';

/** All scaling activities of one group, and who is told of them. */
export class ActivityLog {
  readonly #activities = new Map<string, Activity>();

  constructor(
    private readonly group: string,
    private readonly now: () => number,
    private readonly tell: (type: 'activity-started' | 'activity-ended', activity: Activity) => void,
  ) {}

  /** Begins an activity now; its id stays the same through all changes. */
  start(begun: Pick<Activity, 'kind' | 'instanceId' | 'cause'>): string {
    const id = stableId(`${this.group}/activity/${this.#activities.size}`);
    const activity: Activity = { ...begun, id, startedAt: this.now(), status: 'InProgress' };
    this.#activities.set(id, activity);
    this.tell('activity-started', activity);
    return id;
  }

  change(id: string, change: Partial<Pick<Activity, 'instanceId' | 'status' | 'statusMessage'>>): void {
    const before = this.#activities.get(id);
    if (!before) return;
    const changed: Activity = { ...before, ...change };
    const activity: Activity = hasEnded(changed) ? { ...changed, endedAt: this.now() } : changed;
    this.#activities.set(id, activity);
    if (hasEnded(activity)) this.tell('activity-ended', activity);
  }

  /** In the order of DescribeScalingActivities. */
  list(): Activity[] {
    return inAwsOrder([...this.#activities.values()]);
  }
}
