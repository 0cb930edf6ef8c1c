import type { Clock } from '../model/clock.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import type { Journal } from '../model/journal.js';
import { describeTarget } from '../model/target-health-description.js';
import type { TargetHealthDescription } from '../model/target-health.js';
import { MovableWait } from './movable-wait.js';
import type { PolledTarget } from './polled-target.js';
import { TargetPoller } from './target-poller.js';

export interface LoadBalancerOptions {
  readonly scenario: string;
  readonly kind: BalancerKind;
  readonly healthCheck: HealthCheck;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Wall seconds after which a busy failing instance is no longer waited for. */
  readonly busyLimit: number;
  /** Changes with what happened at any instance. */
  surroundings?(): number;
  /** Called after every check, when the target's health is up to date. */
  onChecked?(): void;
  /** Called when a target has just failed often enough to be unhealthy. */
  onUnhealthy?(id: string): void;
  /**
   * Clock seconds from registration to the first check; 0 when left out. AWS: Troubleshoot a Classic Load Balancer,
   * instance registration, has up to about 30.
   */
  readonly registration?: number;
  /** With `recent` each target's latest checks alone are kept, and nothing of one that has left; all when left out. */
  readonly history?: 'all' | 'recent';
}

/** How users' requests to one target are ended when it is deregistered. */
export interface Draining {
  /** Clock seconds that requests under way may still take; 0: they are cut at once. */
  readonly timeout: number;
}

/** What of a data plane a deregistration needs. */
export interface DrainedPlane {
  idle(id: string): Promise<void>;
  cut(id: string): void;
}

interface Registered<T extends PolledTarget> {
  readonly poller: TargetPoller<T>;
  readonly instance: T;
  /** Once it is deregistering: the rest of its time. */
  draining: MovableWait | undefined;
  /** Was registered while nobody was in service, and has not been out of service since it came into it. */
  first: boolean;
  inServiceSince: number | undefined;
  unhealthy: boolean;
}

/** A registered target as the data plane chooses it. */
export interface RegisteredTarget {
  readonly id: string;
  address(): { readonly host: string; readonly port: number };
  readonly inService: boolean;
  readonly draining: boolean;
  /** Clock seconds. */
  readonly inServiceSince?: number;
}

/** The registered instances of one balancer, their checks and their health. What users get of them is the data plane's. */
export class LoadBalancer<T extends PolledTarget = PolledTarget> {
  /** In the order of registration: of every instance that was ever registered; with a short history, of those that are. */
  readonly pollers: TargetPoller<T>[] = [];
  readonly #registered = new Map<string, Registered<T>>();
  #healthCheck: HealthCheck;
  #checking = true;
  #stopped = false;

  constructor(private readonly options: LoadBalancerOptions) {
    this.#healthCheck = options.healthCheck;
  }

  get healthCheck(): HealthCheck {
    return this.#healthCheck;
  }

  /** Whether a listener uses it. */
  get checking(): boolean {
    return this.#checking;
  }

  /**
   * Checks in another way from now on. Registered targets keep their state and count anew; their next checks are sent at
   * their next slots, within the new interval at the latest. AWS: ConfigureHealthCheck, ModifyTargetGroup.
   * @param healthCheck one that the rules allow: nothing is looked at here
   */
  configure(healthCheck: HealthCheck): void {
    this.#healthCheck = healthCheck;
    for (const { poller, draining } of this.#registered.values()) if (!draining) poller.configure(healthCheck);
  }

  /**
   * Says whether a listener uses the target group, which at first one does. Without one no checks are sent and its targets
   * are unused; when it comes into use they all begin as newly registered ones. AWS: target group health checks; rule 25.
   */
  setChecking(on: boolean): void {
    this.#checking = on;
    for (const { poller, draining } of this.#registered.values()) if (!draining) poller.refresh();
  }

  /**
   * Lists the instance as out of service at once and begins its checks, unless they were stopped. Nothing happens when it
   * is registered; one that drains is registered anew, and what it had under way goes on.
   * AWS: Classic registration pages; rule 15.
   * @param settle wall seconds for which its answer must have lasted before time is skipped
   */
  register(instance: T, settle: number): void {
    const { id } = instance;
    const before = this.#registered.get(id);
    if (before && !before.draining) return;
    if (before) this.#forget(before);
    const poller = this.#pollerFor(instance, settle);
    this.pollers.push(poller);
    this.#registered.set(id, { poller, instance, draining: undefined, first: !this.#isServedBeside(id), inServiceSince: undefined, unhealthy: false });
    if (this.#stopped) poller.stop();
    else void poller.run();
  }

  /**
   * Gives the instance no new requests, lets those under way end, then forgets it. A classic balancer is done when they
   * have ended, the others wait for the whole delay. Its checks end at once. Resolves when that is over, also when the
   * instance is registered anew meanwhile, which cuts nothing.
   * AWS: Classic connection draining, target group deregistration delay; rules 23 and 24.
   */
  async deregister(id: string, { timeout }: Draining, plane?: DrainedPlane): Promise<void> {
    const registered = this.#registered.get(id);
    if (!registered || registered.draining) return;
    const { clock, kind } = this.options;
    const draining = new MovableWait(clock);
    registered.draining = draining;
    registered.poller.stop();
    this.#journalDraining(registered);
    if (timeout > 0 && plane) {
      const end = clock.now() + timeout;
      const delay = draining.until(() => end);
      await (kind === 'classic' ? Promise.race([plane.idle(id), delay]) : delay);
    }
    if (this.#registered.get(id) !== registered) return;
    plane?.cut(id);
    this.#forget(registered);
  }

  /** Everything that is registered or drains, in the order of registration. */
  targets(): readonly { readonly id: string; readonly instance: T; readonly draining: boolean }[] {
    return [...this.#registered.values()].map(({ instance, draining }) => ({ id: instance.id, instance, draining: draining !== undefined }));
  }

  /** One that drains is not registered any more. */
  isRegistered(id: string): boolean {
    const registered = this.#registered.get(id);
    return registered !== undefined && !registered.draining;
  }

  /** A target in AWS's words, while it is registered or drains. */
  describe(id: string): TargetHealthDescription | undefined {
    const registered = this.#refreshed(id);
    return registered?.draining ? describeTarget(this.options.kind, { ...registered.poller.health, state: 'draining' }) : registered?.poller.describe();
  }

  /** As the balancer's description of its instances tells it; draining ones are listed as what they were. */
  healthOf(id: string): 'InService' | 'OutOfService' | 'unregistered' {
    const registered = this.#refreshed(id);
    if (!registered) return 'unregistered';
    return registered.poller.inService ? 'InService' : 'OutOfService';
  }

  /** Whether its checks have failed often enough; one that has not passed often enough yet has not. */
  hasFailed(id: string): boolean {
    return this.#refreshed(id)?.poller.health.state === 'unhealthy';
  }

  /**
   * What an Auto Scaling group takes an instance for. AWS does not say what that is while it is still at its first checks;
   * here nothing is held against it before they have failed often enough.
   */
  healthForGroups(id: string): ReturnType<LoadBalancer['healthOf']> {
    const health = this.healthOf(id);
    return health === 'OutOfService' && !this.hasFailed(id) ? 'unregistered' : health;
  }

  /**
   * Registered targets as the data plane chooses among them. Unused ones are none of them: a balancer that fails open
   * leaves them out as well. AWS: Application guide, HTTP 503.
   * @param serves whether the balancer serves an instance at all; all of them when left out
   */
  routable(instancePort: number, serves: (instance: T) => boolean = () => true): RegisteredTarget[] {
    const all = [...this.#registered].flatMap(([id, { instance }]) => (serves(instance) ? (this.#refreshed(id) ?? []) : []));
    const used = all.filter(({ draining, poller: { unchecked } }) => draining !== undefined || unchecked === undefined || unchecked === 'pending');
    return used.map(({ instance, poller, draining, inServiceSince }) => ({
      id: instance.id,
      address: () => instance.addressOf(instancePort),
      inService: poller.inService,
      draining: draining !== undefined,
      ...(inServiceSince === undefined ? {} : { inServiceSince }),
    }));
  }

  /**
   * A fault struck or ended at an instance, or its machine was stopped or started: its next answers are waited for before
   * time is skipped, and that it is not what it was is seen at once.
   */
  notice(id: string): void {
    this.#refreshed(id)?.poller.notice();
  }

  /** Ends all checks, also of instances that are registered later; what is registered stays so, for the watch. */
  stopChecks(): void {
    this.#stopped = true;
    for (const poller of this.pollers) poller.stop();
  }

  #pollerFor(instance: T, settle: number): TargetPoller<T> {
    const { scenario, kind: balancer, clock, busyLimit, journal, surroundings, registration = 0, history = 'all' } = this.options;
    return new TargetPoller<T>({
      scenario,
      instance,
      healthCheck: this.#healthCheck,
      balancer,
      clock,
      settle,
      busyLimit,
      journal,
      registration,
      history,
      ...(surroundings ? { surroundings } : {}),
      isInUse: () => this.#checking,
      onChecked: () => {
        this.#note(instance.id);
        this.#noteFailure(instance.id);
        this.options.onChecked?.();
      },
      onAnew: () => this.#beginAnew(instance.id),
    });
  }

  #forget({ poller, instance, draining }: Registered<T>): void {
    draining?.callOff();
    this.#registered.delete(instance.id);
    if (this.options.history === 'recent') this.pollers.splice(this.pollers.indexOf(poller), 1);
  }

  /** Nobody tells that a machine has stopped, so whoever asks for its target has it looked at; who drains stays what it was. */
  #refreshed(id: string): Registered<T> | undefined {
    const registered = this.#registered.get(id);
    if (!registered?.draining) registered?.poller.refresh();
    return registered;
  }

  #beginAnew(id: string): void {
    const registered = this.#registered.get(id);
    if (!registered) return;
    registered.first = !this.#isServedBeside(id);
    registered.inServiceSince = undefined;
  }

  /** Slow start counts from here, but for the first targets of an empty group. AWS: target group slow start. */
  #note(id: string): void {
    const registered = this.#registered.get(id);
    if (!registered) return;
    if (!registered.poller.inService) {
      registered.first &&= registered.inServiceSince === undefined;
      registered.inServiceSince = undefined;
    } else if (registered.inServiceSince === undefined) {
      const alone = registered.first || !this.#isServedBeside(id);
      registered.inServiceSince = alone ? Number.NEGATIVE_INFINITY : this.options.clock.now();
    }
  }

  #noteFailure(id: string): void {
    const registered = this.#registered.get(id);
    if (!registered) return;
    const unhealthy = registered.poller.health.state === 'unhealthy';
    if (unhealthy && !registered.unhealthy) this.options.onUnhealthy?.(id);
    registered.unhealthy = unhealthy;
  }

  #isServedBeside(id: string): boolean {
    return [...this.#registered.values()].some(({ poller, instance, draining }) => instance.id !== id && !draining && poller.inService);
  }

  #journalDraining({ instance }: Registered<T>): void {
    const { scenario, clock, journal } = this.options;
    const description = this.describe(instance.id);
    if (description) journal.write({ type: 'transition', scenario, instance: instance.id, at: clock.now(), ...description });
  }
}
