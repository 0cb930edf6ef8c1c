import { resolve } from 'node:path';
import type { AuditInput } from '../settings.js';
import { draftOf, inputOf, isImageAlone, withoutFiles } from './config-draft.js';
import type { ConfigFlags } from './config-flags.js';
import { describedByApp } from './described-by-app.js';
import { findConfig } from './find-config.js';
import { readImage } from './read-image.js';

/**
 * What is to be audited: as flags say, over what a file says (see find-config.ts). An image is looked at, and its release
 * copied; `dispose` of what is returned removes that.
 * @param folder absolute folder in which the audit was asked for
 * @throws ConfigError for a description that is missing or cannot be right, EnvironmentError where an image is described
 * that no engine has, or the folder of migrations cannot be read
 */
export async function readAuditInput(flags: ConfigFlags, folder: string): Promise<AuditInput> {
  const source = findConfig(flags, folder);
  if (source.kind === 'app') {
    const settings = flags.envFiles.map((file) => resolve(folder, file));
    return withoutFiles({ ...describedByApp(source.file, flags, folder), sources: [resolve(folder, source.file), ...settings], describedIn: source }, settings);
  }
  const draft = draftOf(source, flags, folder);
  const image = isImageAlone(draft) ? await readImage(draft.config) : undefined;
  try {
    return { ...inputOf(draft, image), ...(image ? { dispose: image.dispose } : {}) };
  } catch (error) {
    await image?.dispose();
    throw error;
  }
}
