import { ConfigError } from '../model/errors.js';
import type { CapacityChanger } from './activities.js';
import { attachBalancer, detachBalancer } from './balancer-registration.js';
import { CapacityLoop } from './capacity-loop.js';
import type { GroupDescription } from './group-description.js';
import type { FleetInstance, GroupBalancer, GroupPorts } from './group-ports.js';
import { GroupRecord } from './group-record.js';
import {
  groupSettings,
  validateGroupSettings,
  GROUP_PROCESSES,
  type GivenGroupSettings,
  type GroupProcess,
  type GroupSettings,
} from './group-settings.js';
import { attachmentStates, isPresent, type HealthStatus } from './group-state.js';
import { InstanceRequests } from './instance-requests.js';
import type { LifeSetting } from './life-setting.js';
import { LifecycleActions } from './lifecycle-actions.js';
import type { LifecycleHook } from './lifecycle-hooks.js';
import { isInGrace } from './look-at-health.js';
import { RefreshHistory } from './refresh-history.js';
import type { GivenRefreshPreferences } from './refresh-preferences.js';
import type { InstanceRefresh } from './refresh-state.js';

export type { GroupDescription } from './group-description.js';
export type { FleetInstance, GroupBalancer, GroupEvent, GroupPorts } from './group-ports.js';

export type CapacityChange = Partial<Pick<GroupSettings, 'minSize' | 'maxSize' | 'desiredCapacity'>>;

/**
 * An Auto Scaling group: keeps as many instances running as are desired, looks at their health periodically, and replaces
 * them. All waiting is done on the clock of its ports; what it decides is in files beside this one. It begins with
 * `start` and must be ended with `stop`.
 */
export class AutoScalingGroup {
  /** Requests on single instances. */
  readonly requests: InstanceRequests;
  /** What instances wait for at the group's lifecycle hooks. */
  readonly lifecycleActions: Pick<LifecycleActions, 'complete' | 'heartbeat'>;
  #settings: GroupSettings;
  #phase: 'new' | 'running' | 'stopped' = 'new';
  #endWaits!: () => void;
  readonly #record: GroupRecord;
  readonly #life: LifeSetting;
  readonly #refreshes: RefreshHistory;
  readonly #loop: CapacityLoop;

  /**
   * @param release name of the launch configuration that instances are launched from
   * @throws ConfigError when a group cannot have these settings.
   */
  constructor(given: GivenGroupSettings, release: string, private readonly ports: GroupPorts) {
    this.#settings = groupSettings(given);
    this.#record = new GroupRecord(given.name, release, ports);
    const stopping = new Promise<void>((resolve) => (this.#endWaits = resolve));
    const [settings, hasStopped] = [() => this.#settings, () => this.#phase === 'stopped'];
    const actions = (this.lifecycleActions = new LifecycleActions(given.name, ports.clock));
    this.#refreshes = new RefreshHistory(this.#record, settings, () => ports.clock.now());
    this.#life = { record: this.#record, ports, actions, settings, stopping, hasStopped };
    const loop = (this.#loop = new CapacityLoop(this.#life, this.#refreshes, () => this.#phase === 'running'));
    this.requests = new InstanceRequests({
      life: this.#life,
      resize: (desiredCapacity) => (this.#settings = { ...this.#settings, desiredCapacity }),
      goOn: (work) => loop.goOn(work),
      act: () => loop.act(),
    });
  }

  get settings(): GroupSettings {
    return this.#settings;
  }

  /** Instances that are not Terminated, by their ids. */
  get instances(): ReadonlyMap<string, FleetInstance> {
    return this.#record.objects;
  }

  /** Launches up to the desired capacity and begins to look at health. Does nothing the second time. */
  start(): void {
    if (this.#phase !== 'new') return;
    this.#phase = 'running';
    this.#loop.asked({ request: 'created', desired: this.#settings.desiredCapacity });
    this.#loop.act();
    void this.#loop.lookPeriodically();
  }

  /**
   * Changes sizes at once; without a desired capacity the present one moves between the new bounds.
   * AWS: UpdateAutoScalingGroup.
   * @throws ConfigError when the sizes do not fit together; nothing is changed then.
   */
  setCapacity(change: CapacityChange): void {
    const { desiredCapacity: from } = this.#settings;
    const { minSize: min, maxSize: max } = { ...this.#settings, ...change };
    this.changeSettings({ desiredCapacity: Math.min(max, Math.max(min, from)), ...change });
  }

  /**
   * Changes any setting but the name at once. AWS: UpdateAutoScalingGroup.
   * @param by what the activities name that follow from another desired capacity
   * @throws ConfigError when the group cannot have them; nothing is changed then.
   */
  changeSettings(change: Partial<Omit<GroupSettings, 'name'>>, by: CapacityChanger = { request: 'updated' }): void {
    const { desiredCapacity: from } = this.#settings;
    this.#settings = validateGroupSettings({ ...this.#settings, ...change });
    const { minSize: min, maxSize: max, desiredCapacity: desired } = this.#settings;
    if (desired !== from) this.#loop.asked({ ...by, from, min, max, desired });
    this.#loop.act();
  }

  /** Instances to come are launched from this; those that run stay as they are. AWS: UpdateAutoScalingGroup. */
  setRelease(release: string): void {
    this.#record.change({ ...this.#record.state, release });
  }

  /** Leaves processes off, all of them when none is named. AWS: SuspendProcesses. */
  suspend(...processes: readonly GroupProcess[]): void {
    const named = processes.length > 0 ? processes : GROUP_PROCESSES;
    this.changeSettings({ suspended: [...new Set([...this.#settings.suspended, ...named])] });
  }

  /** Takes processes up again, all of them when none is named. AWS: ResumeProcesses. */
  resume(...processes: readonly GroupProcess[]): void {
    const named: readonly GroupProcess[] = processes.length > 0 ? processes : GROUP_PROCESSES;
    this.changeSettings({ suspended: this.#settings.suspended.filter((process) => !named.includes(process)) });
  }

  /** Looks at health now and not only at the next period, as when an instance is known to have ended. AWS: rule 28. */
  look(): void {
    this.#loop.look();
  }

  /**
   * Attaches a balancer, under a name of the caller's, and registers all instances in service there; does nothing when that
   * name is attached already. AWS: AttachLoadBalancers, AttachLoadBalancerTargetGroups, AttachTrafficSources.
   * @throws ConfigError while it is still being detached, and with its words when it would not register one; it is detached again then.
   */
  attachBalancer(name: string, balancer: GroupBalancer): void {
    try {
      attachBalancer(this.#life, name, balancer);
    } catch (error) {
      this.detachBalancer(name);
      throw error;
    }
    this.#loop.act();
  }

  /**
   * Detaches a balancer beside the caller, as soon as its instances have drained; does nothing when it is not attached.
   * AWS: DetachLoadBalancers, DetachLoadBalancerTargetGroups, DetachTrafficSources.
   */
  detachBalancer(name: string): void {
    const attached = this.#record.state.attachments.find((one) => one.name === name);
    if (attached && !attached.removing) this.#loop.goOn(detachBalancer(this.#life, name));
  }

  /**
   * Hooks for what is launched and terminated from now on. What waits for one that is gone is abandoned, if it was
   * launched, or goes on to its end. AWS: PutLifecycleHook, DeleteLifecycleHook.
   * @throws ConfigError for hooks that a group cannot have; nothing is changed then.
   */
  setLifecycleHooks(lifecycleHooks: readonly LifecycleHook[]): void {
    const before = this.#settings.lifecycleHooks;
    this.changeSettings({ lifecycleHooks });
    for (const { name } of before) if (!lifecycleHooks.some((hook) => hook.name === name)) this.#life.actions.endOf(name);
  }

  /**
   * Marks an instance; one that is Unhealthy is replaced at once. As on AWS, that does not happen within its grace unless
   * grace shall not count. AWS: SetInstanceHealth.
   * @throws ConfigError when the group has no such instance.
   */
  setInstanceHealth(id: string, status: HealthStatus, { respectGracePeriod = true }: { readonly respectGracePeriod?: boolean } = {}): void {
    const instance = this.#record.find(id);
    if (!instance) {
      const known = this.#record.state.instances.map((one) => one.id).join(', ') || 'none';
      throw new ConfigError(`Auto Scaling group ${this.#settings.name}: expected one of its instances (${known}), found ${id}; name one of them`);
    }
    if (instance.healthStatus === status || !isPresent(instance)) return;
    if (status === 'Unhealthy') {
      if (respectGracePeriod && isInGrace(instance, this.#settings, this.ports.clock.now())) return;
      this.#record.turnUnhealthy({ id, cause: 'user' });
    } else {
      this.#record.turnHealthy(id);
    }
    this.#loop.act();
  }

  /**
   * Begins to replace all instances, by a release of the refresh's own when one is named, which becomes the group's when
   * it succeeds. AWS: StartInstanceRefresh.
   * @throws ConfigError for preferences out of range, RefreshRefused while another one is at work.
   */
  startRefresh(given: GivenRefreshPreferences = {}, release?: string): InstanceRefresh {
    const refresh = this.#refreshes.begin(given, release);
    this.#loop.act();
    return refresh;
  }

  /** @throws RefreshRefused when no refresh is at work. AWS: CancelInstanceRefresh. */
  cancelRefresh(): void {
    this.#refreshes.cancel();
    this.#loop.act();
  }

  /** @throws RefreshRefused when no refresh is at work, or it cannot be undone. AWS: RollbackInstanceRefresh. */
  rollbackRefresh(): void {
    this.#refreshes.rollBack();
    this.#loop.act();
  }

  describe(): GroupDescription {
    const { state, log } = this.#record;
    const { latest: refresh, list: refreshes } = this.#refreshes;
    const { release, instances } = state;
    return { settings: this.#settings, release, instances, attachments: attachmentStates(state), activities: log.list(), refresh, refreshes };
  }

  /**
   * Resolves once no launch and no termination is under way; a failed launch that waits for its next try is not.
   * @throws what stopping or deregistering an instance threw.
   */
  idle(): Promise<void> {
    return this.#loop.work.over();
  }

  /**
   * Ends the group's loop and waits for what is under way, though for no drain and no hook. With `terminate` all instances are
   * deregistered and stopped, as by DeleteAutoScalingGroup with ForceDelete; otherwise they run on.
   * @throws what stopping or deregistering an instance threw, once all of it has been tried.
   */
  async stop({ terminate }: { readonly terminate: boolean }): Promise<void> {
    this.#phase = 'stopped';
    this.#endWaits();
    this.#life.actions.end();
    await this.#loop.work.settled();
    if (terminate) this.#loop.endAll();
    await this.#loop.work.over();
  }
}
