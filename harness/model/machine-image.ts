import type { Fault } from './fault.js';
import type { Release } from './release.js';

/** What runs on an instance that is launched from an image. */
export type StandsFor =
  /** A real copy of the app, with faults. */
  | { readonly kind: 'release'; readonly release: Release; readonly faults: readonly Fault[] }
  /** A copy of the app that is to be found first: a folder, a git ref or a container image. */
  | { readonly kind: 'source'; readonly source: string; readonly release: Release; readonly faults: readonly Fault[] }
  /** A release that was made an image before: the folder or the container image that holds it. */
  | { readonly kind: 'registered'; readonly source: HeldIn; readonly release: Release; readonly faults: readonly Fault[] }
  /** A small server that gives one and the same answer on every port. */
  | { readonly kind: 'answer'; readonly status: number }
  /** No process: every port is closed. */
  | { readonly kind: 'nothing' };

/** Where a registered image has its release: in a folder of its own, or in a container image. */
export type HeldIn = { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'container-image'; readonly tag: string };

/** An Amazon machine image of the testbed: an id for clients, and what it stands for. */
export interface StandingImage {
  /** `ami-` and 8 or 17 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** In AWS's form, where it was registered at a moment of its own. */
  readonly createdAt?: string;
  readonly standsFor: StandsFor;
}

/** What can be launched. */
export interface LaunchableImages {
  /** Known at the start; who describes an image means to launch it. */
  readonly described: readonly StandingImage[];
  /** With those that were registered, also since the start; those that are described come first. */
  list(): readonly StandingImage[];
  find(id: string): StandingImage | undefined;
}

/** Whether AWS could have given this id. AWS: Amazon EC2, longer resource ids. */
export const isImageId = (text: string): boolean => /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(text);

/** What an image stands for, in one line. */
export function imageText({ standsFor }: Pick<StandingImage, 'standsFor'>): string {
  switch (standsFor.kind) {
    case 'release':
      return `${standsFor.release.name}${faultsText(standsFor.faults)}`;
    case 'registered':
      return `${standsFor.release.name}, ${standsFor.source.kind === 'folder' ? 'registered as a folder' : 'registered as a container image'}`;
    case 'source':
      return `${standsFor.release.name} at ${standsFor.source}${faultsText(standsFor.faults)}`;
    case 'answer':
      return `answers ${standsFor.status} on every port`;
    case 'nothing':
      return 'nothing runs';
  }
}

const faultsText = (faults: readonly Fault[]): string => (faults.length === 0 ? '' : `, where ${faults.map(({ summary }) => summary).join('; ')}`);
