import { createHash } from 'node:crypto';
import { EnvironmentError } from './errors.js';
import type { HeldIn } from './machine-image.js';
import type { Release } from './release.js';

/** What an image keeps of a release beside its files: how it is started, addressed and checked. */
export type KeptRelease = Omit<Release, 'folder' | 'build'>;

/** A release that was made an image, as the registry holds it: plain data. */
export interface RegisteredImage {
  /** `ami-` and 17 hexadecimal digits, made from what the image holds. */
  readonly id: string;
  readonly app: string;
  /** File that described the app. */
  readonly appFile: string;
  readonly kind: HeldIn['kind'];
  /** ISO 8601, as AWS's CreationDate. */
  readonly createdAt: string;
  /** Of the project's repository; ends in `-dirty` where files differed from it. */
  readonly commit?: string;
  readonly description: string;
  readonly release: KeptRelease;
}

/** Whether this is what was registered by an id, as far as it can be seen. Pure. */
export function isRegisteredImage(value: unknown, id: string): value is RegisteredImage {
  if (typeof value !== 'object' || value === null) return false;
  const image = value as Partial<Record<keyof RegisteredImage, unknown>>;
  const texts = [image.app, image.createdAt, image.description].every((text) => typeof text === 'string');
  return image.id === id && texts && (image.kind === 'folder' || image.kind === 'container-image') && typeof image.release === 'object' && image.release !== null;
}

/** How a release is started, without where it lies on this machine and how it is built there. */
export function keptRelease({ folder: _folder, build: _build, image, ...kept }: Release): KeptRelease {
  return { ...kept, ...(image ? { image: { name: image.name, folder: image.folder } } : {}) };
}

/** The same id for the same parts, whoever builds it and wherever. Pure. */
export const imageIdOf = (...parts: readonly unknown[]): string => `ami-${createHash('sha256').update(JSON.stringify(parts.map(sorted))).digest('hex').slice(0, 17)}`;

/** With the names of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sorted(item)]));
}

/** Tag of the container image that holds a registered release. */
export const imageTag = (id: string): string => `canarybed-image:${id}`;

/** What a registered image needs is not there any more. */
export const imageIsGone = (id: string, what: string): EnvironmentError =>
  new EnvironmentError(`${id} is registered, but ${what} is gone`, `Remove it by "canarybed image remove ${id}", and build it anew.`);
