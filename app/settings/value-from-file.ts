import { readFileSync } from 'node:fs';
import { MissingValue } from './environment.js';

/**
 * The trimmed text of a file, or the fallback when the file is absent or empty.
 *
 * @throws MissingValue if there is no fallback either, and the file system's
 * own error if the file is there and cannot be read.
 */
export function valueFromFile(path: string, fallback?: string): string {
  const value = textOf(path);
  if (value !== undefined && value !== '') return value;
  if (fallback !== undefined) return fallback;
  throw new MissingValue(`the file ${path} ${value === undefined ? 'does not exist' : 'is empty'}`);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
