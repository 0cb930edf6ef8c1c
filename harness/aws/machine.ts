import type { PolledTarget } from '../balancer/polled-target.js';

/** A real socket. */
export type Address = ReturnType<PolledTarget['addressOf']>;

/** Port 1 of loopback: nothing listens there, so whoever dials is refused, as by a machine that has no such process. */
export const NOWHERE: Address = { host: '127.0.0.1', port: 1 };

/** What an image id stands for, as DescribeImages tells it. */
export interface MachineImage {
  /** Such as `ami-0123456789abcdef0`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** In AWS's form; that of the region when left out. */
  readonly createdAt?: string;
}

/** What can be launched; more may come while a region lives. */
export interface ImageCatalogue {
  find(id: string): MachineImage | undefined;
  list(): readonly MachineImage[];
}

export const catalogueOf = (images: readonly MachineImage[]): ImageCatalogue => ({ list: () => images, find: (id) => images.find((image) => image.id === id) });

/** What a group wants an instance to become. AWS: Retrieve the target lifecycle state through instance metadata. */
export type TargetState = 'InService' | 'Standby' | 'Detached' | 'Terminated';

/** All that a launched copy must know of the instance that it is to be. */
export interface MachineOrder {
  readonly id: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly privateAddress: string;
  readonly availabilityZone: string;
  readonly tags: Readonly<Record<string, string>>;
  /** As the instance reads it, decoded. */
  readonly userData?: string;
  /** Of an instance of an Auto Scaling group: its name, and what the group wants the instance to become. */
  readonly group?: { readonly name: string; targetState(): TargetState };
}

/** What really runs behind an instance, as the balancers address it. */
export interface Machine extends PolledTarget {
  /** The latest lines of its output, the latest last. */
  lastLines(count: number): readonly string[];
  /** Ends it and everything that it used. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts what an image stands for; resolves when its process was spawned.
 * @throws when it could not be; the text becomes that of the failed launch.
 */
export type LaunchMachine = (order: MachineOrder) => Promise<Machine>;
