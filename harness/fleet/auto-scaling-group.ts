import { ConfigError } from '../model/errors.js';
import { launchText, requestText, terminationTexts, type CapacityRequest, type CapacityStep, type CauseSentence } from './activities.js';
import type { GroupDescription } from './group-description.js';
import type { FleetInstance, GroupPorts } from './group-ports.js';
import { GroupRecord } from './group-record.js';
import {
  groupSettings,
  validateGroupSettings,
  GROUP_PROCESSES,
  type GivenGroupSettings,
  type GroupClient,
  type GroupProcess,
  type GroupSettings,
} from './group-settings.js';
import { attachmentStates, isPresent } from './group-state.js';
import { launchInstance, terminateInstance, type LifeSetting } from './instance-life.js';
import { isInGrace, lookAtHealth, type SeenInstance } from './look-at-health.js';
import { capacityStep, planCapacity, type CapacityAction } from './plan-capacity.js';
import { RefreshHistory } from './refresh-history.js';
import type { GivenRefreshPreferences } from './refresh-preferences.js';
import { releaseToLaunch, type InstanceRefresh } from './refresh-state.js';
import { WorkUnderWay } from './work-under-way.js';

export type { GroupDescription } from './group-description.js';
export type { FleetInstance, GroupBalancer, GroupEvent, GroupPorts } from './group-ports.js';

export type CapacityChange = Partial<Pick<GroupSettings, 'minSize' | 'maxSize' | 'desiredCapacity'>>;

interface PlanContext {
  /** Launch configuration of what is launched. */
  readonly release: string;
  readonly step: CapacityStep;
  readonly request: CauseSentence | undefined;
}

/**
 * An Auto Scaling group: keeps as many instances running as are desired, looks at their health periodically, and replaces
 * them. All waiting is done on the clock of its ports; what it decides is in files beside this one. It begins with
 * `start` and must be ended with `stop`.
 */
export class AutoScalingGroup {
  #settings: GroupSettings;
  #phase: 'new' | 'running' | 'stopped' = 'new';
  /** What a user asked for, to be named in the activities of the next plan. */
  #request: CauseSentence | undefined;
  #acting = false;
  #actAgain = false;
  #endWaits!: () => void;
  readonly #record: GroupRecord;
  readonly #life: LifeSetting;
  readonly #refreshes: RefreshHistory;
  readonly #work = new WorkUnderWay();

  /**
   * @param release name of the launch configuration that instances are launched from
   * @throws ConfigError when a group cannot have these settings.
   */
  constructor(given: GivenGroupSettings, release: string, private readonly ports: GroupPorts, client: GroupClient = 'api') {
    this.#settings = groupSettings(given, client);
    this.#record = new GroupRecord(given.name, release, ports);
    const stopping = new Promise<void>((resolve) => (this.#endWaits = resolve));
    const [settings, hasStopped] = [() => this.#settings, () => this.#phase === 'stopped'];
    this.#refreshes = new RefreshHistory(this.#record, settings, () => ports.clock.now());
    this.#life = { record: this.#record, ports, settings, stopping, hasStopped };
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
    this.#asked({ request: 'created', desired: this.#settings.desiredCapacity });
    this.#act();
    void this.#lookPeriodically();
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
   * @throws ConfigError when the group cannot have them; nothing is changed then.
   */
  changeSettings(change: Partial<Omit<GroupSettings, 'name'>>): void {
    const { desiredCapacity: from } = this.#settings;
    this.#settings = validateGroupSettings({ ...this.#settings, ...change });
    const { minSize: min, maxSize: max, desiredCapacity: desired } = this.#settings;
    if (desired !== from) this.#asked({ request: 'updated', from, min, max, desired });
    this.#act();
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

  /**
   * Marks an instance, which is then replaced at once. As on AWS, nothing happens within its grace unless that shall not
   * count. AWS: SetInstanceHealth.
   * @throws ConfigError when the group has no such instance.
   */
  setInstanceHealth(id: string, _status: 'Unhealthy', { respectGracePeriod = true }: { readonly respectGracePeriod?: boolean } = {}): void {
    const instance = this.#record.find(id);
    if (!instance) {
      const known = this.#record.state.instances.map((one) => one.id).join(', ') || 'none';
      throw new ConfigError(`Auto Scaling group ${this.#settings.name}: expected one of its instances (${known}), found ${id}; name one of them`);
    }
    if (instance.healthStatus === 'Unhealthy' || !isPresent(instance)) return;
    if (respectGracePeriod && isInGrace(instance, this.#settings, this.ports.clock.now())) return;
    this.#record.turnUnhealthy({ id, cause: 'user' });
    this.#act();
  }

  /**
   * Begins to replace all instances, by a release of the refresh's own when one is named, which becomes the group's when
   * it succeeds. AWS: StartInstanceRefresh.
   * @throws ConfigError for preferences out of range, RefreshRefused while another one is at work.
   */
  startRefresh(given: GivenRefreshPreferences = {}, release?: string): InstanceRefresh {
    const refresh = this.#refreshes.begin(given, release);
    this.#act();
    return refresh;
  }

  /** @throws RefreshRefused when no refresh is at work. AWS: CancelInstanceRefresh. */
  cancelRefresh(): void {
    this.#refreshes.cancel();
    this.#act();
  }

  /** @throws RefreshRefused when no refresh is at work, or it cannot be undone. AWS: RollbackInstanceRefresh. */
  rollbackRefresh(): void {
    this.#refreshes.rollBack();
    this.#act();
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
    return this.#work.over();
  }

  /**
   * Ends the group's loop and waits for what is under way, though for no drain. With `terminate` all instances are
   * deregistered and stopped, as by DeleteAutoScalingGroup with ForceDelete; otherwise they run on.
   * @throws what stopping or deregistering an instance threw, once all of it has been tried.
   */
  async stop({ terminate }: { readonly terminate: boolean }): Promise<void> {
    this.#phase = 'stopped';
    this.#endWaits();
    await this.#work.settled();
    if (terminate) {
      const present = this.#record.state.instances.filter(isPresent);
      const actions = present.map(({ id }): CapacityAction => ({ action: 'terminate', id, cause: 'capacity' }));
      this.#carryOut(actions, { release: '', step: capacityStep(actions, present.length), request: undefined });
    }
    await this.#work.over();
  }

  async #lookPeriodically(): Promise<void> {
    const { clock } = this.ports;
    let at = clock.now();
    do at += this.#settings.healthCheckPeriod;
    while ((await clock.sleepUntil(at)) && this.#look());
  }

  /** False once the group has stopped. */
  #look(): boolean {
    if (this.#phase !== 'running') return false;
    const { state, objects } = this.#record;
    const seen = state.instances.flatMap(({ id, lifecycle, registered }): SeenInstance[] => {
      const instance = objects.get(id);
      if (!instance || lifecycle !== 'InService') return [];
      const balancers = registered ? this.ports.balancers.map((balancer) => balancer.healthOf(id)) : [];
      return [{ id, gone: instance.gone, balancers }];
    });
    const look = lookAtHealth({ ...state, launchesPaused: false }, this.#settings, seen, this.ports.clock.now());
    this.#record.change(look.state);
    for (const { id, cause } of look.turned) this.#record.tell({ type: 'health', id, status: 'Unhealthy', cause });
    this.#act();
    return true;
  }

  #asked(request: CapacityRequest): void {
    this.#request = { at: this.ports.clock.now(), text: requestText(request) };
  }

  /** Plans and acts until a plan is empty and nothing changed meanwhile; a listener that changes the group never sees half of a plan. */
  #act(): void {
    this.#actAgain = true;
    if (this.#acting || this.#phase !== 'running') return;
    this.#acting = true;
    try {
      while (this.#actAgain) {
        this.#actAgain = false;
        this.#actOnce();
      }
    } finally {
      this.#acting = false;
    }
  }

  #actOnce(): void {
    const request = this.#request;
    this.#request = undefined;
    const wants = this.#refreshes.step();
    const { state } = this.#record;
    const release = releaseToLaunch(state, this.#refreshes.latest);
    const actions = planCapacity({ ...state, release }, this.#settings, this.ports.clock.now(), wants);
    const running = state.launching + state.instances.filter(isPresent).length;
    this.#carryOut(actions, { release, step: capacityStep(actions, running), request });
    if (actions.length > 0) this.#actAgain = true;
  }

  /** What is done here changes the state before it returns; the rest of each work goes on beside. */
  #carryOut(actions: readonly CapacityAction[], { release, step, request }: PlanContext): void {
    const at = this.ports.clock.now();
    const because = (cause: string, texts: readonly string[]): CauseSentence[] => [
      ...(cause === 'capacity' && request ? [request] : []),
      ...texts.map((text) => ({ at, text })),
    ];
    for (const action of actions) {
      if (action.action === 'terminate') {
        const { id, cause } = action;
        this.#do(() => terminateInstance(this.#life, id, because(cause, terminationTexts(id, cause, step))));
        continue;
      }
      const cause = because(action.cause, [launchText(action.cause, step)]);
      for (let left = action.count; left > 0; left--) this.#do(() => launchInstance(this.#life, release, cause));
    }
  }

  /** Room that one work leaves may be wanted by the next plan, so every end leads to one. */
  #do(work: () => Promise<void>): void {
    this.#work.add(work().finally(() => this.#act()));
  }
}
