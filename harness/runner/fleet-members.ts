import type { FleetInstance } from '../fleet/auto-scaling-group.js';
import type { Clock } from '../model/clock.js';
import type { RolloutPhase } from '../model/fault.js';
import type { Journal, UserAnswer } from '../model/journal.js';
import type { Scenario } from '../model/scenario.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { LaunchPlan } from '../runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import type { FaultEvidence, Instance, InstanceEvent } from '../runtime/instance.js';
import { askRounds } from './5-harm.js';
import { instanceEntry, rolloutEntry } from './instance-entry.js';
import { logEntry } from './log-entry.js';
import { BOOT_ENDS, tellWhenIdle } from './tell-when-idle.js';
import type { Launch, Testbed } from './testbed.js';
import { usersEntry } from './users-entry.js';

export type Side = 'old' | 'canary';

/** Where a rollout stands. */
export type Phase = 'before' | RolloutPhase | 'rejected';

/** An instance of one of the two fleets, living or gone. */
export interface Member {
  readonly side: Side;
  readonly instance: Instance;
  readonly plan: LaunchPlan;
  /** Ended by its group; what was to be seen of its faults, and what users got, is kept from just before. */
  stopped?: { readonly evidence: readonly FaultEvidence[]; readonly answers: readonly UserAnswer[] };
}

export interface MembersOptions {
  readonly scenario: Scenario;
  /** Plan of the next instance of a side; a canary's depends on how many were launched before it. */
  planOf(side: Side, ordinal: number): LaunchPlan;
  /** Users' answers as those of a side are to be. */
  answersOf(side: Side): readonly (readonly UserAnswer[])[];
  readonly database: ScenarioDatabase | undefined;
  readonly clock: Clock;
  readonly testbed: Testbed;
  readonly journal: Journal;
  readonly bootLimit: number;
  /** Wall seconds after which a user has given up; left out: 8. */
  readonly patience?: number;
  /** Resolves when there is room on the machine to boot; the returned function tells that the boot is over. */
  boot(): Promise<() => void>;
}

/** Who an instance is, where that is not left to the testbed. */
export interface LaunchedMember {
  readonly identity: NonNullable<Launch['as']>;
  readonly launchedAs: NonNullable<Launch['launchedAs']>;
}

/** Canary instances that users are sent to just before their group ends them. */
const ASKED_BEFORE_END = 2;

/** Launches the instances of both fleets of a rollout, and keeps what there was of each. */
export class FleetMembers {
  readonly all: Member[] = [];
  /** Wall time of the last event of a fault. */
  lastFaultAt = wallNow();
  /** What kept an instance from being launched: our failure, and no verdict on any release. */
  failure: unknown;
  readonly #launched: Record<Side, number> = { old: 0, canary: 0 };
  #phase: Phase = 'before';
  /** Seconds of the clock at which each phase began. */
  readonly #entered = new Map<RolloutPhase, number>();

  /** @param happened told after a failed launch; @param noticed told of what may change an instance's answers */
  constructor(
    private readonly options: MembersOptions,
    private readonly happened: () => void,
    private readonly noticed: (id: string) => void,
  ) {}

  find(id: string | undefined): Member | undefined {
    return this.all.find(({ instance }) => instance.id === id);
  }

  living(side: Side): Instance[] {
    return this.all.filter((member) => member.side === side && !member.stopped).map(({ instance }) => instance);
  }

  launched(side: Side): number {
    return this.#launched[side];
  }

  wasEntered(phase: RolloutPhase): boolean {
    return this.#entered.has(phase);
  }

  /** Where the rollout stands. */
  get phase(): Phase {
    return this.#phase;
  }

  /** A new phase of the rollout: faults that count from it begin to count. */
  enter(phase: Exclude<Phase, 'before'>): void {
    const { journal, scenario, clock } = this.options;
    this.#phase = phase;
    journal.write({ type: 'phase', scenario: scenario.id, phase, at: clock.now() });
    if (phase === 'rejected') return;
    this.#entered.set(phase, clock.now());
    for (const { instance, stopped } of this.all) if (!stopped) instance.enter(phase);
  }

  /** Resolves once every living instance has booted as far as it will, within the boot limit (wall seconds). */
  async booted(): Promise<void> {
    const giveUpAt = wallNow() + this.options.bootLimit;
    const boots = (): boolean => [...this.living('old'), ...this.living('canary')].some(({ listening, gone }) => !listening && !gone);
    while (boots() && wallNow() < giveUpAt) await wallSleep(0.05);
  }

  /** @param as id and address, where somebody else gives them, and what the instance's group wants it to become */
  async launch(side: Side, as?: LaunchedMember): Promise<FleetInstance> {
    const { clock, boot } = this.options;
    // What waits for a busy machine is no time of the rollout.
    const goOn = clock.pause();
    const booted = await boot().finally(goOn);
    const ordinal = this.#launched[side];
    this.#launched[side] += 1;
    try {
      return this.#asFleetInstance(await this.#launchAs(side, ordinal, booted, as));
    } catch (error) {
      booted();
      this.#launched[side] -= 1;
      this.failure ??= error;
      this.happened();
      throw error;
    }
  }

  async #launchAs(side: Side, ordinal: number, booted: () => void, as?: LaunchedMember): Promise<Member> {
    const { scenario, planOf, database, clock, bootLimit, testbed, journal } = this.options;
    const plan = planOf(side, ordinal);
    const instance = await testbed.launchOne({
      plan,
      database,
      clock,
      bootLimit,
      launchedAs: as?.launchedAs ?? { group: side, targetState: (id) => (this.find(id)?.stopped ? 'Terminated' : 'InService') },
      ...(as ? { as: as.identity } : {}),
      onEvent: (id, event) => this.#heard(side, id, event, booted),
    });
    if (side === 'canary' && ordinal === 0) journal.write(rolloutEntry(scenario.id, clock.pace === 'fast' ? 'fast' : 'realtime', plan, instance));
    void tellWhenIdle([instance], booted);
    const member: Member = { side, instance, plan };
    this.all.push(member);
    for (const [phase, began] of this.#entered) instance.enter(phase, began);
    return member;
  }

  #asFleetInstance(member: Member): FleetInstance {
    const { instance } = member;
    return {
      id: instance.id,
      get gone() {
        return instance.gone;
      },
      stop: async () => {
        await this.#takeLeave(member);
        await this.options.testbed.stopOne(instance);
        this.options.journal.write(logEntry(this.options.scenario.id, instance));
      },
    };
  }

  /** What it has to show goes with it, so it is looked at once more. */
  async #takeLeave(member: Member): Promise<void> {
    const { clock, scenario, patience, journal, answersOf } = this.options;
    const release = clock.hold('an instance is looked at before it ends');
    const asked = this.all.filter(({ side, stopped }) => side === 'canary' && stopped).length;
    const asks = member.side === 'canary' && asked < ASKED_BEFORE_END;
    const place = { scenario: scenario.id, instance: member.instance.id, at: clock.now() };
    member.stopped = { evidence: [], answers: [] };
    try {
      const [evidence, answers] = await Promise.all([member.instance.evidence().catch(() => []), asks ? askRounds(scenario, member.instance, patience) : []]);
      member.stopped = { evidence, answers: answers.flat() };
      if (asks) journal.write(usersEntry(place, answersOf(member.side), answers.flat()));
    } finally {
      release();
    }
  }

  #heard(side: Side, id: string, event: InstanceEvent, booted: () => void): void {
    const { journal, scenario, clock } = this.options;
    journal.write(instanceEntry({ scenario: scenario.id, instance: id, side, at: clock.now() }, event));
    if (BOOT_ENDS.has(event.type)) booted();
    if (event.type.startsWith('fault-')) this.lastFaultAt = wallNow();
    if (event.type.startsWith('fault-') || event.type === 'boot-limit') this.noticed(id);
  }
}
