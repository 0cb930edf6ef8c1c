import { availableParallelism } from 'node:os';
import type { Machine, MachineOrder } from '../aws/machine.js';
import { clockOf } from '../model/clock.js';
import type { Fault } from '../model/fault.js';
import type { StandingImage } from '../model/machine-image.js';
import type { Release } from '../model/release.js';
import { planLaunch, type LaunchPlan } from '../runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import type { InstanceEvent } from '../runtime/instance.js';
import { Slots } from './schedule.js';
import { answeringMachine, emptyMachine, machineOfInstance } from './standing-machine.js';
import { BOOT_ENDS, tellWhenIdle } from './tell-when-idle.js';
import type { Testbed } from './testbed.js';

export interface LauncherOptions {
  readonly images: readonly StandingImage[];
  /** Opens the testbed that releases need; called once, and not at all when no image is one. */
  open(): Promise<OpenedTestbed>;
  onEvent?(instance: string, event: InstanceEvent): void;
}

export interface OpenedTestbed {
  readonly testbed: Testbed;
  /** The built releases of images, by their ids. */
  readonly releases: ReadonlyMap<string, Release>;
}

/** Wall seconds after which nobody waits for a port any more. */
const BOOT_LIMIT = 60;

/** Boots for each processor that may be under way at once. */
const BOOTS_PER_PROCESSOR = 2;

/**
 * Boots what machine images stand for, for a region behind the AWS door. All instances share one database, as a fleet
 * does, in the state that the first image with a release is to find; `reset` makes it anew.
 */
export class MachineLauncher {
  readonly #images: ReadonlyMap<string, StandingImage>;
  readonly #boots = new Slots(BOOTS_PER_PROCESSOR * availableParallelism());
  readonly #clock = clockOf('realtime');
  #opened: Promise<OpenedTestbed> | undefined;
  #database: Promise<ScenarioDatabase | undefined> | undefined;
  #closed = false;

  constructor(private readonly options: LauncherOptions) {
    this.#images = new Map(options.images.map((image) => [image.id, image]));
  }

  /**
   * Opens what releases need and makes their database, so that the first launch need not wait for it.
   * @throws EnvironmentError when it cannot be opened, ConfigError for a source that is none.
   */
  async prepare(): Promise<void> {
    if (this.#releaseImages().length > 0) await this.#databaseOf(await this.#open());
  }

  /** As `LaunchMachine`. */
  async launch(order: MachineOrder): Promise<Machine> {
    const standsFor = this.#images.get(order.imageId)?.standsFor;
    switch (standsFor?.kind) {
      case 'answer':
        return answeringMachine(order, standsFor.status);
      case 'nothing':
        return emptyMachine(order);
      case 'release':
      case 'source':
        return this.#boot(order, standsFor.faults);
      default:
        throw new Error(`The image id '${order.imageId}' does not exist`);
    }
  }

  /** Forgets the database, once no instance uses it any more. */
  async reset(): Promise<void> {
    const database = await this.#database?.catch(() => undefined);
    this.#database = undefined;
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.testbed.dropDatabase(database);
  }

  /** Ends everything that was started. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#clock.stop();
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.testbed.close();
  }

  async #boot(order: MachineOrder, faults: readonly Fault[]): Promise<Machine> {
    const opened = await this.#open();
    const database = await this.#databaseOf(opened);
    const { testbed } = opened;
    const booted = await this.#boots.take();
    try {
      const { id, privateAddress, imageId, instanceType, availabilityZone, tags, userData, group } = order;
      const instance = await testbed.launchOne({
        plan: this.#planOf(order.imageId, opened, faults),
        database,
        clock: this.#clock,
        bootLimit: BOOT_LIMIT,
        // Always as one of several: what it did to the database that they share stays when it ends.
        launchedAs: { group: group?.name ?? '', targetState: () => group?.targetState() ?? 'InService' },
        as: { id, privateAddress, imageId, instanceType, availabilityZone, tags, ...(userData === undefined ? {} : { userData }) },
        onEvent: (who, event) => {
          if (BOOT_ENDS.has(event.type)) booted();
          this.options.onEvent?.(who, event);
        },
      });
      void tellWhenIdle([instance], booted);
      instance.enter('rollout');
      return machineOfInstance(instance, () => testbed.stopOne(instance));
    } catch (error) {
      booted();
      throw error;
    }
  }

  #planOf(image: string, { releases }: OpenedTestbed, faults: readonly Fault[]): LaunchPlan {
    const release = releases.get(image);
    if (!release) throw new Error(`no release was built for ${image}`);
    return planLaunch(release, faults, release.healthCheck);
  }

  #open(): Promise<OpenedTestbed> {
    if (this.#closed) throw new Error('the server was stopped');
    return (this.#opened ??= this.options.open());
  }

  #databaseOf(opened: OpenedTestbed): Promise<ScenarioDatabase | undefined> {
    const [first] = this.#releaseImages();
    if (!first) return Promise.resolve(undefined);
    return (this.#database ??= opened.testbed.prepareDatabase(this.#planOf(first.image, opened, first.faults)));
  }

  #releaseImages(): { readonly image: string; readonly faults: readonly Fault[] }[] {
    return this.options.images.flatMap(({ id, standsFor }) => ('faults' in standsFor ? [{ image: id, faults: standsFor.faults }] : []));
  }
}
