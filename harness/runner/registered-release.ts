import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { StandingImage, StandsFor } from '../model/machine-image.js';
import { imageIsGone, type RegisteredImage } from '../model/registered-image.js';
import type { Release } from '../model/release.js';
import { partsOfImage } from '../runtime/containers/build-image.js';
import type { ImageRegistry } from './image-registry.js';
import { releaseFrom } from './release-source.js';

/** A registered image as one that can be launched. */
export function standingRegistered(registry: ImageRegistry, { id, app, kind, description, createdAt, release }: RegisteredImage): StandingImage {
  const source = registry.heldIn({ id, kind });
  // Never built again, and known by what it holds: the folder only has to be there when it is launched.
  const kept: Release = { ...release, folder: source.kind === 'folder' ? source.folder : join(registry.folder, id) };
  return { id, name: `${app}-${id.slice(4)}`, description, createdAt, standsFor: { kind: 'registered', source, release: kept, faults: [] } };
}

/**
 * The release that a registered image holds.
 * @param workplace a folder that lives as long as the run
 * @throws EnvironmentError when its folder or container image is gone, or no engine answers
 */
export async function registeredRelease(id: string, { source, release }: Extract<StandsFor, { kind: 'registered' }>, workplace: string): Promise<Release> {
  if (source.kind === 'folder') {
    if (!existsSync(source.folder)) throw imageIsGone(id, `its folder ${source.folder}`);
    return releaseFrom({ kind: 'release-folder', folder: source.folder }, release, id, workplace);
  }
  if ((await partsOfImage(source.tag)) === undefined) throw imageIsGone(id, `its container image ${source.tag}`);
  // One that was given up halfway must not be in the way of the next.
  return releaseFrom({ kind: 'image', image: source.tag }, release, id, await mkdtemp(join(workplace, 'registered-')));
}
