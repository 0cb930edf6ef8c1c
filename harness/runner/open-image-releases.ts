import type { LaunchableImages, StandingImage } from '../model/machine-image.js';
import type { Release } from '../model/release.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { EnvironmentError } from '../model/errors.js';
import { chooseRuntime } from '../runtime/choose-runtime.js';
import { buildReleases } from './build-releases.js';
import type { OpenAwsEndpoint } from './aws-endpoint.js';
import type { OpenedTestbed } from './machine-launcher.js';
import { openTestbed } from './open-testbed.js';
import { registeredRelease } from './registered-release.js';
import { findSource, releaseFrom } from './release-source.js';

export interface ImageReleasesOptions {
  readonly images: LaunchableImages;
  readonly runtime: RuntimeWish;
  /** An empty folder that lives as long as the testbed: checkouts are built there. */
  readonly workplace: string;
  /** Ends builds. */
  readonly signal: AbortSignal;
  onRuntime?(kind: string, why: string): void;
  /** Opens AWS for the apps; left out: they are led to none. */
  readonly openAws?: OpenAwsEndpoint | undefined;
}

/**
 * Chooses a runtime, builds every release that a described image stands for, and opens a testbed for them and for those
 * that are registered, which are looked for when they are launched.
 * @throws EnvironmentError for a runtime that cannot be used or a build that fails, ConfigError for a source that is none.
 */
export async function openImageReleases({ images, runtime, workplace, signal, onRuntime, openAws }: ImageReleasesOptions): Promise<OpenedTestbed> {
  const found = await Promise.all(images.described.map((image) => describedRelease(image, workplace, signal)));
  const described = new Map(found.flat());
  const unique = [...new Map([...described.values()].map((release) => [release.name, release])).values()];
  const registered = images.list().flatMap(({ standsFor }) => (standsFor.kind === 'registered' ? [standsFor.release] : []));
  const choice = await chooseRuntime(runtime, [...new Set([...unique, ...registered].flatMap(({ image }) => (image ? [image.name] : [])))]);
  onRuntime?.(choice.kind, choice.why);
  const built = buildReleases(unique, choice.kind, signal);
  built.catch(() => undefined);
  const withDatabase = [...unique, ...registered].some(({ database }) => database !== undefined);
  const testbed = await openTestbed(choice.kind, withDatabase, openAws);
  try {
    await built;
    return { testbed, releaseOf: releasesOf({ described, workplace, withDatabase }) };
  } catch (error) {
    await testbed.close();
    throw error;
  }
}

async function describedRelease({ standsFor, id }: StandingImage, workplace: string, signal: AbortSignal): Promise<[string, Release][]> {
  if (standsFor.kind === 'release') return [[id, standsFor.release]];
  if (standsFor.kind !== 'source') return [];
  return [[id, await releaseFrom(await findSource(standsFor.source, standsFor.release), standsFor.release, id, workplace, signal)]];
}

interface Opened {
  readonly described: ReadonlyMap<string, Release>;
  readonly workplace: string;
  /** Whether the testbed has a Postgres. */
  readonly withDatabase: boolean;
}

/** Each registered release is taken out of its image once, unless that failed: it may be built anew. */
function releasesOf({ described, workplace, withDatabase }: Opened): OpenedTestbed['releaseOf'] {
  const taken = new Map<string, Promise<Release>>();
  return ({ id, standsFor }) => {
    const known = described.get(id);
    if (known) return Promise.resolve(known);
    if (standsFor.kind !== 'registered') return Promise.reject(new Error(`no release was built for ${id}`));
    if (standsFor.release.database && !withDatabase) {
      return Promise.reject(new EnvironmentError(`${id} needs a database, which no image needed when the server began`, 'Start "canarybed serve" anew.'));
    }
    const release = taken.get(id) ?? registeredRelease(id, standsFor, workplace);
    taken.set(id, release);
    release.catch(() => taken.delete(id));
    return release;
  };
}
