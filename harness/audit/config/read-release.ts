import { EnvironmentError } from '../../model/errors.js';
import type { Release } from '../../model/release.js';
import { outlookIn, runsEmbedded } from '../../model/runtime-outlook.js';
import { draftOf, inputOf, isImageAlone, type ConfigDraft, type PlainSource } from './config-draft.js';
import type { ConfigFlags } from './config-flags.js';
import { imageName } from './image-config.js';
import type { TakenImage } from './read-image.js';

/**
 * The release that an audit of the same description would break. An image is looked at, and its release copied, until this
 * process ends.
 * @param folder absolute folder that flags, and the name of the file, are relative to
 * @param flagsNamed how messages name the flags
 * @throws ConfigError for a description that cannot be right, EnvironmentError where an image is described that no engine
 * has, or that the embedded runtime would have to boot
 */
export function readRelease(from: PlainSource, flags: ConfigFlags, folder: string, flagsNamed: string): Release {
  const draft = draftOf(from, flags, folder, flagsNamed);
  return inputOf(draft, isImageAlone(draft) ? imageOf(draft) : undefined).release;
}

function imageOf({ config }: ConfigDraft): TakenImage {
  const name = imageName(config);
  if (runsEmbedded(outlookIn(process.env), { image: { name, folder: '' } })) {
    throw new EnvironmentError(
      `image ${name} describes the app alone, and only the containers runtime can boot it: expected that, found the embedded one`,
      'Start a container engine that has the image and take the runtime containers or auto, or describe the app by its folder and command.',
    );
  }
  // By require: who has no image has no use for what asks an engine.
  const { readImageNow } = require('./read-image-now.js') as typeof import('./read-image-now.js');
  return readImageNow(config);
}
