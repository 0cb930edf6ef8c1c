import type { Activity } from '../model/activity.js';
import type { Clock } from '../model/clock.js';
import type { Fault, MigrationFault, RequestFault, RolloutPhase } from '../model/fault.js';
import type { SentCheck } from '../model/probe-result.js';
import type { ShippedEvent } from '../model/shipped-event.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { seenEnv } from './carry-out/env.js';
import { NOT_STRUCK, type Evidence } from './carry-out/evidence.js';
import { givenSettings, type GivenSetting } from './carry-out/given-settings.js';
import type { LaunchPlan } from './carry-out/plan.js';
import { seenNoted, type NotedMigrations } from './carry-out/noted-migrations.js';
import { seenCheck, SentChecks } from './carry-out/sent-checks.js';
import { seenWritten, type SentMigrations } from './carry-out/sent-migrations.js';
import { seenSkipped, type SkippedMigrations } from './carry-out/skipped-migrations.js';
import { seenMetadata } from './carry-out/metadata.js';
import { isInCheck } from './carry-out/request.js';
import { seenProcess } from './carry-out/process-evidence.js';
import { seenStore } from './carry-out/store.js';
import { isSettingFault } from './carry-out/database.js';
import type { Struck } from './carry-out/struck.js';
import type { EditedFiles } from './edited-files.js';
import type { LogRing } from './log-ring.js';
import type { ProcessExit } from './port.js';
import { settingsWithPort } from './port-words.js';
import type { SocketAddress } from '../services/socket-address.js';
import type { LifeEvent, ProcessLife } from './process-life.js';
import type { ShippedEvents } from './shipped-events.js';
import type { Surroundings } from './surroundings.js';
import type { FaultTimer } from './timed-faults.js';
import { seenEdits } from './working-copy.js';

export type InstanceEvent =
  | LifeEvent
  | { readonly type: 'fault-struck'; readonly fault: string; readonly detail: string }
  | { readonly type: 'fault-ended'; readonly fault: string }
  | { readonly type: 'shipped'; readonly shipped: ShippedEvent };

export interface FaultEvidence extends Evidence {
  readonly fault: string;
}

/** Wall seconds for which a process that runs may still send a migration. */
const SENT_LIMIT = 2;

/** Everything an instance is made of; `launch.ts` puts it together. */
export interface InstanceParts {
  readonly id: string;
  readonly privateAddress: string;
  readonly plan: LaunchPlan;
  /** All settings as they were to be, after faults: those that a store holds too. */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** What became of the release's files in it before the start. */
  readonly edited: EditedFiles;
  readonly life: ProcessLife;
  readonly logs: LogRing;
  readonly shipped: ShippedEvents;
  readonly timer: FaultTimer;
  readonly struck: ReadonlyMap<Fault, Struck>;
  readonly surroundings: Surroundings;
  readonly noted?: NotedMigrations;
  readonly skipped?: SkippedMigrations;
  readonly sent?: SentMigrations;
  readonly closedPort: SocketAddress;
  /** Closes and removes what the instance alone used. */
  cleanUp(): Promise<void>;
}

/** One running copy of a release, as balancer and users meet it. */
export class Instance {
  /** Grows with everything that explains a change of answers: starts, ends, open ports, faults. */
  sequence = 0;
  readonly #sentChecks = new SentChecks();
  #stopped: Promise<void> | undefined;

  constructor(
    private readonly parts: InstanceParts,
    readonly clock: Clock,
  ) {}

  get id(): string {
    return this.parts.id;
  }
  get privateAddress(): string {
    return this.parts.privateAddress;
  }
  get logs(): LogRing {
    return this.parts.logs;
  }
  /** What its collector got; nothing where the release ships no log. */
  get shipped(): ShippedEvents {
    return this.parts.shipped;
  }
  get exits(): readonly ProcessExit[] {
    return this.parts.life.exits;
  }
  get restarts(): number {
    return this.parts.life.respawnedAt.length;
  }
  get listening(): boolean {
    return this.parts.life.listening;
  }
  /** True once no process runs and none will be started again. */
  get gone(): boolean {
    return this.parts.life.gone;
  }
  get bootSeconds(): number | undefined {
    return this.parts.life.bootSeconds;
  }
  get env(): Readonly<Record<string, string>> {
    return this.parts.env;
  }
  get edited(): EditedFiles {
    return this.parts.edited;
  }
  /** Changes with everything of ours that explains a change of answers: events, and answers bent on their way. */
  get mark(): number {
    const { gate } = this.parts.surroundings;
    return this.sequence + (gate ? gate.bent() + gate.spared() : 0);
  }
  /** Where the process itself listens; a place that refuses while none does. */
  get processAddress(): SocketAddress {
    return this.parts.life.current?.address ?? this.parts.closedPort;
  }
  get shellLine(): string {
    return this.parts.life.current?.shellLine ?? `cd ${this.parts.folder}`;
  }

  /**
   * The real socket behind the instance's private address and a port. A gate, where one stands, is asked only while
   * the app listens: it would accept connections for a dead one.
   */
  addressOf(port: number): SocketAddress {
    const { surroundings, closedPort, plan } = this.parts;
    if (port !== plan.release.port.instancePort) return closedPort;
    return (this.listening ? surroundings.gate?.address : undefined) ?? this.processAddress;
  }

  /** Starts the process, in surroundings as the faults make them before that. */
  async start(): Promise<void> {
    await this.parts.timer.at('boot');
    await this.parts.life.start();
  }

  async activity(): Promise<Activity> {
    const { life, surroundings, logs } = this.parts;
    const links = [...(surroundings.link ? [surroundings.link] : []), ...(surroundings.dependencies?.values() ?? [])];
    return {
      cpuSeconds: (await life.current?.cpuSeconds()) ?? 0,
      linkBytes: links.map((link) => link.counters()).reduce((sum, { bytesToClient, bytesToServer }) => sum + bytesToClient + bytesToServer, 0),
      logLines: logs.written,
    };
  }

  /**
   * To be called after each health check: some faults strike after a number of them, or with the first that passed.
   * Checks sent before the port opened reached nobody and do not count; one that passed reached at least a proxy before it.
   * @param sent by which faults in the wiring of the check are seen
   */
  async noteCheck(passed: boolean, sent?: SentCheck): Promise<void> {
    if (sent) this.#sentChecks.note(sent);
    if (this.listening || passed) await this.parts.timer.afterCheck(passed);
  }

  /** Tells the instance's late faults that a moment of the rollout has come. */
  enter(phase: RolloutPhase, began?: number): void {
    this.parts.timer.enter(phase, began);
  }

  /** For each fault, whether it is to be seen on the app's side, and by what. */
  async evidence(): Promise<FaultEvidence[]> {
    const { plan, env, life, surroundings } = this.parts;
    const given = givenSettings(plan.release, life.environment ?? env, surroundings.store);
    const seen: FaultEvidence[] = [];
    for (const fault of plan.faults) {
      for (const evidence of await this.#seen(fault, given)) seen.push({ fault: fault.summary, ...evidence });
    }
    return seen;
  }

  /** The settings as the process was to be given them: the port is known only once it runs. */
  get #intended(): Readonly<Record<string, string>> {
    const { life, env } = this.parts;
    return life.current ? settingsWithPort(env, life.current.address.port) : env;
  }

  async #seen(fault: Fault, given: (name: string) => GivenSetting): Promise<Evidence[]> {
    const { plan, life, logs, folder, struck, surroundings } = this.parts;
    const env = this.#intended;
    const strike = struck.get(fault);
    if (strike) return [await strike.evidence()];
    switch (fault.kind) {
      case 'env':
        return seenEnv(env, given, [fault]);
      case 'file':
      case 'page':
        return seenEdits(folder, plan.edits.filter(({ path }) => path === fault.path));
      case 'migration':
        return this.#seenMigration(fault, given);
      case 'process':
        return seenProcess(fault, { life, logs, command: plan.process.command, environment: life.environment });
      case 'database':
        return isSettingFault(fault) ? [this.#seenUrl(env, given)] : [NOT_STRUCK];
      case 'dependency':
        return [NOT_STRUCK];
      case 'metadata':
        return seenMetadata(fault, surroundings.metadata);
      case 'store':
        return seenStore(fault, plan.release, surroundings.store);
      case 'request':
        return this.#seenRequest(fault, given);
    }
  }

  async #seenMigration(fault: MigrationFault & { summary: string }, given: (name: string) => GivenSetting): Promise<Evidence[]> {
    const { plan, folder, logs, noted, skipped, sent } = this.parts;
    const there = await seenEdits(folder, plan.edits);
    await this.#untilSent(fault);
    return [...there, ...this.#seenSettings(given), ...seenNoted(fault, plan.release, noted), ...(await seenSkipped(fault, skipped)), ...seenWritten(fault, plan, { sent, logs })];
  }

  /** A start that migrates once it listens may be judged before it comes to that. */
  async #untilSent(fault: MigrationFault & { summary: string }): Promise<void> {
    const { plan, life, logs, sent } = this.parts;
    const isLive = (): boolean => seenWritten(fault, plan, { sent, logs }).every(({ live }) => live);
    for (const giveUpAt = wallNow() + SENT_LIMIT; life.current && !isLive() && wallNow() < giveUpAt; await wallSleep(0.1));
  }

  #seenUrl(env: Readonly<Record<string, string>>, given: (name: string) => GivenSetting): Evidence {
    const key = this.parts.plan.release.database?.setting ?? '';
    const { value, where } = given(key);
    return { live: value === env[key], sentence: `${key} carries the wrong value ${where}` };
  }

  #seenSettings(given: (name: string) => GivenSetting): Evidence[] {
    return Object.entries(this.parts.plan.settings).map(([key, value]) => {
      const { value: real, where } = given(key);
      return { live: real === value, sentence: `${key} is ${value} ${where}` };
    });
  }

  #seenRequest(fault: RequestFault & { summary: string }, given: (name: string) => GivenSetting): Evidence[] {
    const { surroundings: { gate }, plan, privateAddress } = this.parts;
    if (fault.operator === 'loopback-only') return this.#seenSettings(given);
    if (isInCheck(fault)) return [seenCheck(fault, plan, privateAddress, this.#sentChecks.all)];
    return [{ live: (gate?.bent() ?? 0) > 0, sentence: `${gate?.bent() ?? 0} answers were changed on their way` }];
  }

  /** Ends the process and everything of this instance. Safe to call twice. @param patience as that of its life */
  stop(patience = 0): Promise<void> {
    this.#stopped ??= this.#stop(patience);
    return this.#stopped;
  }

  async #stop(patience: number): Promise<void> {
    const { timer, life } = this.parts;
    timer.stop();
    await life.stop(patience);
    await this.parts.cleanUp();
  }
}
