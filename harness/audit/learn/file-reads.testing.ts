import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the disk of a folder notes when a file was read: one that is mounted with `noatime` does not. */
export function notesReads(folder: string): boolean {
  const file = join(folder, '.noted');
  writeFileSync(file, 'a');
  utimesSync(file, 1, statSync(file).mtimeMs / 1000);
  readFileSync(file);
  const noted = statSync(file).atimeMs !== 1000;
  rmSync(file);
  return noted;
}
