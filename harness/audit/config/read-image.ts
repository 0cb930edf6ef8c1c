import { copyFromImage } from '../../runtime/containers/copy-from-image.js';
import { inspectImage } from '../../runtime/containers/inspect-image.js';
import { newRunId, RunFolder } from '../../runtime/run-folder.js';
import type { AuditConfig } from './config-schema.js';
import { imageName, withImageFacts } from './image-config.js';
import { asName } from './release-name.js';

/** What a configuration is with its image, whose release was copied. */
export interface TakenImage {
  readonly config: AuditConfig;
  /** Absolute folder with the copy. */
  readonly folder: string;
  /** Name of an app that has none. */
  readonly name: string;
}

export interface ReadImage extends TakenImage {
  dispose(): Promise<void>;
}

/**
 * Looks at the image of a configuration, and copies the release out of it.
 * @throws EnvironmentError when no engine answers, or it has no such image or folder; ConfigError where no folder is known
 */
export async function readImage(config: AuditConfig): Promise<ReadImage> {
  // It goes with us, also when we are killed.
  const place = new RunFolder(newRunId());
  const dispose = (): Promise<void> => Promise.resolve(place.remove());
  try {
    return { ...(await takeImage(config, place.makeFolder('image'))), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The same, into an empty folder of the caller's. Throws as readImage does. */
export async function takeImage(config: AuditConfig, folder: string): Promise<TakenImage> {
  const image = imageName(config);
  const filled = withImageFacts(config, await inspectImage(image));
  await copyFromImage(image, typeof filled.image === 'object' ? (filled.image.folder ?? '') : '', folder);
  return { config: filled, folder, name: asName(image.replace(/[:@][^/]*$/, '')) };
}
