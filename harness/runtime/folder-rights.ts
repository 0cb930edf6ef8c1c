import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Takes from everybody the right to write in a folder. Files with several names are left: they are those of
 * dependencies, which other copies share and nobody may write.
 */
export const keepFromWriting = (folder: string): Promise<void> => changeRights(folder, (mode) => mode & ~0o222, true);

/** Gives it back to the owner for folders, so that they can be emptied. */
export const letWrite = (folder: string): Promise<void> => changeRights(folder, (mode) => mode | 0o700, false);

async function changeRights(folder: string, change: (mode: number) => number, filesToo: boolean): Promise<void> {
  await changeOne(folder, change);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await changeRights(path, change, filesToo);
    else if (filesToo && entry.isFile() && (await lstat(path)).nlink === 1) await changeOne(path, change);
  }
}

async function changeOne(path: string, change: (mode: number) => number): Promise<void> {
  await chmod(path, change((await lstat(path)).mode & 0o7777));
}
