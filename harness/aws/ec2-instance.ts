import type { PolledTarget } from '../balancer/polled-target.js';
import type { FleetInstance } from '../fleet/auto-scaling-group.js';
import type { Activity } from '../model/activity.js';
import type { SentCheck } from '../model/probe-result.js';
import { NOWHERE, type Address, type LaunchMachine, type Machine, type MachineOrder } from './machine.js';

/** AWS's InstanceStateName. AWS: Amazon EC2 instance state changes. */
export type InstanceStateName = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** What an instance is launched with. */
export interface InstanceSpec extends Omit<MachineOrder, 'id' | 'privateAddress'> {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly securityGroupIds: readonly string[];
  readonly keyName?: string;
  readonly instanceProfile?: string;
  readonly launchTemplate?: { readonly id: string; readonly version: string };
}

/** What may change of an instance that there is. */
export type ChangedSpec = Partial<Pick<InstanceSpec, 'instanceType' | 'userData' | 'securityGroupIds'>>;

interface InstanceMakings {
  readonly id: string;
  readonly privateAddress: string;
  readonly spec: InstanceSpec;
  /** Seconds of the region's clock. */
  readonly launchedAt: number;
  readonly launch: LaunchMachine;
}

/**
 * An EC2 instance: its state, and what really runs behind it, which a stop ends and a start replaces. Balancers and groups
 * hold on to the instance, whatever runs at the moment.
 */
export class Ec2Instance implements PolledTarget, FleetInstance {
  readonly id: string;
  readonly privateAddress: string;
  readonly launchedAt: number;
  /** Tags may change after the launch. */
  readonly tags: Map<string, string>;
  /** Why it is no longer what it was, in AWS's words; empty while it runs. */
  stateReason: { readonly code: string; readonly message: string } | undefined;
  #state: InstanceStateName = 'pending';
  #machine: Machine | undefined;
  /** It could not boot anew. */
  #broken = false;
  #changes = 0;
  #spec: InstanceSpec;
  #lines: readonly string[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly makings: InstanceMakings) {
    ({ id: this.id, privateAddress: this.privateAddress, spec: this.#spec, launchedAt: this.launchedAt } = makings);
    this.tags = new Map(Object.entries(makings.spec.tags));
  }

  get state(): InstanceStateName {
    return this.#state;
  }

  get spec(): InstanceSpec {
    return this.#spec;
  }

  /** ModifyInstanceAttribute; what runs learns of it at its next start. */
  change(part: ChangedSpec): void {
    this.#spec = { ...this.#spec, ...part };
  }

  /** The state as a balancer's texts know it. */
  get standing(): 'running' | 'pending' | 'stopped' | 'terminated' {
    if (this.#state === 'running' || this.#state === 'pending') return this.#state;
    return this.#state === 'stopping' || this.#state === 'stopped' ? 'stopped' : 'terminated';
  }

  get gone(): boolean {
    if (this.#state === 'pending') return false;
    return this.#state !== 'running' || this.#broken || this.#machine?.gone === true;
  }

  get listening(): boolean {
    return this.#machine?.listening === true;
  }

  get mark(): number {
    return this.#changes + (this.#machine?.mark ?? 0);
  }

  addressOf(port: number): Address {
    return this.#machine?.addressOf(port) ?? NOWHERE;
  }

  activity(): Promise<Activity> {
    return this.#machine?.activity() ?? Promise.resolve({ cpuSeconds: 0, linkBytes: 0, logLines: 0 });
  }

  async noteCheck(passed: boolean, sent: SentCheck): Promise<void> {
    await this.#machine?.noteCheck(passed, sent);
  }

  /** Of what runs, or of what ran last. */
  lastLines(count: number): readonly string[] {
    return this.#machine?.lastLines(count) ?? this.#lines.slice(-count);
  }

  /**
   * Starts what the image stands for; `running` once its process was spawned, unless its end was asked for meanwhile.
   * @throws what kept it from being started; the instance is `terminated` then.
   */
  launch(): Promise<void> {
    return this.#boot('terminated');
  }

  /**
   * StartInstances: a stopped one boots anew under the same id and address.
   * @throws what kept it from being started; the instance is `stopped` then.
   */
  async start(): Promise<void> {
    if (this.#state !== 'stopped') return;
    this.stateReason = undefined;
    this.#enter('pending');
    await this.#boot('stopped');
  }

  /** StopInstances: what runs ends, the instance stays. */
  async halt(): Promise<void> {
    if (this.#state !== 'running' && this.#state !== 'pending') return;
    await this.#end('stopping', 'stopped');
  }

  /**
   * RebootInstances: what runs ends and is started anew, while the instance stays `running`. Nothing happens when it does not run.
   * @throws what kept it from being started anew; nothing runs in it then, as in a machine that hangs at boot.
   */
  reboot(): Promise<void> {
    return this.#next(async () => {
      if (this.#state !== 'running') return;
      const machine = this.#machine;
      if (machine) this.#lines = machine.lastLines(LINES_KEPT);
      this.#machine = undefined;
      this.#changes += 1 + (machine?.mark ?? 0);
      await machine?.stop();
      // Its end was asked for meanwhile, and comes next.
      if (this.state !== 'running') return;
      this.#machine = await this.#launched();
      this.#changes += 1;
    });
  }

  /** TerminateInstances. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.#state === 'terminated') return;
    await this.#end('shutting-down', 'terminated');
  }

  #boot(otherwise: 'stopped' | 'terminated'): Promise<void> {
    return this.#next(async () => {
      if (this.#state !== 'pending') return;
      try {
        this.#machine = await this.#launched();
        this.#enter('running', 'pending');
      } catch (error) {
        this.stateReason = { code: 'Server.InternalError', message: 'Server.InternalError: Internal error on launch' };
        this.#enter(otherwise, 'pending');
        throw error;
      }
    });
  }

  async #launched(): Promise<Machine> {
    this.#broken = false;
    const { id, privateAddress } = this.makings;
    try {
      return await this.makings.launch({ ...this.#spec, tags: Object.fromEntries(this.tags), id, privateAddress });
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  async #end(through: 'stopping' | 'shutting-down', to: 'stopped' | 'terminated'): Promise<void> {
    this.#enter(through);
    await this.#next(async () => {
      if (this.#state === 'terminated') return;
      const machine = this.#machine;
      if (machine) this.#lines = machine.lastLines(LINES_KEPT);
      this.stateReason = { code: 'Client.UserInitiatedShutdown', message: 'Client.UserInitiatedShutdown: User initiated shutdown' };
      try {
        await machine?.stop();
      } finally {
        this.#machine = undefined;
        this.#enter(to, through);
      }
    });
  }

  /** One change after the other: a termination that comes while it boots waits for that. */
  #next(change: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(change);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** @param from left out, or the only state that it may come from: an end that was asked for meanwhile goes before */
  #enter(state: InstanceStateName, from: InstanceStateName = this.#state): void {
    if (this.#state !== from) return;
    this.#state = state;
    this.#changes += 1;
  }
}

/** Lines that GetConsoleOutput still shows once an instance has ended. */
const LINES_KEPT = 200;
