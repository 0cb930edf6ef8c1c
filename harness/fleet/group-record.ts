import { ActivityLog } from './activity-log.js';
import type { FleetInstance, GroupEvent, GroupPorts } from './group-ports.js';
import { attachmentStates, newGroup, withInstance, type AttachmentState, type GroupInstance, type GroupState, type LifecycleState } from './group-state.js';
import { markUnhealthy, type Turned } from './look-at-health.js';

type WithoutTime<E> = E extends GroupEvent ? Omit<E, 'at'> : never;

/** State of one group as it changes, with an event for every change that others can see. */
export class GroupRecord {
  /** The running copies behind the state's instances. */
  readonly objects = new Map<string, FleetInstance>();
  readonly log: ActivityLog;
  #state: GroupState;
  #told: readonly AttachmentState[];

  constructor(
    name: string,
    release: string,
    private readonly ports: GroupPorts,
  ) {
    this.#state = newGroup(release, ports.balancers.length);
    this.#told = this.#state.attachments.map(() => 'Adding');
    this.log = new ActivityLog(name, () => ports.clock.now(), (type, activity) => this.tell({ type, activity }));
  }

  get state(): GroupState {
    return this.#state;
  }

  find(id: string): GroupInstance | undefined {
    return this.#state.instances.find((instance) => instance.id === id);
  }

  tell(event: WithoutTime<GroupEvent>): void {
    this.ports.onEvent({ ...event, at: this.ports.clock.now() });
  }

  change(state: GroupState): void {
    this.#state = state;
    const states = attachmentStates(state);
    const before = this.#told;
    this.#told = states;
    for (const [balancer, now] of states.entries()) {
      if (now !== before[balancer]) this.tell({ type: 'attachment', balancer, state: now });
    }
  }

  /** A launch has brought an instance, which is Pending from now on. */
  admit(object: FleetInstance, release: string, launchedAt: number): void {
    const { id } = object;
    this.objects.set(id, object);
    const passed = this.#state.attachments.map(() => false);
    const instance: GroupInstance = { id, release, lifecycle: 'Pending', healthStatus: 'Healthy', launchedAt, registered: false, passed };
    this.change({ ...this.#state, launching: this.#state.launching - 1, instances: [...this.#state.instances, instance] });
    this.tell({ type: 'lifecycle', id, release, to: 'Pending' });
  }

  /** Moves an instance on; one that is Terminated leaves the group. */
  enter(id: string, to: LifecycleState, change: Partial<GroupInstance> = {}): void {
    const before = this.find(id);
    if (!before) return;
    if (to === 'Terminated') {
      this.objects.delete(id);
      this.change({ ...this.#state, instances: this.#state.instances.filter((instance) => instance.id !== id) });
    } else {
      this.change(withInstance(this.#state, id, { ...change, lifecycle: to }));
    }
    this.tell({ type: 'lifecycle', id, release: before.release, from: before.lifecycle, to });
  }

  turnUnhealthy(turned: Turned): void {
    this.change(markUnhealthy(this.#state, turned));
    this.tell({ type: 'health', id: turned.id, status: 'Unhealthy', cause: turned.cause });
  }
}
