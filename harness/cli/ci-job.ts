import { ciLink } from '../model/ci-link.js';
import type { Place } from '../report/formats/index.js';

/** Where reports are made: from which folder paths are told, and by which job. Pure. */
export function placeOf(env: NodeJS.ProcessEnv, folder: string): Place {
  const link = ciLink(env);
  return { folder, repository: env['GITHUB_WORKSPACE'] || folder, ...(link === undefined ? {} : { link }) };
}
