import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { EnvironmentError } from '../../model/errors.js';
import { engineStatus, findEngine } from './engine.js';
import { labelsOf } from './labels.js';

/**
 * Copies a folder out of an image.
 * @param into an empty folder, which then holds what the image's folder holds
 * @throws EnvironmentError when no engine answers, or it has no such image or folder
 */
export async function copyFromImage(image: string, folder: string, into: string): Promise<void> {
  const engine = await findEngine();
  if (!engine) throw new EnvironmentError(`${image} is no folder and no git ref, and no container engine answers that could know it as an image`, 'Name a folder or a git ref, or start an engine.');
  const { dockerode } = engine.container;
  const container = await dockerode.createContainer({ Image: image, Cmd: ['true'], Labels: labelsOf(`copy-${process.pid}`) }).catch((error: unknown) => {
    if (engineStatus(error) !== 404) throw error;
    throw new EnvironmentError(`${image} is no folder, no git ref and no image of the engine`, 'Name one of them; "docker images" lists the images.');
  });
  try {
    const archive = await container.getArchive({ path: folder }).catch((error: unknown) => {
      if (engineStatus(error) !== 404) throw error;
      throw new EnvironmentError(`image ${image} has no folder ${folder}`, 'Correct "image.folder" in the description of the app.');
    });
    await unpack(archive, into);
  } finally {
    await container.remove({ force: true });
  }
}

/** The archive holds the folder itself, which is left off. */
async function unpack(archive: NodeJS.ReadableStream, into: string): Promise<void> {
  const tar = spawn('tar', ['-xf', '-', '--strip-components=1', '--no-same-owner', '-C', into], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(tar, 'close');
  await pipeline(archive, tar.stdin);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`tar ended with ${code}`);
}
