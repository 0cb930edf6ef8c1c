import type { Clock } from '../model/clock.js';
import { throwFirst } from '../model/errors.js';
import { Ec2Instance, type InstanceSpec } from './ec2-instance.js';
import type { LaunchMachine } from './machine.js';
import type { Network } from './network.js';
import { newId } from './new-id.js';
import { QueryError } from './wire/query-error.js';

/** Terminated instances that DescribeInstances still shows; AWS shows them for about an hour. */
const TERMINATED_KEPT = 200;

/** Instances that are not terminated: each is a process of its own, and the machine is one. */
const MOST_INSTANCES = 100;

export interface InstancesOptions {
  readonly clock: Clock;
  readonly network: Network;
  readonly launch: LaunchMachine;
}

/** All EC2 instances of the region. */
export class Instances {
  readonly #instances = new Map<string, Ec2Instance>();
  readonly #onTerminated: ((id: string) => void)[] = [];
  readonly #work = new Set<Promise<void>>();
  #closed = false;

  constructor(private readonly options: InstancesOptions) {}

  /**
   * An instance that is `pending`, listed at once, and begins to boot.
   * @param booted resolves when its process was spawned, rejects when it could not be
   * @throws QueryError InstanceLimitExceeded, InvalidSubnetID.NotFound
   */
  launch(spec: InstanceSpec): { readonly instance: Ec2Instance; readonly booted: Promise<void> } {
    if (this.#closed) throw new Error('the region is being reset');
    this.expectRoom(1);
    const { clock, network, launch } = this.options;
    const subnet = network.subnet(spec.subnetId);
    if (!subnet) throw new QueryError('InvalidSubnetID.NotFound', `The subnet ID '${spec.subnetId}' does not exist`);
    const taken = new Set(this.list().flatMap(({ state, privateAddress }) => (state === 'terminated' ? [] : [privateAddress])));
    const privateAddress = network.nextAddress(subnet, (address) => taken.has(address));
    const instance = new Ec2Instance({ id: newId('i'), privateAddress, spec, launchedAt: clock.now(), launch });
    this.#instances.set(instance.id, instance);
    const booted = this.#noted(instance.launch());
    // One whose end was asked for while it booted is told of by that end.
    booted.catch(() => (instance.state === 'terminated' ? this.#hasEnded(instance.id) : undefined));
    return { instance, booted };
  }

  /**
   * How many more there may be.
   * @throws QueryError InstanceLimitExceeded when that is less than what is wanted
   */
  expectRoom(wanted: number): number {
    const left = MOST_INSTANCES - this.list().filter(({ state }) => state !== 'terminated').length;
    if (wanted <= left) return left;
    throw new QueryError('InstanceLimitExceeded', `You have requested more instances (${wanted}) than your current instance limit of ${MOST_INSTANCES} allows: ${left} are left.`);
  }

  /** Also one that is terminated, while it is remembered. */
  find(id: string): Ec2Instance | undefined {
    return this.#instances.get(id);
  }

  /** In the order of their launch. */
  list(): Ec2Instance[] {
    return [...this.#instances.values()];
  }

  /** Told of every instance that was terminated: balancers forget it. */
  onTerminated(listener: (id: string) => void): void {
    this.#onTerminated.push(listener);
  }

  async terminate(instance: Ec2Instance): Promise<void> {
    try {
      await this.#noted(instance.stop());
    } finally {
      this.#hasEnded(instance.id);
    }
  }

  /** StopInstances: the instance stays, and what ran behind it ends. */
  halt(instance: Ec2Instance): Promise<void> {
    return this.#noted(instance.halt());
  }

  /** RebootInstances. */
  reboot(instance: Ec2Instance): Promise<void> {
    return this.#noted(instance.reboot());
  }

  /** StartInstances. */
  start(instance: Ec2Instance): Promise<void> {
    return this.#noted(instance.start());
  }

  /** Ends all of them and launches none any more. @throws what ending one of them threw, once all were tried */
  async close(): Promise<void> {
    this.#closed = true;
    const ends = await Promise.allSettled(this.list().map((instance) => instance.stop()));
    await Promise.allSettled(this.#work);
    throwFirst(ends);
  }

  #hasEnded(id: string): void {
    for (const tell of this.#onTerminated) tell(id);
    const ended = this.list().filter(({ state }) => state === 'terminated');
    for (const { id: oldest } of ended.slice(0, Math.max(0, ended.length - TERMINATED_KEPT))) this.#instances.delete(oldest);
  }

  #noted(work: Promise<void>): Promise<void> {
    const watched: Promise<void> = work.catch(() => undefined).then(() => void this.#work.delete(watched));
    this.#work.add(watched);
    return work;
  }
}
