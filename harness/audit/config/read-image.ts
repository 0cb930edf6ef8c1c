import { copyFromImage } from '../../runtime/containers/copy-from-image.js';
import { inspectImage } from '../../runtime/containers/inspect-image.js';
import { newRunId, RunFolder } from '../../runtime/run-folder.js';
import type { AuditConfig } from './config-schema.js';
import { withImageFacts } from './image-config.js';
import { asName } from './release-name.js';

export interface ReadImage {
  readonly config: AuditConfig;
  /** Absolute folder with a copy of the release. */
  readonly folder: string;
  /** Name of an app that has none. */
  readonly name: string;
  dispose(): Promise<void>;
}

/**
 * Looks at the image of a configuration, and copies the release out of it.
 * @throws EnvironmentError when no engine answers, or it has no such image or folder; ConfigError where no folder is known
 */
export async function readImage(config: AuditConfig): Promise<ReadImage> {
  const image = typeof config.image === 'string' ? config.image : (config.image?.name ?? '');
  const filled = withImageFacts(config, await inspectImage(image));
  const within = typeof filled.image === 'object' ? (filled.image.folder ?? '') : '';
  // It goes with us, also when we are killed.
  const place = new RunFolder(newRunId());
  const dispose = (): Promise<void> => Promise.resolve(place.remove());
  const folder = place.makeFolder('image');
  try {
    await copyFromImage(image, within, folder);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { config: filled, folder, name: asName(image.replace(/[:@][^/]*$/, '')), dispose };
}
