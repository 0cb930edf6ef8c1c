import { ConfigError } from './model/errors.js';
import type { Fault } from './model/fault.js';
import { imageText, isImageId, type StandingImage, type StandsFor } from './model/machine-image.js';
import type { Release } from './model/release.js';
import { checkFaults } from './runner/check-faults.js';

/** What an AMI id of `canarybed serve` stands for. */
export type ImageDescription =
  /** The app, as it is or with faults; `source` names another release of it: a folder, a git ref or a container image. */
  | { readonly fault?: Fault | readonly Fault[]; readonly source?: string }
  /** A small server that answers every request with this status. */
  | { readonly answers: number }
  | 'nothing';

const KEYS: readonly string[] = ['fault', 'source', 'answers'];

/**
 * Images by their ids, for instances to be launched from.
 * @throws ConfigError for an id that AWS could not have given, and for faults that the app cannot have.
 */
export function standingImages(release: Release, described: Readonly<Record<string, ImageDescription>>): StandingImage[] {
  return Object.entries(described).map(([id, description]) => standingImage(id, standsFor(release, id, description)));
}

/** @throws ConfigError for an id that AWS could not have given. */
export function standingImage(id: string, stands: StandsFor): StandingImage {
  if (!isImageId(id)) throw new ConfigError(`${id}: expected an AMI id, "ami-" and 8 or 17 hexadecimal digits, such as ami-0123456789abcdef0`);
  const text = imageText({ standsFor: stands });
  return { id, name: text.slice(0, 128), description: text, standsFor: stands };
}

function standsFor(release: Release, id: string, description: ImageDescription): StandsFor {
  if (description === 'nothing') return { kind: 'nothing' };
  const stray = Object.keys(description).find((key) => !KEYS.includes(key));
  if (stray !== undefined) throw new ConfigError(`${id}: expected only ${KEYS.join(', ')}, found "${stray}"`);
  if ('answers' in description) return { kind: 'answer', status: statusOf(id, description.answers) };
  const faults = [description.fault ?? []].flat();
  checkFaults(release, faults);
  const { source } = description;
  return source === undefined ? { kind: 'release', release, faults } : { kind: 'source', source, release, faults };
}

/** @throws ConfigError for a number that is no status of an answer */
export function statusOf(id: string, status: number): number {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new ConfigError(`${id}: expected a status from 200 to 599 to answer with, found ${status}`);
}
