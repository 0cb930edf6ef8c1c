import { readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOfFolder } from '../runtime/containers/release-content.js';

/** One value for all that instances get of a release: names and contents of files, which of them can be executed, and links. */
export async function fingerprintOf(folder: string): Promise<readonly string[]> {
  return [await contentOfFolder(folder), ...(await traitsBelow(folder, '.')).sort()];
}

async function traitsBelow(root: string, below: string): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = `${below}/${entry.name}`;
    if (entry.isDirectory()) return traitsBelow(root, path);
    if (entry.isSymbolicLink()) return [`${path} -> ${await readlink(join(root, path))}`];
    return ((await stat(join(root, path))).mode & 0o100) === 0 ? [] : [`${path} *`];
  });
  return (await Promise.all(found)).flat();
}
