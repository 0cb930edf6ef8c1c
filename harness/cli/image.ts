import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ConfigError, describeError } from '../model/errors.js';
import { imageTag, type RegisteredImage } from '../model/registered-image.js';
import { buildImage, type ImageOrder } from '../runner/build-image.js';
import { ImageRegistry } from '../runner/image-registry.js';
import { untagImage } from '../runtime/containers/build-image.js';
import { wallNow } from '../model/wall-clock.js';
import { newRunId, RunFolder } from '../runtime/run-folder.js';
import { describedApp } from '../runner/described-app.js';
import type { Command } from './options.js';

type ImageCommand = Extract<Command, { name: 'image' }>;
type BuildCommand = Extract<ImageCommand, { action: 'build' }>;

/**
 * Makes a release an image, lists the images of the project, or forgets one. Only the answer is printed; what is worth
 * telling beside it is said.
 * @throws ConfigError and EnvironmentError as `buildImage`, and ConfigError for an image that is none
 */
export async function image(command: ImageCommand, signal: AbortSignal, print: (line: string) => void, say: (line: string) => void): Promise<number> {
  const registry = new ImageRegistry();
  switch (command.action) {
    case 'build': {
      const built = await build(registry, command, signal, say);
      print(command.json ? JSON.stringify(shown(built), null, 1) : built.id);
      return 0;
    }
    case 'list': {
      const images = registry.list();
      if (command.json) print(JSON.stringify(images.map(shown), null, 1));
      else for (const line of images.map(imageLine)) print(line);
      return 0;
    }
    case 'remove':
      await remove(registry, command.id, say);
      return 0;
  }
}

async function build(registry: ImageRegistry, { app, runtime, dockerfile, context }: BuildCommand, signal: AbortSignal, say: (line: string) => void): Promise<RegisteredImage> {
  const own = dockerfile === undefined ? undefined : ownDockerfile(dockerfile, context ?? '.');
  const release = describedApp(app);
  const place = new RunFolder(newRunId());
  try {
    // When it was built is a date, which no clock of a run tells.
    const now = new Date(performance.timeOrigin + wallNow() * 1000);
    return await buildImage(registry, { release, appFile: resolve(app), runtime, dockerfile: own, signal, now, makeFolder: (name) => place.makeFolder(name), say });
  } finally {
    place.remove();
  }
}

function ownDockerfile(dockerfile: string, context: string): NonNullable<ImageOrder['dockerfile']> {
  const [file, folder] = [resolve(dockerfile), resolve(context)];
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new ConfigError(`--context: expected a folder at ${folder}, found none`);
  if (!existsSync(file) || !statSync(file).isFile()) throw new ConfigError(`--dockerfile: expected a file at ${file}, found none`);
  const path = relative(folder, file);
  if (path.startsWith('..')) throw new ConfigError(`--dockerfile: expected a file within the context ${folder}, found ${file}; name a folder above both by --context`);
  return { path, context: folder };
}

async function remove(registry: ImageRegistry, id: string, say: (line: string) => void): Promise<void> {
  const found = registry.find(id);
  if (!found) throw new ConfigError(`no image ${id} is registered here; "canarybed image list" shows those that are`);
  registry.remove(id);
  if (found.kind === 'container-image') await untagImage(imageTag(id)).catch((error: unknown) => say(`the container image ${imageTag(id)} was left: ${describeError(error)}`));
  say(`${id} is removed`);
}

/** Without what it keeps of the release, where settings are. */
const shown = ({ release: _release, ...rest }: RegisteredImage): object => rest;

const imageLine = ({ id, createdAt, kind, description }: RegisteredImage): string => `${id}  ${createdAt}  ${kind.padEnd('container-image'.length)}  ${description}`;
