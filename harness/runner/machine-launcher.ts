import { availableParallelism } from 'node:os';
import type { Machine, MachineOrder } from '../aws/machine.js';
import { clockOf } from '../model/clock.js';
import type { LaunchableImages, StandingImage, StandsFor } from '../model/machine-image.js';
import type { Release } from '../model/release.js';
import { planLaunch, type LaunchPlan } from '../runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import type { InstanceEvent } from '../runtime/instance.js';
import { Slots } from './schedule.js';
import { answeringMachine, emptyMachine, machineOfInstance } from './standing-machine.js';
import { BOOT_ENDS, tellWhenIdle } from './tell-when-idle.js';
import type { Testbed } from './testbed.js';

export interface LauncherOptions {
  readonly images: LaunchableImages;
  /** Opens the testbed that releases need; called once, and not at all when no image is one. */
  open(): Promise<OpenedTestbed>;
  onEvent?(instance: string, event: InstanceEvent): void;
}

export interface OpenedTestbed {
  readonly testbed: Testbed;
  /** The release of an image that stands for one. @throws EnvironmentError when it cannot be had any more */
  releaseOf(image: StandingImage): Promise<Release>;
}

/** Wall seconds after which nobody waits for a port any more. */
const BOOT_LIMIT = 60;

/** Boots for each processor that may be under way at once. */
const BOOTS_PER_PROCESSOR = 2;

/**
 * Boots what machine images stand for, for a region behind the AWS door. All instances share one database, as a fleet
 * does, in the state that the first described image with a release is to find; `reset` makes it anew.
 */
export class MachineLauncher {
  readonly #boots = new Slots(BOOTS_PER_PROCESSOR * availableParallelism());
  readonly #clock = clockOf('realtime');
  #opened: Promise<OpenedTestbed> | undefined;
  #database: Promise<ScenarioDatabase | undefined> | undefined;
  #closed = false;

  constructor(private readonly options: LauncherOptions) {}

  /**
   * Opens what releases need and makes their database, so that the first launch need not wait for it.
   * @throws EnvironmentError when it cannot be opened, ConfigError for a source that is none.
   */
  async prepare(): Promise<void> {
    const first = this.#firstRelease();
    if (first) await this.#databaseOf(await this.#open(), first);
  }

  /** As `LaunchMachine`. */
  async launch(order: MachineOrder): Promise<Machine> {
    const image = this.options.images.find(order.imageId);
    if (!image) throw new Error(`The image id '${order.imageId}' does not exist`);
    if (isRelease(image)) return this.#boot(order, image);
    return image.standsFor.kind === 'answer' ? answeringMachine(order, image.standsFor.status) : emptyMachine(order);
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

  async #boot(order: MachineOrder, image: ReleaseImage): Promise<Machine> {
    const opened = await this.#open();
    const plan = await planOf(image, opened);
    const database = await this.#databaseOf(opened, image);
    const { testbed } = opened;
    const booted = await this.#boots.take();
    try {
      const { id, privateAddress, imageId, instanceType, availabilityZone, tags, userData, group } = order;
      const instance = await testbed.launchOne({
        plan,
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

  #open(): Promise<OpenedTestbed> {
    if (this.#closed) throw new Error('the server was stopped');
    return (this.#opened ??= this.options.open());
  }

  /** @param launched whose it is where none is described */
  #databaseOf(opened: OpenedTestbed, launched: ReleaseImage): Promise<ScenarioDatabase | undefined> {
    return (this.#database ??= planOf(this.#firstRelease() ?? launched, opened).then((plan) => opened.testbed.prepareDatabase(plan)));
  }

  #firstRelease(): ReleaseImage | undefined {
    return this.options.images.described.find(isRelease);
  }
}

/** An image from which a copy of the app is booted. */
type ReleaseImage = StandingImage & { readonly standsFor: Extract<StandsFor, { readonly faults: unknown }> };

const isRelease = (image: StandingImage): image is ReleaseImage => 'faults' in image.standsFor;

async function planOf(image: ReleaseImage, opened: OpenedTestbed): Promise<LaunchPlan> {
  const release = await opened.releaseOf(image);
  return planLaunch(release, image.standsFor.faults, release.healthCheck);
}
