import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from '../../model/errors.js';

/**
 * Settings of .env files; the later ones win.
 * @throws ConfigError for a file that is not there
 */
export function readEnvFiles(files: readonly string[], folder: string): Record<string, string> {
  return Object.assign({}, ...files.map((file) => parseEnv(textOf(resolve(folder, file))))) as Record<string, string>;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`envFile: expected a file of settings at ${file}, found none that can be read (${(error as NodeJS.ErrnoException).code}); name another, or take it out`);
  }
}
