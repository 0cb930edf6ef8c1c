import { ManualClock } from '../model/clock.js';
import { AutoScalingGroup, type FleetInstance, type GroupBalancer, type GroupEvent } from './auto-scaling-group.js';
import type { GivenGroupSettings } from './group-settings.js';
import type { BalancerHealth } from './look-at-health.js';

/** A running copy that lives in memory only. */
export class BenchInstance implements FleetInstance {
  gone = false;
  stopped = false;

  constructor(
    readonly id: string,
    readonly release: string,
  ) {}

  stop(): Promise<void> {
    this.gone = true;
    this.stopped = true;
    return Promise.resolve();
  }
}

/** A balancer that lives in memory only; what it thinks of an instance is told to it. */
export class BenchBalancer implements GroupBalancer {
  readonly health = new Map<string, BalancerHealth>();
  readonly calls: string[] = [];
  drainSeconds = 0;
  /** Why nothing can be registered; undefined while it can. */
  refusal: string | undefined;
  /** What it thinks of an instance that has just been registered, by its release. */
  first: (release: string) => BalancerHealth = () => 'OutOfService';

  constructor(
    private readonly clock: ManualClock,
    private readonly releaseOf: (id: string) => string,
  ) {}

  register({ id }: FleetInstance): void {
    if (this.refusal !== undefined) throw new Error(this.refusal);
    this.calls.push(`register ${id} at ${this.clock.now()}`);
    this.health.set(id, this.first(this.releaseOf(id)));
  }

  async deregister(id: string): Promise<void> {
    this.calls.push(`deregister ${id} at ${this.clock.now()}`);
    this.health.delete(id);
    if (this.drainSeconds > 0) await this.clock.sleepUntil(this.clock.now() + this.drainSeconds);
  }

  healthOf(id: string): BalancerHealth {
    return this.health.get(id) ?? 'unregistered';
  }
}

/** One group on a clock that moves when it is told to, with everything that happened to it. */
export class FleetBench {
  readonly clock = new ManualClock();
  readonly events: GroupEvent[] = [];
  readonly launched: BenchInstance[] = [];
  readonly balancers: BenchBalancer[];
  readonly group: AutoScalingGroup;
  holds = 0;
  /** Launches that are to fail from now on. */
  failing = 0;
  /** Called before a launch resolves. */
  beforeLaunch: () => Promise<void> = () => Promise.resolve();

  constructor(settings: Partial<GivenGroupSettings> = {}, { balancers = 1, release = 'v1' } = {}) {
    const releaseOf = (id: string): string => this.launched.find((instance) => instance.id === id)?.release ?? '';
    this.balancers = Array.from({ length: balancers }, () => new BenchBalancer(this.clock, releaseOf));
    this.clock.hold = () => {
      this.holds += 1;
      let held = true;
      return () => {
        if (held) this.holds -= 1;
        held = false;
      };
    };
    this.group = new AutoScalingGroup({ name: 'web', minSize: 0, maxSize: 100, ...settings }, release, {
      clock: this.clock,
      launch: (name) => this.#launch(name),
      balancers: new Map(this.balancers.map((balancer, index) => [`lb-${index}`, balancer])),
      onEvent: (event) => this.events.push(event),
    });
  }

  get balancer(): BenchBalancer {
    const [first] = this.balancers;
    if (!first) throw new Error('this bench has no balancer');
    return first;
  }

  /** The last of them, for tests that attach and detach it. */
  get spare(): BenchBalancer {
    return this.balancers.at(-1) ?? this.balancer;
  }

  /** Lives until a second of the clock, with all that follows from it. */
  async until(at: number): Promise<void> {
    await this.settle();
    await this.clock.advanceTo(at);
    await this.settle();
  }

  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Sets what every balancer thinks of instances, of all when none is named. */
  judge(health: BalancerHealth, ...ids: readonly string[]): void {
    const named = ids.length > 0 ? ids : [...this.group.instances.keys()];
    for (const balancer of this.balancers) for (const id of named) if (balancer.health.has(id)) balancer.health.set(id, health);
  }

  /** Instances as `id lifecycle health`. */
  list(): string[] {
    return this.group.describe().instances.map(({ id, lifecycle, healthStatus }) => `${id} ${lifecycle} ${healthStatus}`);
  }

  inService(): string[] {
    return this.group.describe().instances.filter(({ lifecycle }) => lifecycle === 'InService').map(({ id }) => id);
  }

  /** All instances that were launched and still run. */
  running(): string[] {
    return this.launched.filter(({ stopped }) => !stopped).map(({ id }) => id);
  }

  async #launch(release: string): Promise<FleetInstance> {
    await this.beforeLaunch();
    if (this.failing > 0) {
      this.failing -= 1;
      throw new Error('no such image.');
    }
    const instance = new BenchInstance(`i-${String(this.launched.length + 1)}`, release);
    this.launched.push(instance);
    return instance;
  }
}
