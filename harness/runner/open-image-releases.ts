import type { StandingImage } from '../model/machine-image.js';
import type { Release } from '../model/release.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { chooseRuntime } from '../runtime/choose-runtime.js';
import { buildReleases } from './build-releases.js';
import type { OpenAwsEndpoint } from './aws-endpoint.js';
import type { OpenedTestbed } from './machine-launcher.js';
import { openTestbed } from './open-testbed.js';
import { findSource, releaseFrom } from './release-source.js';

export interface ImageReleasesOptions {
  readonly images: readonly StandingImage[];
  readonly runtime: RuntimeWish;
  /** An empty folder that lives as long as the testbed: checkouts are built there. */
  readonly workplace: string;
  onRuntime?(kind: string, why: string): void;
  /** Opens AWS for the apps; left out: they are led to none. */
  readonly openAws?: OpenAwsEndpoint | undefined;
}

/**
 * Chooses a runtime, builds every release that an image stands for, and opens a testbed for them.
 * @throws EnvironmentError for a runtime that cannot be used or a build that fails, ConfigError for a source that is none.
 */
export async function openImageReleases({ images, runtime, workplace, onRuntime, openAws }: ImageReleasesOptions): Promise<OpenedTestbed> {
  const found = await Promise.all(images.map(async (image): Promise<[string, Release][]> => {
    const { standsFor, id } = image;
    if (standsFor.kind === 'release') return [[id, standsFor.release]];
    if (standsFor.kind !== 'source') return [];
    return [[id, await releaseFrom(await findSource(standsFor.source, standsFor.release), standsFor.release, id, workplace)]];
  }));
  const releases = new Map(found.flat());
  const unique = [...new Map([...releases.values()].map((release) => [release.name, release])).values()];
  const choice = await chooseRuntime(runtime, unique.flatMap(({ image }) => (image ? [image.name] : [])));
  onRuntime?.(choice.kind, choice.why);
  const built = buildReleases(unique, choice.kind);
  built.catch(() => undefined);
  const testbed = await openTestbed(choice.kind, unique.some(({ database }) => database !== undefined), openAws);
  try {
    await built;
    return { testbed, releases };
  } catch (error) {
    await testbed.close();
    throw error;
  }
}
