import { openDataPlane, type DataPlane } from '../balancer/data-plane.js';
import { LoadBalancer } from '../balancer/load-balancer.js';
import { AutoScalingGroup, type GroupBalancer } from '../fleet/auto-scaling-group.js';
import { describeError } from '../model/errors.js';
import type { Clock } from '../model/clock.js';
import type { FleetPlan } from '../model/fleet-plan.js';
import type { Instance } from '../runtime/instance.js';
import type { TrafficTally } from '../traffic/tally.js';
import type { Users } from '../traffic/users.js';
import { FleetMembers, type MembersOptions, type Side } from './fleet-members.js';
import type { PolicyStage } from './fleet-policies.js';
import { Happenings } from './happenings.js';
import { meetUsers } from './meet-users.js';
import { tallyFor, usersOf } from './rollout-users.js';

export interface StageOptions extends MembersOptions {
  readonly fleets: FleetPlan;
}

/** Seconds of the rollout's clock between two rounds of users that were sent because time is skipped. */
const ROUND_EVERY = 15;

/** What both fleets of a rollout stand on: one balancer with its data plane, its users, and everything launched so far. */
export class FleetStage implements PolicyStage {
  readonly members: FleetMembers;
  readonly #happenings: Happenings;
  /** Clock seconds of the last round that was sent because time is skipped; undefined while there are no users. */
  #lastRound: number | undefined;

  private constructor(
    readonly options: StageOptions,
    readonly balancer: LoadBalancer<Instance>,
    readonly plane: DataPlane,
    private readonly users: Users,
    readonly tally: TrafficTally,
  ) {
    this.#happenings = new Happenings(options.clock);
    this.members = new FleetMembers(
      options,
      () => this.#happenings.tell(),
      (id) => balancer.notice(id),
    );
  }

  static async open(options: StageOptions): Promise<FleetStage> {
    const { scenario, fleets, clock, journal, bootLimit } = options;
    const { release, balancer: kind } = scenario;
    const balancer = new LoadBalancer<Instance>({
      scenario: scenario.id,
      kind,
      healthCheck: options.planOf('canary', 0).healthCheck,
      clock,
      journal,
      busyLimit: bootLimit,
      // All fleets share one database: what one instance does to it is no change by itself of another's answers.
      surroundings: () => stage.members.all.reduce((sum, { instance }) => sum + instance.sequence, 0),
      onChecked: () => stage.#happenings.tell(),
    });
    const plane = await openDataPlane({
      kind,
      targets: () => {
        // Asked when a request is there, which is something that somebody may wait for.
        stage.#happenings.tell();
        return balancer.routable(release.port.instancePort);
      },
      now: () => clock.now(),
      slowStart: fleets.slowStart,
    });
    const door = { kind, address: plane.address, servedBy: (port: number) => plane.servedBy(port) };
    const users = usersOf(options, door, () => stage);
    const stage: FleetStage = new FleetStage(options, balancer, plane, users, tallyFor(options));
    clock.beforeSkip(() => stage.#beforeSkip());
    return stage;
  }

  /** A group whose instances are launched as one of the sides, told by the name of its release. */
  group(name: Side, desired: number): AutoScalingGroup {
    const { fleets, clock, journal, scenario } = this.options;
    const { healthCheckType, gracePeriod, healthCheckPeriod, neverHealthy } = fleets.group;
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
      },
      name,
      {
        clock,
        launch: (release) => this.members.launch(release as Side),
        balancers: new Map([[scenario.balancer, this.#asGroupBalancer()]]),
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

  /** @throws what kept an instance from being launched */
  listed(): ReadonlyMap<string, string> {
    this.#check();
    const listed = this.members.living('canary').map(({ id }) => [id, this.balancer.healthOf(id)] as const);
    return new Map(listed.filter(([, health]) => health !== 'unregistered'));
  }

  inService(side: Side): number {
    return this.members.living(side).filter(({ id }) => this.balancer.healthOf(id) === 'InService').length;
  }

  /** Lets users in, and has each of their requests answered once. */
  async startUsers(): Promise<void> {
    this.#lastRound = Number.NEGATIVE_INFINITY;
    this.users.start();
    await this.users.round();
  }

  enter(phase: 'accepted'): void {
    this.members.enter(phase);
  }

  /**
   * Waits for a condition, looked at after every check and every step of a group; see `Happenings`.
   * @throws what kept an instance from being launched, too
   */
  until(condition: () => boolean, deadline: number): Promise<boolean> {
    return this.#happenings.until(() => {
      this.#check();
      return condition();
    }, deadline);
  }

  async usersAtOldFleet(): Promise<void> {
    if (this.#lastRound === undefined) return;
    const release = this.options.clock.hold('users come to the old fleet');
    const { balancer, plane, members, users } = this;
    const isServing = ({ id }: Instance): boolean => balancer.healthOf(id) === 'InService';
    const meeting = meetUsers({
      // A round for each instance, since the balancer may give the first ones to others.
      send: async () => void (await Promise.all(members.all.filter(({ instance }) => isServing(instance)).map(() => users.round()))),
      next: () => this.#happenings.next(),
      met: () => members.living('old').filter(isServing).every(({ id }) => plane.inFlight(id) > 0),
    });
    await meeting.finally(release);
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

  #check(): void {
    if (this.members.failure !== undefined) throw this.members.failure;
  }

  #asGroupBalancer(): GroupBalancer {
    const { fleets, scenario } = this.options;
    return {
      register: ({ id }) => {
        const member = this.members.find(id);
        if (!member) return;
        // What runs now has proved itself; only a canary's answers are waited for, or those of an old fleet with faults.
        const proved = member.side === 'old' && fleets.old.faults.length === 0;
        this.balancer.register(member.instance, proved ? 0 : scenario.settle);
      },
      deregister: (id) =>
        this.balancer.deregister(id, { timeout: fleets.draining }, this.plane).catch((error: unknown) => process.emitWarning(describeError(error))),
      healthOf: (id) => this.balancer.healthForGroups(id),
    };
  }
}
