import { join, resolve } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { OWN_FILES, REPORTS } from '../model/report-files.js';
import { reportFile } from '../report/formats/index.js';
import { type Destination } from './report-destinations.js';
import type { Kind } from './reporter-options.js';

const OWN = Object.values(OWN_FILES).flatMap((files) => Object.values(files));

/** A report that is made, and of what. */
export interface Placed extends Destination {
  readonly kind: Kind;
}

/**
 * Reports must not be written over each other, nor over what they are made from. Pure.
 * @param folder of files that were not named
 * @throws ConfigError for those that would be
 */
export function refuseClashes(placed: readonly Placed[], folder: string): void {
  const taken = new Map<string, string>();
  for (const { kind, name, to } of placed) {
    if (typeof to !== 'object' || !('file' in to)) continue;
    const file = resolve(to.file);
    const twin = taken.get(file);
    if (twin !== undefined) throw new ConfigError(`--reporter ${name}: expected a file of its own, found ${to.file}, which ${twin} is written to as well; name another one`);
    taken.set(file, name);
    // The same text is written there anyway.
    const itself = name === 'json' ? reportFile('json', kind) : undefined;
    const own = OWN.find((each) => each !== itself && [folder, REPORTS].some((where) => resolve(join(where, each)) === file));
    if (own !== undefined) throw new ConfigError(`--reporter ${name}: expected a file of its own, found ${to.file}, which canarybed itself keeps and makes reports from; name another one`);
  }
}
