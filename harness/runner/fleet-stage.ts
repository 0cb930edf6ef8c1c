import { openDataPlane, type DataPlane } from '../balancer/data-plane.js';
import { LoadBalancer } from '../balancer/load-balancer.js';
import { AutoScalingGroup, type FleetInstance, type GroupBalancer } from '../fleet/auto-scaling-group.js';
import { describeError } from '../model/errors.js';
import type { Clock } from '../model/clock.js';
import type { RolloutPhase } from '../model/fault.js';
import type { FleetPlan } from '../model/fleet-plan.js';
import type { Journal, UserAnswer } from '../model/journal.js';
import type { Scenario } from '../model/scenario.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { LaunchPlan } from '../runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import type { Instance, InstanceEvent } from '../runtime/instance.js';
import { TrafficTally } from '../traffic/tally.js';
import { Users } from '../traffic/users.js';
import type { PolicyStage } from './fleet-policies.js';
import { Happenings } from './happenings.js';
import { tellWhenIdle } from './tell-when-idle.js';
import type { Testbed } from './testbed.js';

export type Side = 'old' | 'canary';

/** An instance of one of the two fleets, living or gone. */
export interface Member {
  readonly side: Side;
  readonly instance: Instance;
  /** Ended by its group. */
  readonly stopped: boolean;
}

export interface StageOptions {
  readonly scenario: Scenario;
  readonly fleets: FleetPlan;
  /** Plan of the next instance of a side; a canary's depends on how many were launched before it. */
  planOf(side: Side, ordinal: number): LaunchPlan;
  readonly database: ScenarioDatabase | undefined;
  readonly clock: Clock;
  readonly testbed: Testbed;
  readonly journal: Journal;
  readonly bootLimit: number;
  /** Users' answers as those of a side are to be. */
  answersOf(side: Side): readonly (readonly UserAnswer[])[];
  /** Resolves when there is room on the machine to boot; the returned function tells that the boot is over. */
  boot(): Promise<() => void>;
}

const BOOT_ENDS = new Set(['listening', 'exited', 'boot-limit']);

/** Seconds of the rollout's clock between two rounds of users that were sent because time is skipped. */
const ROUND_EVERY = 10;

/** Keep-alive connections of the users together. */
const CONNECTIONS = 4;

/** What both fleets of a rollout stand on: one balancer with its data plane, its users, and everything launched so far. */
export class FleetStage implements PolicyStage {
  readonly members: Member[] = [];
  readonly tally: TrafficTally;
  /** Wall time of the last event of a fault. */
  lastFaultAt = wallNow();
  phase = 'before';
  readonly #launched: Record<Side, number> = { old: 0, canary: 0 };
  readonly #entered: RolloutPhase[] = [];
  readonly #happenings: Happenings;
  /** Clock seconds of the last round that was sent because time is skipped; undefined while there are no users. */
  #lastRound: number | undefined;

  private constructor(
    readonly options: StageOptions,
    readonly balancer: LoadBalancer<Instance>,
    readonly plane: DataPlane,
    private readonly users: Users,
    tally: TrafficTally,
  ) {
    this.tally = tally;
    this.#happenings = new Happenings(options.clock);
  }

  static async open(options: StageOptions): Promise<FleetStage> {
    const { scenario, fleets, clock, journal, bootLimit, answersOf } = options;
    const { release, balancer: kind } = scenario;
    const balancer = new LoadBalancer<Instance>({
      scenario: scenario.id,
      kind,
      healthCheck: options.planOf('canary', 0).healthCheck,
      clock,
      journal,
      busyLimit: bootLimit,
      // All fleets share one database: what one instance does to it is no change by itself of another's answers.
      surroundings: () => stage.members.reduce((sum, { instance }) => sum + instance.sequence, 0),
      onChecked: () => stage.#happenings.tell(),
    });
    const plane = await openDataPlane({
      kind,
      targets: () => balancer.routable(release.port.instancePort),
      now: () => clock.now(),
      slowStart: fleets.slowStart,
    });
    const tally = new TrafficTally((fleet) => answersOf(fleet === 'canary' ? 'canary' : 'old'));
    const users: Users = new Users({
      requests: release.users,
      door: plane.address,
      publicHost: release.publicHost,
      perSecond: fleets.usersPerSecond,
      connections: CONNECTIONS,
      // A network balancer adds no header, so what ends TLS before it must say how the user came.
      ...(kind === 'network' ? { headers: { 'x-forwarded-proto': 'https' } } : {}),
      now: () => clock.now(),
      phase: () => stage.phase,
      servedBy: (port) => plane.servedBy(port),
      fleetOf: (id) => stage.sideOf(id) ?? 'balancer',
      onAnswer: (asked) => tally.add(asked),
    });
    const stage: FleetStage = new FleetStage(options, balancer, plane, users, tally);
    clock.beforeSkip(() => stage.#beforeSkip());
    return stage;
  }

  /** A group whose instances are launched as one of the sides, told by the name of its release. */
  group(name: Side, desired: number): AutoScalingGroup {
    const { fleets, clock, journal, scenario } = this.options;
    const { healthCheckType, gracePeriod, healthCheckPeriod, neverHealthy, suspended } = fleets.group;
    return new AutoScalingGroup(
      {
        name,
        minSize: 0,
        maxSize: 2 * desired + 1,
        desiredCapacity: desired,
        healthCheckType,
        healthCheckGracePeriod: gracePeriod,
        healthCheckPeriod,
        neverHealthy,
        suspended,
      },
      name,
      {
        clock,
        launch: (release) => this.#launch(release as Side),
        balancers: [this.#asGroupBalancer()],
        onEvent: (event) => {
          journal.write({ type: 'group', scenario: scenario.id, group: name, at: clock.now(), event: event.type, detail: event });
          this.#happenings.tell();
        },
      },
    );
  }

  get clock(): Clock {
    return this.options.clock;
  }
  get wanted(): number {
    return this.options.scenario.instances;
  }
  get deadline(): number {
    return this.options.scenario.deadline;
  }

  listed(): ReadonlyMap<string, string> {
    return new Map(this.living('canary').map(({ id }) => [id, this.balancer.healthOf(id)]));
  }

  sideOf(id: string | undefined): Side | undefined {
    return this.members.find(({ instance }) => instance.id === id)?.side;
  }

  living(side: Side): Instance[] {
    return this.members.filter((member) => member.side === side && !member.stopped).map(({ instance }) => instance);
  }

  launched(side: Side): number {
    return this.#launched[side];
  }

  inService(side: Side): number {
    return this.living(side).filter(({ id }) => this.balancer.healthOf(id) === 'InService').length;
  }

  /** Lets users in, and has each of their requests answered once. */
  async startUsers(): Promise<void> {
    this.#lastRound = Number.NEGATIVE_INFINITY;
    this.users.start();
    await this.users.round();
  }

  /** A new phase of the rollout: faults that count from it begin to count. */
  enter(phase: 'rollout' | 'accepted' | 'rejected'): void {
    const { journal, scenario, clock } = this.options;
    this.phase = phase;
    journal.write({ type: 'phase', scenario: scenario.id, phase, at: clock.now() });
    if (phase === 'rejected') return;
    this.#entered.push(phase);
    for (const { instance, stopped } of this.members) if (!stopped) instance.enter(phase);
  }

  /** Waits for a condition, looked at after every check and every step of a group; see `Happenings`. */
  until(condition: () => boolean, deadline: number): Promise<boolean> {
    return this.#happenings.until(condition, deadline);
  }

  /** Lives through so many wall seconds with users, whatever could be skipped. */
  async live(seconds: number): Promise<void> {
    const release = this.options.clock.hold('users see the moment');
    await wallSleep(seconds);
    release();
  }

  /** Resolves once every living instance has booted as far as it will, within the boot limit (wall seconds). */
  async booted(): Promise<void> {
    const giveUpAt = wallNow() + this.options.bootLimit;
    const boots = (): boolean => [...this.living('old'), ...this.living('canary')].some(({ listening, gone }) => !listening && !gone);
    while (boots() && wallNow() < giveUpAt) await wallSleep(0.05);
  }

  /** Ends users, checks and the data plane; instances run on. */
  async quiet(): Promise<void> {
    this.balancer.stopChecks();
    await this.users.stop();
    await this.plane.close();
  }

  async #beforeSkip(): Promise<void> {
    if (this.#lastRound === undefined) return;
    const now = this.options.clock.now();
    if (now - this.#lastRound >= ROUND_EVERY) {
      this.#lastRound = now;
      await this.users.round();
    }
    await this.users.drain();
    this.users.resume();
  }

  async #launch(side: Side): Promise<FleetInstance> {
    const { planOf, database, clock, bootLimit, testbed, boot } = this.options;
    const ordinal = this.#launched[side];
    this.#launched[side] += 1;
    const booted = await boot();
    try {
      const onEvent = (id: string, event: InstanceEvent): void => this.#heard(side, id, event, booted);
      let stopped = false;
      const launchedAs = { group: side, targetState: () => (stopped ? 'Terminated' : 'InService') } as const;
      const instance = await testbed.launchOne({ plan: planOf(side, ordinal), database, clock, bootLimit, launchedAs, onEvent });
      void tellWhenIdle([instance], booted);
      const member: Member = {
        side,
        instance,
        get stopped() {
          return stopped;
        },
      };
      this.members.push(member);
      for (const phase of this.#entered) instance.enter(phase);
      return {
        id: instance.id,
        get gone() {
          return instance.gone;
        },
        async stop() {
          stopped = true;
          await testbed.stopOne(instance);
        },
      };
    } catch (error) {
      booted();
      throw error;
    }
  }

  #heard(side: Side, id: string, event: InstanceEvent, booted: () => void): void {
    const { journal, scenario, clock } = this.options;
    journal.write({ type: 'instance', scenario: scenario.id, instance: id, side, at: clock.now(), event: event.type, detail: event });
    if (BOOT_ENDS.has(event.type)) booted();
    if (event.type.startsWith('fault-')) this.lastFaultAt = wallNow();
    if (event.type.startsWith('fault-') || event.type === 'boot-limit') this.balancer.notice(id);
  }

  #asGroupBalancer(): GroupBalancer {
    const { fleets, scenario } = this.options;
    const find = (id: string): Member | undefined => this.members.find(({ instance }) => instance.id === id);
    return {
      register: ({ id }) => {
        const member = find(id);
        if (!member) return;
        // What runs now has proved itself; only a canary's answers are waited for, or those of an old fleet with faults.
        const proved = member.side === 'old' && fleets.old.faults.length === 0;
        this.balancer.register(member.instance, proved ? 0 : scenario.settle);
      },
      deregister: (id) =>
        this.balancer.deregister(id, { timeout: fleets.draining }, this.plane).catch((error: unknown) => process.emitWarning(describeError(error))),
      // AWS does not say what an instance is taken for that is still at its first checks; here nothing is held against it.
      healthOf: (id) => {
        const health = this.balancer.healthOf(id);
        return health === 'OutOfService' && !this.balancer.hasFailed(id) ? 'unregistered' : health;
      },
    };
  }
}
