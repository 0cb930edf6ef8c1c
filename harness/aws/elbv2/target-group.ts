import type { DataPlane } from '../../balancer/data-plane.js';
import type { LoadBalancer, RegisteredTarget } from '../../balancer/load-balancer.js';
import type { TargetPool } from '../../balancer/routing.js';
import type { GroupBalancer } from '../../fleet/auto-scaling-group.js';
import { describeError } from '../../model/errors.js';
import { drainedTogether } from '../drained-planes.js';
import type { Ec2Instance } from '../ec2-instance.js';
import type { RegionPoller } from '../region-listener.js';
import type { RegionCore } from '../region-base.js';
import { regionTargets, SETTLE } from '../region-targets.js';
import { initialAttributes, type Attributes } from './attribute-rules.js';
import { groupAttributes } from './attribute-tables.js';
import type { Balancer } from './balancer.js';
import { checkOf, type GroupHealthCheck } from './group-health-check.js';
import { kindOfGroup, type GroupSettings } from './group-settings.js';
import { targetHealthAnswer, type TargetHealthAnswer } from './target-health-answer.js';
import { leastHealthy } from './least-healthy.js';
import type { BalancerType } from './v2-types.js';

export interface GroupIdentity {
  readonly name: string;
  readonly arn: string;
}

/** A registered target, or one that drains. */
export interface GroupTarget {
  readonly instance: Ec2Instance;
  readonly port: number;
  readonly draining: boolean;
}

/**
 * A target group: its targets and their checks. An instance may be a target at several ports, each with a health of its
 * own, so there is a set of checked targets for each port; nearly always there is one.
 */
export class TargetGroup {
  readonly createdAt: number;
  readonly kind: BalancerType;
  attributes: Attributes;
  tags: ReadonlyMap<string, string> = new Map();
  /** How an Auto Scaling group sees it; always the same object. */
  readonly forGroups: GroupBalancer;
  readonly #byPort = new Map<number, LoadBalancer<Ec2Instance>>();
  #users: ReadonlySet<Balancer> = new Set();
  #deleted = false;

  constructor(
    private readonly core: RegionCore,
    readonly identity: GroupIdentity,
    readonly settings: GroupSettings,
    public healthCheck: GroupHealthCheck,
  ) {
    this.createdAt = core.clock.now();
    this.kind = kindOfGroup(settings);
    this.attributes = initialAttributes(groupAttributes(settings.protocol));
    this.forGroups = this.#asGroupBalancer();
    this.#at(settings.port);
  }

  /** Load balancers whose listeners forward to it. */
  get users(): ReadonlySet<Balancer> {
    return this.#users;
  }

  /** It begins its checks when it comes into use, and ends them when it falls out of it. Rule 25. */
  setUsers(users: ReadonlySet<Balancer>): void {
    this.#users = users;
    for (const targets of this.#byPort.values()) if (targets.checking !== users.size > 0) targets.setChecking(users.size > 0);
  }

  configure(check: GroupHealthCheck): void {
    this.healthCheck = check;
    for (const [port, targets] of this.#byPort) targets.configure(checkOf(check, port));
  }

  register(instance: Ec2Instance, port: number): void {
    this.#at(port).register(instance, SETTLE);
  }

  /** Resolves once the deregistration delay is over. Nothing happens when there is no such target. Rule 24. */
  async deregister(id: string, port: number): Promise<void> {
    const targets = this.#byPort.get(port);
    const planes = this.#planes();
    // A network balancer leaves open connections alone, unless it is told otherwise.
    const cuts = this.kind === 'application' || this.attributes.get('deregistration_delay.connection_termination.enabled') === 'true';
    const timeout = Number(this.attributes.get('deregistration_delay.timeout_seconds'));
    await targets?.deregister(id, { timeout }, drainedTogether(planes, this.#key(id, port), cuts));
  }

  /** An instance that has ended is no target any more. */
  forget(id: string): void {
    for (const targets of this.#byPort.values()) {
      void targets.deregister(id, { timeout: 0 }).catch((error: unknown) => process.emitWarning(describeError(error)));
    }
  }

  /** In the order of their registration, by port. */
  targets(): readonly GroupTarget[] {
    return [...this.#byPort].flatMap(([port, targets]) => targets.targets().map(({ instance, draining }) => ({ instance, port, draining })));
  }

  healthOf(id: string, port: number): TargetHealthAnswer {
    const served = this.targets().some((target) => target.instance.id === id && this.#serves(target.instance));
    return targetHealthAnswer(this.#byPort.get(port)?.describe(id), served);
  }

  /** Checks of its targets. */
  pollers(): readonly RegionPoller[] {
    return [...this.#byPort.values()].flatMap(({ pollers }) => pollers);
  }

  /** Its targets as a listener chooses among them. */
  pool(): TargetPool {
    const least = this.attributes.get('load_balancing.algorithm.type') === 'least_outstanding_requests';
    const targets = this.#routable();
    return {
      id: this.identity.arn,
      targets,
      leastHealthy: leastHealthy(this.attributes, targets.filter(({ draining }) => !draining).length),
      method: least ? 'least-outstanding' : 'round-robin',
      slowStart: Number(this.attributes.get('slow_start.duration_seconds') ?? 0),
    };
  }

  /** Ends all checks. Safe to call twice. */
  delete(): void {
    this.#deleted = true;
    for (const targets of this.#byPort.values()) targets.stopChecks();
  }

  #at(port: number): LoadBalancer<Ec2Instance> {
    const present = this.#byPort.get(port);
    if (present) return present;
    const targets = regionTargets(this.core, {
      name: this.identity.name,
      kind: this.kind,
      healthCheck: checkOf(this.healthCheck, port),
      onUnhealthy: (id) => this.#endConnections(id, port),
    });
    targets.setChecking(this.#users.size > 0);
    this.#byPort.set(port, targets);
    return targets;
  }

  /** A network balancer resets the connections to a target that has become unhealthy, unless it is told otherwise. */
  #endConnections(id: string, port: number): void {
    if (this.attributes.get('target_health_state.unhealthy.connection_termination.enabled') !== 'true') return;
    for (const plane of this.#planes()) plane.cut(this.#key(id, port));
  }

  #planes(): DataPlane[] {
    return [...this.#users].flatMap((balancer) => balancer.planes());
  }

  /** An instance may be a target of several groups and ports: what is under way to one of them is not the others'. */
  #key(id: string, port: number): string {
    return `${this.identity.name}/${id}:${port}`;
  }

  #serves(instance: Ec2Instance): boolean {
    return this.#users.size === 0 || [...this.#users].some((balancer) => balancer.serves(instance));
  }

  #routable(): RegisteredTarget[] {
    return [...this.#byPort].flatMap(([port, targets]) =>
      targets.routable(port, (instance) => this.#serves(instance)).map((target) => ({ ...target, id: this.#key(target.id, port) })),
    );
  }

  #asGroupBalancer(): GroupBalancer {
    const { port } = this.settings;
    return {
      register: ({ id }) => {
        if (this.#deleted) throw new Error('One or more target groups not found. Validating load balancer configuration failed.');
        const instance = this.core.instances.find(id);
        if (instance) this.register(instance, port);
      },
      deregister: (id) => (this.#deleted ? Promise.resolve() : this.deregister(id, port)),
      healthOf: (id) => {
        if (this.#deleted) return 'unregistered';
        // Nothing is held against one to which no check is sent.
        return this.healthOf(id, port).State === 'unused' ? 'unregistered' : this.#at(port).healthForGroups(id);
      },
    };
  }
}

/** Id of the instance that a data plane knows by the key of a target group. Pure. */
export const instanceOfKey = (key: string | undefined): string | undefined => /\/([^/]+):\d+$/.exec(key ?? '')?.[1];
