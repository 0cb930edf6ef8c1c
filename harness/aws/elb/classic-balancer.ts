import { openDataPlane, type DataPlane } from '../../balancer/data-plane.js';
import type { LoadBalancer } from '../../balancer/load-balancer.js';
import type { GroupBalancer } from '../../fleet/auto-scaling-group.js';
import { describeError } from '../../model/errors.js';
import type { HealthCheck } from '../../model/health-check.js';
import { drainedTogether } from '../drained-planes.js';
import type { RegionCore } from '../region-base.js';
import { regionTargets, SETTLE } from '../region-targets.js';
import type { Ec2Instance } from '../ec2-instance.js';
import { DEFAULT_ATTRIBUTES, type ClassicAttributes } from './attributes.js';
import type { ClassicListener } from './listener-rules.js';
import type { ClassicPolicy } from './policy-types.js';

/** Where a balancer stands, as its creation says it. */
export interface ClassicPlacement {
  readonly zones: readonly string[];
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

export interface ClassicIdentity {
  readonly name: string;
  readonly dnsName: string;
  readonly scheme: 'internet-facing' | 'internal';
}

interface OpenListener {
  listener: ClassicListener;
  readonly plane: DataPlane;
}

/** Seconds in which a registration is in progress, for clients to see; AWS takes up to about 30. */
const REGISTRATION = 1;

/** A classic balancer: what requests said of it, its targets and their checks, and a real listener for each of its ports. */
export class ClassicBalancer {
  readonly createdAt: number;
  attributes: ClassicAttributes = DEFAULT_ATTRIBUTES;
  readonly tags = new Map<string, string>();
  readonly policies = new Map<string, ClassicPolicy>();
  /** Policy names by instance port. */
  readonly backendPolicies = new Map<number, readonly string[]>();
  readonly targets: LoadBalancer<Ec2Instance>;
  /** How a group sees it; always the same object. */
  readonly forGroups: GroupBalancer;
  readonly #listeners = new Map<number, OpenListener>();
  #deleted = false;

  constructor(
    private readonly core: RegionCore,
    readonly identity: ClassicIdentity,
    public placement: ClassicPlacement,
    healthCheck: HealthCheck,
  ) {
    this.createdAt = core.clock.now();
    this.targets = regionTargets(core, { name: identity.name, kind: 'classic', healthCheck, registration: REGISTRATION });
    this.forGroups = this.#asGroupBalancer();
  }

  get name(): string {
    return this.identity.name;
  }

  /** In the order in which they were made. */
  get listeners(): readonly ClassicListener[] {
    return [...this.#listeners.values()].map(({ listener }) => listener);
  }

  listener(port: number): ClassicListener | undefined {
    return this.#listeners.get(port)?.listener;
  }

  /** The data plane of a port of the balancer; undefined when it has no such listener. */
  planeOf(port: number): DataPlane | undefined {
    return this.#listeners.get(port)?.plane;
  }

  /** Opens a listener for users; it must not be open yet. */
  async open(listener: ClassicListener): Promise<void> {
    const { protocol, port, instancePort } = listener;
    const ofUsers = protocol === 'HTTP' || protocol === 'HTTPS';
    const plane = await openDataPlane({
      kind: 'classic',
      protocol: ofUsers ? 'HTTP' : 'TCP',
      targets: () => this.targets.routable(instancePort, (instance) => this.serves(instance)),
      now: () => this.core.clock.now(),
      idleTimeout: this.attributes.idleTimeout,
      outside: { protocol: protocol === 'HTTPS' ? 'https' : 'http', port },
    });
    if (this.#deleted) return plane.close();
    this.#listeners.set(port, { listener, plane });
  }

  /** Closes a listener; does nothing when there is none. */
  async shut(port: number): Promise<void> {
    const open = this.#listeners.get(port);
    this.#listeners.delete(port);
    await open?.plane.close();
  }

  changeListener(port: number, change: Partial<Pick<ClassicListener, 'certificate' | 'policies'>>): void {
    const open = this.#listeners.get(port);
    if (open) open.listener = { ...open.listener, ...change };
  }

  register(instance: Ec2Instance): void {
    this.targets.register(instance, SETTLE);
  }

  /** Resolves once drained, as the balancer's attributes say. AWS: Configure connection draining; rule 23. */
  async deregister(id: string): Promise<void> {
    const { enabled, timeout } = this.attributes.draining;
    const planes = [...this.#listeners.values()].map(({ plane }) => plane);
    await this.targets.deregister(id, { timeout: enabled ? timeout : 0 }, drainedTogether(planes, id));
  }

  /** An instance that has ended is no target any more, and what it had under way is lost. */
  forget(id: string): void {
    void this.targets.deregister(id, { timeout: 0 }).catch((error: unknown) => process.emitWarning(describeError(error)));
  }

  /** Ends checks and listeners. Safe to call twice. */
  async delete(): Promise<void> {
    this.#deleted = true;
    this.targets.stopChecks();
    await Promise.all([...this.#listeners.keys()].map((port) => this.shut(port)));
  }

  /** An instance in a zone that the balancer does not serve gets nothing. AWS: Add or remove Availability Zones. */
  serves(instance: Ec2Instance): boolean {
    return this.placement.zones.includes(instance.spec.availabilityZone);
  }

  #asGroupBalancer(): GroupBalancer {
    return {
      register: ({ id }) => {
        if (this.#deleted) throw new Error(`There is no ACTIVE Load Balancer named '${this.name}'. Updating load balancer configuration failed.`);
        const instance = this.core.instances.find(id);
        if (instance) this.register(instance);
      },
      deregister: (id) => (this.#deleted ? Promise.resolve() : this.deregister(id)),
      healthOf: (id) => (this.#deleted ? 'unregistered' : this.targets.healthForGroups(id)),
    };
  }
}
