import { hasEnded, inAwsOrder, type Activity } from './activities.js';
import { stableId } from './stable-id.js';

/** Activities that are kept once they have ended; AWS keeps those of six weeks. */
const ENDED_KEPT = 100;

/** Scaling activities of one group, all that are under way and the latest that have ended, and who is told of them. */
export class ActivityLog {
  /** In the order of their starts. */
  readonly #activities = new Map<string, Activity>();
  #started = 0;

  constructor(
    private readonly group: string,
    private readonly now: () => number,
    private readonly tell: (type: 'activity-started' | 'activity-ended', activity: Activity) => void,
  ) {}

  /** Begins an activity now; its id stays the same through all changes. */
  start(begun: Pick<Activity, 'kind' | 'instanceId' | 'cause'>): Activity {
    const id = stableId(`${this.group}/activity/${this.#started}`);
    this.#started += 1;
    const activity: Activity = { ...begun, id, startedAt: this.now(), status: begun.kind === 'exit-standby' ? 'PreInService' : 'InProgress' };
    this.#activities.set(id, activity);
    this.tell('activity-started', activity);
    return activity;
  }

  change(id: string, change: Partial<Pick<Activity, 'instanceId' | 'status' | 'statusMessage'>>): void {
    const before = this.#activities.get(id);
    if (!before) return;
    const changed: Activity = { ...before, ...change };
    const activity: Activity = hasEnded(changed) ? { ...changed, endedAt: this.now() } : changed;
    this.#activities.set(id, activity);
    if (!hasEnded(activity)) return;
    this.#forgetOldest();
    this.tell('activity-ended', activity);
  }

  /** In the order of DescribeScalingActivities. */
  list(): Activity[] {
    return inAwsOrder([...this.#activities.values()]);
  }

  /** What is under way is never forgotten, however long it takes. */
  #forgetOldest(): void {
    const ended = [...this.#activities.values()].filter(hasEnded);
    for (const { id } of ended.slice(0, Math.max(0, ended.length - ENDED_KEPT))) this.#activities.delete(id);
  }
}
