import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Clock } from '../model/clock.js';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import type { Scenario } from '../model/scenario.js';
import type { LaunchPlan } from '../runtime/carry-out/plan.js';
import type { Databases, ScenarioDatabase } from '../runtime/databases.js';
import type { Identity } from '../runtime/embedded/identity.js';
import type { Instance, InstanceEvent } from '../runtime/instance.js';
import { launchInstance, type LaunchOptions } from '../runtime/launch.js';
import type { PostgresServer, RuntimeAdapter } from '../runtime/port.js';
import type { RunFolder } from '../runtime/run-folder.js';
import { COPY_DEPENDENCIES, SharedDependencies } from '../runtime/shared-dependencies.js';
import { WorkingCopies, type WorkingCopy } from '../runtime/working-copies.js';
import { copyTree, removeWithin } from '../runtime/working-copy.js';
import type { AwsEndpoint } from './aws-endpoint.js';
import { templateFor } from './template.js';

/** What a fleet stands on: a database of its own, and a working copy for each instance. */
export interface Ground {
  readonly copies: readonly WorkingCopy[];
  readonly database: ScenarioDatabase | undefined;
}

type OnEvent = (instance: string, event: InstanceEvent) => void;

/** One instance of a fleet that grows and shrinks while its rollout goes on. */
export interface Launch {
  readonly plan: LaunchPlan;
  readonly database: ScenarioDatabase | undefined;
  readonly clock: Clock;
  readonly bootLimit: number;
  readonly launchedAs?: LaunchOptions['launchedAs'];
  /** Id and private address, where these are given by somebody else, and what else its metadata tells. */
  readonly as?: { readonly id: string; readonly privateAddress: string } & NonNullable<LaunchOptions['identity']>;
  readonly onEvent: OnEvent;
}

export interface Fleet {
  readonly instances: readonly Instance[];
  stop(): Promise<void>;
}

/** What is made of the run's own copy of a release, and the files in it that working copies are linked to. */
interface BaseCopy {
  readonly copies: WorkingCopies;
  readonly shared?: SharedDependencies;
}

const baseKey = ({ folder, copyDependencies = false }: Release): string => `${copyDependencies} ${folder}`;

/** What the scenarios of a run share: one runtime, one Postgres, one private copy of the release, its addresses. */
export class Testbed {
  #addresses = 0;
  #watch: ((copy: WorkingCopy) => WorkingCopy) | undefined;
  readonly #baseCopies = new Map<string, Promise<BaseCopy>>();
  readonly #instances = new Set<Instance>();
  readonly #underway = new Set<Promise<unknown>>();
  readonly #onClose = new Set<() => void>();
  readonly #closing = new AbortController();
  #closed: Promise<void> | undefined;

  constructor(
    readonly adapter: RuntimeAdapter,
    private readonly run: RunFolder,
    private readonly postgres: PostgresServer | undefined,
    private readonly databases: Databases | undefined,
    private readonly appIdentity: Identity | undefined,
    private readonly aws?: AwsEndpoint,
  ) {}

  /** Makes the database and the working copies of a fleet: all that takes time before its clock begins. */
  prepare(scenario: Scenario, plan: LaunchPlan): Promise<Ground> {
    return this.#whileOpen(() => this.#prepare(scenario, plan));
  }

  async #prepare({ instances }: Scenario, plan: LaunchPlan): Promise<Ground> {
    const [database, copies] = await Promise.all([
      this.#databaseFor(plan),
      Promise.all(Array.from({ length: instances }, () => this.copyOf(plan.release))),
    ]);
    return { copies, database };
  }

  /** Makes the database that the fleets of a rollout share. */
  prepareDatabase(plan: LaunchPlan): Promise<ScenarioDatabase | undefined> {
    return this.#whileOpen(() => this.#databaseFor(plan));
  }

  /** Drops it again; with the testbed the server goes too, and all that is in it. */
  async dropDatabase(database: ScenarioDatabase | undefined): Promise<void> {
    if (database && !this.#closed) await this.#whileOpen(() => database.drop());
  }

  /** Makes a working copy and launches one instance in it. */
  launchOne(launch: Launch): Promise<Instance> {
    return this.#whileOpen(async () => this.#launch(await this.copyOf(launch.plan.release), launch));
  }

  async stopOne(instance: Instance): Promise<void> {
    await instance.stop();
    this.#instances.delete(instance);
  }

  /** Launches a fleet of instances of a plan. Whatever fails, nothing is left running. */
  launchFleet(ground: Ground, plan: LaunchPlan, clock: Clock, bootLimit: number, onEvent: OnEvent): Promise<Fleet> {
    return this.#whileOpen(() => this.#launchFleet(ground, plan, clock, bootLimit, onEvent));
  }

  async #launchFleet({ copies, database }: Ground, plan: LaunchPlan, clock: Clock, bootLimit: number, onEvent: OnEvent): Promise<Fleet> {
    const instances: Instance[] = [];
    const stop = async (): Promise<void> => {
      await Promise.all(instances.map((instance) => this.stopOne(instance)));
      await this.dropDatabase(database);
    };
    const launch = { plan, database, clock, bootLimit, onEvent };
    const launches = await Promise.allSettled(copies.map(async (copy) => instances.push(await this.#launch(copy, launch))));
    const failed = launches.find((launch) => launch.status === 'rejected');
    if (!failed) return { instances, stop };
    await stop();
    throw failed.reason;
  }

  async #launch(copy: WorkingCopy, { plan, database, clock, bootLimit, launchedAs, as, onEvent }: Launch): Promise<Instance> {
    const { id = `i-${randomBytes(9).toString('hex').slice(0, 17)}`, privateAddress = this.#nextAddress(), ...identity } = as ?? {};
    const launched = await launchInstance(this.adapter, {
      id,
      privateAddress,
      identity,
      plan: { ...plan, release: this.#withAws(plan.release) },
      clock,
      copy,
      bootLimit,
      signal: this.#closing.signal,
      ...(database ? { database } : {}),
      ...(launchedAs ? { launchedAs } : {}),
      ...(this.postgres ? { postgres: this.postgres } : {}),
      onEvent: (event) => onEvent(id, event),
    });
    this.#instances.add(launched);
    return launched;
  }

  async #databaseFor(plan: LaunchPlan): Promise<ScenarioDatabase | undefined> {
    if (!this.databases || !this.postgres || !plan.release.database) return undefined;
    const template = await templateFor(plan.schema, this.#withAws(plan.release), {
      adapter: this.adapter,
      databases: this.databases,
      postgres: this.postgres,
      copyOf: (release) => this.copyOf(release),
      signal: this.#closing.signal,
    });
    return this.databases.clone(template);
  }

  /** An app that uses AWS is led to the endpoint of the run, unless it has been told of another. */
  #withAws(release: Release): Release {
    return this.aws && release.aws ? { ...release, env: { ...this.aws.settings, ...release.env } } : release;
  }

  /** Hands each working copy that is made from now on to a watch, which may stand in for it; undefined: no longer. */
  watchCopies(watch: ((copy: WorkingCopy) => WorkingCopy) | undefined): void {
    this.#watch = watch;
  }

  /** A working copy of the release, made from the run's own private copy. */
  async copyOf(release: Release): Promise<WorkingCopy> {
    const key = baseKey(release);
    const copying = this.#baseCopies.get(key) ?? this.#copyBase(release);
    this.#baseCopies.set(key, copying);
    const copy = await (await copying).copies.make();
    return this.#watch?.(copy) ?? copy;
  }

  async #copyBase({ name, folder: from, copyDependencies = false, leaveOut = [] }: Release): Promise<BaseCopy> {
    const folder = join(this.run.makeFolder('releases'), copyDependencies ? `${name}-unshared` : name);
    await copyTree(from, folder, { linkDependencies: false, ...(this.adapter.kind === 'embedded' ? { embeddedFor: { identity: this.appIdentity } } : {}) });
    for (const file of leaveOut) await removeWithin(folder, file);
    const copies = new WorkingCopies(folder, this.run.makeFolder(join('copies', basename(folder))), !copyDependencies, this.appIdentity);
    return copyDependencies ? { copies } : { copies, shared: await SharedDependencies.seal(folder) };
  }

  /**
   * Looks whether the files that a release's working copies share are as they were. An app that runs as somebody else
   * than we cannot change them.
   * @throws EnvironmentError when an instance has changed one: what others found there is then not the release
   */
  async checkShared(release: Release): Promise<void> {
    if (this.appIdentity) return;
    const base = await this.#baseCopies.get(baseKey(release));
    const changed = await base?.shared?.changed();
    if (changed !== undefined) throw new EnvironmentError(`an instance of ${release.name} has changed ${changed}, which other instances read, too, so that this counts for nothing`, COPY_DEPENDENCIES);
  }

  /** A folder for something that the run needs beside its instances; it goes with the run. */
  workplace(name: string): string {
    return this.run.makeFolder(name);
  }

  /** Private addresses of one subnet; the four first and the last of it are AWS's own. */
  #nextAddress(): string {
    const host = this.#addresses + 10;
    this.#addresses += 1;
    return `10.0.${1 + Math.floor(host / 250)}.${5 + (host % 250)}`;
  }

  /** Ends everything, also fleets that nobody stopped: their links and gates would keep this process from ending. */
  close(): Promise<void> {
    this.#closing.abort(new Error('the run was stopped'));
    if (!this.#closed) for (const tell of this.#onClose) tell();
    this.#closed ??= this.#close();
    return this.#closed;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Tells whoever waits for a deadline that there is none any more, at once if so; the returned function takes that back. */
  onClose(tell: () => void): () => void {
    if (this.#closed) tell();
    this.#onClose.add(tell);
    return () => this.#onClose.delete(tell);
  }

  /** Notes work that `close` must wait for: done halfway, it would leave a process or a folder after all were removed. */
  async #whileOpen<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('the run was stopped');
    const begun = work();
    this.#underway.add(begun);
    try {
      return await begun;
    } finally {
      this.#underway.delete(begun);
    }
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#underway);
    await Promise.all([...this.#instances].map((instance) => instance.stop().catch(() => undefined)));
    await this.databases?.close().catch(() => undefined);
    await this.aws?.close();
    await this.adapter.close();
    this.run.remove();
  }
}
