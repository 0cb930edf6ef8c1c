import { ActivityLog } from './activity-log.js';
import type { FleetInstance, GroupBalancer, GroupEvent, GroupPorts } from './group-ports.js';
import { attachmentStates, newGroup, withInstance, type AttachmentState, type GroupInstance, type GroupState, type LifecycleState } from './group-state.js';
import { markHealthy, markUnhealthy, type Turned } from './look-at-health.js';

/** What an instance is born with. */
type Birth = Pick<GroupInstance, 'launchedAt' | 'protectedFromScaleIn'>;

type WithoutTime<E> = E extends GroupEvent ? Omit<E, 'at'> : never;

/** State of one group as it changes, with an event for every change that others can see. */
export class GroupRecord {
  /** The running copies behind the state's instances. */
  readonly objects = new Map<string, FleetInstance>();
  /** The balancers behind the state's attachments. */
  readonly balancers: Map<string, GroupBalancer>;
  readonly log: ActivityLog;
  #state: GroupState;
  /** What was last told of each attachment; a new one is Adding without being told of. */
  #told: ReadonlyMap<string, AttachmentState> = new Map();

  constructor(
    name: string,
    release: string,
    private readonly ports: GroupPorts,
  ) {
    this.balancers = new Map(ports.balancers);
    this.#state = newGroup(release, [...this.balancers.keys()]);
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
    const before = this.#told;
    const states = new Map(attachmentStates(state).map(({ name, state: now }) => [name, now]));
    this.#told = states;
    for (const [balancer, now] of states) if (now !== (before.get(balancer) ?? 'Adding')) this.tell({ type: 'attachment', balancer, state: now });
    for (const balancer of before.keys()) if (!states.has(balancer)) this.tell({ type: 'attachment', balancer, state: 'Removed' });
  }

  /** A launch has brought an instance, which is Pending from now on. */
  admit(object: FleetInstance, release: string, born: Birth): void {
    this.#join(object, release, born, this.#state.launching - 1);
  }

  /** An instance that runs already joins the group, and is Pending from now on. */
  add(object: FleetInstance, release: string, born: Birth): void {
    this.#join(object, release, born, this.#state.launching);
  }

  /** Moves an instance on; one that is Terminated or Detached leaves the group. */
  enter(id: string, to: LifecycleState, change: Partial<GroupInstance> = {}): void {
    const before = this.find(id);
    if (!before) return;
    if (to === 'Terminated' || to === 'Detached') {
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

  turnHealthy(id: string): void {
    this.change(markHealthy(this.#state, id));
    this.tell({ type: 'health', id, status: 'Healthy' });
  }

  #join(object: FleetInstance, release: string, born: Birth, launching: number): void {
    const { id } = object;
    this.objects.set(id, object);
    const instance: GroupInstance = { id, release, lifecycle: 'Pending', healthStatus: 'Healthy', ...born, registered: [], passed: [] };
    this.change({ ...this.#state, launching, instances: [...this.#state.instances, instance] });
    this.tell({ type: 'lifecycle', id, release, to: 'Pending' });
  }
}
