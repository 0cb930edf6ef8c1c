import { catalogueOf, type MachineImage, type MachineOrder, type Machine } from '../aws/machine.js';
import { EXAMPLE_ACCOUNT } from '../aws/place.js';
import type { RegionListener } from '../aws/region-listener.js';
import { serveRegion, type ServedRegion } from '../aws/serve-region.js';
import type { GroupDescription } from '../fleet/auto-scaling-group.js';
import { EnvironmentError } from '../model/errors.js';
import { HEALTH_CHECK_PERIOD, type TerraformPolicy } from '../model/fleet-plan.js';
import type { Journal, JournalEvent } from '../model/journal.js';
import { clockOf, type Clock } from '../model/clock.js';
import type { TrafficTally } from '../traffic/tally.js';
import type { Users } from '../traffic/users.js';
import type { JudgedTarget } from './3-rollout.js';
import { ApiCalls } from './api-calls.js';
import { FleetMembers, type Side } from './fleet-members.js';
import type { StageOptions } from './fleet-stage.js';
import { tallyFor, usersOf } from './rollout-users.js';
import { machineOfInstance } from './standing-machine.js';

/** Images of the two sides, as Terraform's variable is given them. */
export const IMAGES: Readonly<Record<Side, string>> = { old: 'ami-00000000000000001', canary: 'ami-00000000000000002' };

/** Wall seconds between two looks at a condition. */
const LOOK_EVERY = 0.25;

/** A region of its own for one rollout, the instances that it launches, and users at its balancer. */
export class TerraformStage {
  readonly members: FleetMembers;
  readonly tally: TrafficTally;
  readonly #calls: ApiCalls;
  #users: Users | undefined;
  #served: ServedRegion | undefined;

  private constructor(private readonly options: StageOptions) {
    this.members = new FleetMembers(options, () => undefined, () => undefined);
    this.tally = tallyFor(options);
    this.#calls = new ApiCalls(options.scenario.id, options.journal, options.clock);
  }

  /** @throws the system's error when no port can be had */
  static async open(options: Omit<StageOptions, 'clock'>, { region }: TerraformPolicy): Promise<TerraformStage> {
    const { scenario, journal } = options;
    const { release } = options.planOf('canary', 0);
    const images: MachineImage[] = (['old', 'canary'] as const).map((side) => ({ id: IMAGES[side], name: `${release.name} (${side})`, description: side }));
    const stage: TerraformStage = new TerraformStage({ ...options, clock: clockOf('realtime') });
    stage.#served = await serveRegion({
      region: {
        place: { region, account: EXAMPLE_ACCOUNT },
        images: catalogueOf(images),
        launch: (order) => stage.#launch(order),
        doubts: { neverHealthy: 'keep', healthCheckPeriod: HEALTH_CHECK_PERIOD },
        journal: namedAs(scenario.id, journal),
        onAnswered: (call) => stage.#calls.take(call),
        history: 'all',
      },
    });
    return stage;
  }

  get url(): string {
    return this.#region.url;
  }
  get clock(): Clock {
    return this.options.clock;
  }

  groups(): readonly GroupDescription[] {
    return this.#region.region().groups();
  }

  /** Checks of a side's instances, of those too that have ended. */
  checksOf(side: Side): JudgedTarget[] {
    return this.#region.region().pollers().flatMap((poller): JudgedTarget[] => {
      const member = this.members.find(poller.options.instance.id);
      if (member?.side !== side) return [];
      return [
        {
          options: { ...poller.options, instance: member.instance },
          probes: poller.probes,
          inService: poller.inService,
          lastSentAt: poller.lastSentAt,
          look: (now) => poller.look(now),
        },
      ];
    });
  }

  inService(side: Side): number {
    const living = new Set(this.members.living(side).map(({ id }) => id));
    return this.checksOf(side).filter(({ inService, options: { instance } }) => inService && living.has(instance.id)).length;
  }

  /**
   * Lets users in where HTTPS is spoken, else at the first listener, and has each of their requests answered once.
   * @throws EnvironmentError when there is no listener
   */
  async startUsers(): Promise<void> {
    const door = chooseListener(this.#region.region().listeners());
    if (!door) throw new EnvironmentError('no balancer has a listener, so users can come nowhere', 'The Terraform files must make one by aws_elb, or by aws_lb_listener.');
    const users = usersOf(this.options, door, () => this);
    this.#users = users;
    users.start();
    await users.round();
  }

  /** True once it holds; false when it does not within so many seconds. @throws when the run was stopped */
  async until(holds: () => boolean, seconds: number): Promise<boolean> {
    const { clock } = this;
    for (const deadline = clock.now() + seconds; !holds(); ) {
      if (clock.now() >= deadline) return false;
      await this.sleep(LOOK_EVERY);
    }
    return true;
  }

  /** @throws when the run was stopped */
  async sleep(seconds: number): Promise<void> {
    if (!(await this.clock.sleepUntil(this.clock.now() + seconds))) throw new Error('the run was stopped');
  }

  /** Users leave, and nothing is asked of AWS any more. Safe to call twice. */
  async quiet(): Promise<void> {
    await this.#users?.stop();
    this.#calls.close();
  }

  /** Ends users, balancers, groups and all instances. Safe to call twice. */
  async close(): Promise<void> {
    this.clock.stop();
    await this.quiet();
    await this.#served?.close();
  }

  get #region(): ServedRegion {
    if (!this.#served) throw new Error('the region is not open yet');
    return this.#served;
  }

  async #launch({ imageId, group, ...identity }: MachineOrder): Promise<Machine> {
    const side = imageId === IMAGES.old ? 'old' : 'canary';
    const { userData, ...rest } = identity;
    const launched = await this.members.launch(side, {
      identity: { imageId, ...rest, ...(userData === undefined ? {} : { userData }) },
      launchedAs: { group: group?.name ?? '', targetState: () => group?.targetState() ?? 'InService' },
    });
    const member = this.members.find(launched.id);
    if (!member) throw new Error(`the instance ${launched.id} is not known`);
    return machineOfInstance(member.instance, () => launched.stop());
  }
}

/** Users of a site come by HTTPS where it is spoken. Pure. */
const chooseListener = (listeners: readonly RegionListener[]): RegionListener | undefined =>
  listeners.find(({ protocol }) => ['HTTPS', 'SSL', 'TLS'].includes(protocol)) ?? listeners[0];

/** A region names its events by balancer and group; in a run's journal they are a scenario's. */
const namedAs = (scenario: string, journal: Journal): Journal => ({
  write: (event: JournalEvent) => journal.write('scenario' in event ? { ...event, scenario } : event),
});
