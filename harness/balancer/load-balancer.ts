import type { Clock } from '../model/clock.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import type { Journal } from '../model/journal.js';
import { describeStanding, describeTarget } from '../model/target-health-description.js';
import type { TargetHealthDescription } from '../model/target-health.js';
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
  /**
   * Clock seconds from registration to the first check; 0 when left out. AWS: Troubleshoot a Classic Load Balancer,
   * instance registration, has up to about 30.
   */
  readonly registration?: number;
  /** With `recent` it keeps little of what was, so that it can run for days; all of it when left out. */
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
  draining: boolean;
  /** Was registered while nobody was in service, and has not been out of service since it came into it. */
  first: boolean;
  inServiceSince: number | undefined;
}

/** The registered instances of one balancer, their checks and their health. What users get of them is the data plane's. */
export class LoadBalancer<T extends PolledTarget = PolledTarget> {
  /** Of every instance that was ever registered, in the order of registration; with a short history of those that are. */
  readonly pollers: TargetPoller<T>[] = [];
  readonly #registered = new Map<string, Registered<T>>();

  #healthCheck: HealthCheck;
  #stopped = false;

  constructor(private readonly options: LoadBalancerOptions) {
    this.#healthCheck = options.healthCheck;
  }

  get healthCheck(): HealthCheck {
    return this.#healthCheck;
  }

  /** Checks all targets in another way from their next slots on. AWS: ConfigureHealthCheck. */
  configure(healthCheck: HealthCheck): void {
    this.#healthCheck = healthCheck;
    for (const { poller } of this.#registered.values()) poller.configure(healthCheck);
  }

  /**
   * Lists the instance as out of service at once and begins its checks.
   * AWS: Classic registration pages; rule 15.
   * @param settle wall seconds for which its answer must have lasted before time is skipped
   */
  register(instance: T, settle: number): void {
    // One that drains is taken as newly registered; what it had under way goes on.
    if (this.#registered.get(instance.id)?.draining === false) return;
    const { scenario, kind: balancer, clock, busyLimit, journal, surroundings, history = 'all', registration = 0 } = this.options;
    const healthCheck = this.#healthCheck;
    const onChecked = (): void => {
      this.#note(instance.id);
      this.options.onChecked?.();
    };
    const poller = new TargetPoller<T>({ scenario, instance, healthCheck, balancer, clock, settle, busyLimit, journal, history, registration, onChecked, ...(surroundings ? { surroundings } : {}) });
    this.pollers.push(poller);
    this.#registered.set(instance.id, { poller, instance, draining: false, first: !this.#isServedBeside(instance.id), inServiceSince: undefined });
    if (!this.#stopped) void poller.run();
  }

  /**
   * Gives the instance no new requests, lets those under way end, then forgets it. A classic balancer is done when they
   * have ended, the others wait for the whole delay. Its checks end at once.
   * AWS: Classic connection draining, target group deregistration delay; rules 23 and 24.
   */
  async deregister(id: string, { timeout }: Draining, plane?: DrainedPlane): Promise<void> {
    const registered = this.#registered.get(id);
    if (!registered || registered.draining) return;
    const { clock, kind } = this.options;
    registered.draining = true;
    registered.poller.stop();
    this.#describe(registered);
    const delay = timeout > 0 ? clock.sleepUntil(clock.now() + timeout) : Promise.resolve(true);
    if (timeout > 0 && plane) await (kind === 'classic' ? Promise.race([plane.idle(id), delay]) : delay);
    if (this.options.history === 'recent') this.pollers.splice(this.pollers.indexOf(registered.poller), 1);
    if (this.#registered.get(id) !== registered) return;
    plane?.cut(id);
    this.#registered.delete(id);
  }

  /** What is registered or drains, in the order of registration. */
  targets(): { readonly id: string; readonly instance: T; readonly draining: boolean }[] {
    return [...this.#registered.values()].map(({ instance, draining }) => ({ id: instance.id, instance, draining }));
  }

  /** One that drains is not registered any more. */
  isRegistered(id: string): boolean {
    return this.#registered.get(id)?.draining === false;
  }

  /** A target in AWS's words, while it is registered or drains; as its reason the latest check that failed. */
  describe(id: string): TargetHealthDescription | undefined {
    const registered = this.#registered.get(id);
    if (!registered) return undefined;
    const { poller, instance, draining } = registered;
    const { kind } = this.options;
    if (draining) return describeTarget(kind, { ...poller.health, state: 'draining' }, poller.lastFailed);
    const { standing = 'running' } = instance;
    return standing === 'running' ? describeTarget(kind, poller.health, poller.lastFailed) : describeStanding(kind, standing);
  }

  /** As the balancer's description of its instances tells it; draining ones are listed as what they were. */
  healthOf(id: string): 'InService' | 'OutOfService' | 'unregistered' {
    const registered = this.#registered.get(id);
    if (!registered) return 'unregistered';
    return registered.poller.inService ? 'InService' : 'OutOfService';
  }

  /** Whether its checks have failed often enough; one that has not passed often enough yet has not. */
  hasFailed(id: string): boolean {
    return this.#registered.get(id)?.poller.health.state === 'unhealthy';
  }

  /** Registered targets as the data plane chooses among them. */
  routable(instancePort: number): {
    readonly id: string;
    address(): { readonly host: string; readonly port: number };
    readonly inService: boolean;
    readonly draining: boolean;
    readonly inServiceSince?: number;
  }[] {
    return [...this.#registered.values()].map(({ instance, poller, draining, inServiceSince }) => ({
      id: instance.id,
      address: () => instance.addressOf(instancePort),
      inService: poller.inService,
      draining,
      ...(inServiceSince === undefined ? {} : { inServiceSince }),
    }));
  }

  /** A fault struck or ended at an instance: its next answers are waited for before time is skipped. */
  notice(id: string): void {
    this.#registered.get(id)?.poller.notice();
  }

  /** Ends all checks; what is registered stays so, for the watch. */
  stopChecks(): void {
    this.#stopped = true;
    for (const poller of this.pollers) poller.stop();
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

  #isServedBeside(id: string): boolean {
    return [...this.#registered.values()].some(({ poller, instance, draining }) => instance.id !== id && !draining && poller.inService);
  }

  #describe({ poller, instance }: Registered<T>): void {
    const { scenario, kind, clock, journal } = this.options;
    const description = describeTarget(kind, { ...poller.health, state: 'draining' }, poller.probes.at(-1));
    journal.write({ type: 'transition', scenario, instance: instance.id, at: clock.now(), ...description });
  }
}
