import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { ConfigError, EnvironmentError } from '../model/errors.js';
import type { HeldIn } from '../model/machine-image.js';
import { imageIdOf, imageTag, keptRelease, type RegisteredImage } from '../model/registered-image.js';
import type { Release } from '../model/release.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { containersAvailability } from '../runtime/containers/availability.js';
import { buildContainerImage, makeContext, partsOfImage, tagImage, untagImage } from '../runtime/containers/build-image.js';
import { buildReleases } from './build-releases.js';
import { fingerprintOf } from './release-fingerprint.js';
import { git } from './git.js';
import type { ImageRegistry } from './image-registry.js';
import { releaseFrom } from './release-source.js';

export interface ImageOrder {
  readonly release: Release;
  /** File that describes the app. */
  readonly appFile: string;
  readonly runtime: RuntimeWish;
  /** In place of the one that is made from the app's image; the path lies within the context. */
  readonly dockerfile?: { readonly path: string; readonly context: string } | undefined;
  /** Ends builds. */
  readonly signal: AbortSignal;
  /** The moment to be noted. */
  readonly now: Date;
  /** Folders that live as long as the build. */
  makeFolder(name: string): string;
  say(line: string): void;
}

/**
 * Builds the app and registers it as an image; when there is one of the same content already, that is it.
 * @throws EnvironmentError when a build fails, no engine answers that was asked for, or the image cannot be kept; ConfigError
 * when an own Dockerfile's image does not hold the release, or the release's folder holds the images
 */
export async function buildImage(registry: ImageRegistry, order: ImageOrder): Promise<RegisteredImage> {
  const { release, dockerfile } = order;
  if (!dockerfile) requireOutside(registry.folder, release);
  const kind = await kindFor(order);
  const { image: _image, ...withoutImage } = release;
  // The app's own image is what the release is put into, unless somebody has another idea.
  await buildReleases([dockerfile ? withoutImage : release], kind === 'folder' ? 'embedded' : 'containers', order.signal);
  if (kind === 'folder') return inFolder(registry, order);
  return dockerfile ? byOwnDockerfile(registry, order, dockerfile) : onAppImage(registry, order);
}

/** Each image would hold those before it, and be another. */
function requireOutside(images: string, { name, folder }: Release): void {
  if (relative(folder, images).startsWith('..')) return;
  throw new ConfigError(`app ${name}: expected a folder for the release alone, found ${folder}, which holds the images in ${images}, too; have a build make one, and name it by "folder"`);
}

async function kindFor({ release, runtime, dockerfile, say }: ImageOrder): Promise<HeldIn['kind']> {
  if (runtime === 'embedded') return 'folder';
  const { image } = release;
  const found = image ? await containersAvailability(dockerfile ? [] : [image.name]) : undefined;
  if (found?.usable) return 'container-image';
  const [why, remedy] = found ? [found.reason, found.remedy] : [`app ${release.name} describes no image`, 'describe one by "image", or take --runtime embedded'];
  if (runtime === 'containers' || dockerfile) throw new EnvironmentError(`a container image cannot be built: ${why}`, `${remedy[0]?.toUpperCase()}${remedy.slice(1)}.`);
  say(`the image is a folder: ${why}`);
  return 'folder';
}

async function inFolder(registry: ImageRegistry, order: ImageOrder): Promise<RegisteredImage> {
  const { release } = order;
  const id = imageIdOf('folder', keptRelease(release), await fingerprintOf(release.folder));
  const known = await knownImage(registry, id, order);
  if (known) return known;
  await registry.keep(id, release.folder);
  return register(registry, id, 'folder', order);
}

async function onAppImage(registry: ImageRegistry, order: ImageOrder): Promise<RegisteredImage> {
  const { release } = order;
  const { name: base, folder } = imageOf(release);
  const parts = await partsOfImage(base);
  if (!parts) throw new EnvironmentError(`image ${base} of app ${release.name} is missing`, 'Build it, or take --runtime embedded.');
  const [content = '', ...traits] = await fingerprintOf(release.folder);
  const id = imageIdOf('container-image', keptRelease(release), content, traits, parts);
  const known = await knownImage(registry, id, order);
  if (known) return known;
  const context = order.makeFolder('context');
  const dockerfile = await makeContext(context, release.folder, { base, user: parts.user, folder, labels: { 'canarybed.release': content, 'canarybed.image': id } });
  await buildContainerImage(context, dockerfile, imageTag(id));
  return register(registry, id, 'container-image', order);
}

/** What such an image holds is known only when it is built, so it is built each time, from the engine's cache where it can. */
async function byOwnDockerfile(registry: ImageRegistry, order: ImageOrder, { path, context }: NonNullable<ImageOrder['dockerfile']>): Promise<RegisteredImage> {
  const built = imageTag(`building-${process.pid}-${order.now.getTime()}`);
  await buildContainerImage(context, path, built);
  try {
    await releaseFrom({ kind: 'image', image: built }, order.release, 'built', order.makeFolder('built'));
    const id = imageIdOf('container-image', keptRelease(order.release), await partsOfImage(built));
    const known = await knownImage(registry, id, order);
    if (known) return known;
    await tagImage(built, imageTag(id));
    return register(registry, id, 'container-image', order);
  } finally {
    await untagImage(built);
  }
}

function imageOf({ image, name }: Release): NonNullable<Release['image']> {
  if (image) return image;
  throw new ConfigError(`app ${name} describes no image`);
}

/** One that is registered, and whose release is there. */
async function knownImage(registry: ImageRegistry, id: string, { say }: ImageOrder): Promise<RegisteredImage | undefined> {
  const known = registry.find(id);
  if (!known || !(await isHeld(registry.heldIn(known)))) return undefined;
  say(`${id} is registered already: ${known.description}`);
  return known;
}

const isHeld = async (held: HeldIn): Promise<boolean> => (held.kind === 'folder' ? existsSync(held.folder) : (await partsOfImage(held.tag)) !== undefined);

async function register(registry: ImageRegistry, id: string, kind: HeldIn['kind'], { release, appFile, now, say }: ImageOrder): Promise<RegisteredImage> {
  const commit = await git('describe', '--always', '--dirty', '--abbrev=40', '--exclude', '*');
  const image: RegisteredImage = {
    id,
    app: release.name,
    appFile: relative(process.cwd(), appFile),
    kind,
    createdAt: now.toISOString(),
    ...(commit === undefined ? {} : { commit }),
    description: commit === undefined ? release.name : `${release.name} at ${commit.replace(/^(.{7})[0-9a-f]*/, '$1')}`,
    release: keptRelease(release),
  };
  registry.add(image);
  say(`${id} is registered: ${image.description}, ${kind === 'folder' ? 'a folder' : `container image ${imageTag(id)}`}`);
  return image;
}
