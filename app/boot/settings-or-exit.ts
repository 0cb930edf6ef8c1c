import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadSettings } from '../config.js';
import type { Settings } from '../config.js';

/**
 * The settings of this process; ends it with code 1 and the reasons on stderr
 * if they will not do.
 */
export function settingsOrExit(): Settings {
  try {
    return loadSettings(process.env, folderOfProgram());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Resolved through links: a link swapped by a later deploy must not change the files of this run. */
function folderOfProgram(): string {
  return dirname(realpathSync(process.argv[1] ?? process.cwd()));
}
