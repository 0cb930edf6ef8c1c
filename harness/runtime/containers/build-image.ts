import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../../model/errors.js';
import { copyTree } from '../working-copy.js';
import { engineStatus, findEngine, loadTestcontainers, unlessGone, type Engine } from './engine.js';

/** What an image is made of, as far as it matters to who runs it. */
export interface ImageParts {
  /** Digests of its layers, the lowest first. */
  readonly layers: readonly string[];
  /** As whom its programs run; empty for root. */
  readonly user: string;
  /** PATH, the one setting of an image that its programs get. */
  readonly path: string | undefined;
}

/** @throws EnvironmentError where no engine answers */
async function engineFor(image: string): Promise<Engine> {
  const engine = await findEngine();
  if (engine) return engine;
  throw new EnvironmentError(`no container engine answers that could know ${image}`, 'Start an engine.');
}

/** The image of a tag, or undefined. @throws EnvironmentError where no engine answers */
export async function partsOfImage(tag: string): Promise<ImageParts | undefined> {
  const { dockerode } = (await engineFor(tag)).container;
  try {
    const { RootFS, Config } = await dockerode.getImage(tag).inspect();
    return { layers: RootFS.Layers ?? [], user: Config.User, path: Config.Env?.find((pair) => pair.startsWith('PATH=')) };
  } catch (error) {
    if (engineStatus(error) === 404) return undefined;
    throw error;
  }
}

/** @throws EnvironmentError where no engine answers */
export async function tagImage(image: string, tag: string): Promise<void> {
  const { dockerode } = (await engineFor(image)).container;
  const [repo = '', name = ''] = tag.split(':');
  await dockerode.getImage(image).tag({ repo, tag: name });
}

/** Takes a tag away, and the image with its last one; containers that run from it go on. @throws EnvironmentError where no engine answers */
export async function untagImage(tag: string): Promise<void> {
  const { dockerode } = (await engineFor(tag)).container;
  await unlessGone(dockerode.getImage(tag).remove({ force: true }));
}

/**
 * Builds an image; it stays when this process ends.
 * @param dockerfile path within the context
 * @throws EnvironmentError when the engine does not build it
 */
export async function buildContainerImage(context: string, dockerfile: string, tag: string): Promise<void> {
  await engineFor(tag);
  const { GenericContainer } = await loadTestcontainers();
  // What the engine says to a Dockerfile that it cannot read, the builder lets nobody catch, and never returns.
  let stray: (reason: unknown) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => (stray = reject));
  process.on('unhandledRejection', stray);
  try {
    await Promise.race([GenericContainer.fromDockerfile(context, dockerfile).build(tag, { deleteOnExit: false }), refused]);
  } catch (error) {
    throw new EnvironmentError(`the container image was not built from ${join(context, dockerfile)}: ${(error as Error).message}`, 'DEBUG=testcontainers:build shows what the engine says to each step.');
  } finally {
    process.off('unhandledRejection', stray);
  }
}

export interface ReleaseOnBase {
  readonly base: string;
  /** As `ImageParts` of the base. */
  readonly user: string;
  /** Absolute, inside the image. */
  readonly folder: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Dockerfile for a release in place of the one that the base holds, owned by who runs it. Pure. */
export function dockerfileFor({ base, user, folder, labels }: ReleaseOnBase): string {
  return [
    `FROM ${base}`,
    'USER root',
    // A file that the release has no more must not be left over from the base.
    `RUN ["rm", "-rf", ${JSON.stringify(folder)}]`,
    `COPY ["release/", ${JSON.stringify(`${folder}/`)}]`,
    // Not by COPY's own option, which wants a group of the user's name where it is told none.
    ...(user === '' ? [] : [`RUN ["chown", "-R", ${JSON.stringify(user)}, ${JSON.stringify(folder)}]`, `USER ${user}`]),
    `LABEL ${Object.entries(labels).map(([name, value]) => `${JSON.stringify(name)}=${JSON.stringify(value)}`).join(' ')}`,
    '',
  ].join('\n');
}

/** Fills an empty folder with what an image of a release is built from. @returns the name of its Dockerfile */
export async function makeContext(into: string, release: string, made: ReleaseOnBase): Promise<string> {
  await copyTree(release, join(into, 'release'), { linkDependencies: false });
  writeFileSync(join(into, 'Dockerfile'), dockerfileFor(made));
  return 'Dockerfile';
}
