import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a folder that was built aside in the place of the one before. Where both hold the same, the one that is there stays:
 * somebody may be copying it.
 */
export async function putInPlace(workplace, target) {
  if ((await contentOf(workplace)) === (await contentOf(target).catch(ignoreMissing))) return rm(workplace, { recursive: true });
  const previous = `${workplace}-previous`;
  await rename(target, previous).catch(ignoreMissing);
  await rename(workplace, target);
  await rm(previous, { recursive: true, force: true });
}

/** One value for names, rights and contents of all files below. */
async function contentOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)).sort();
  const whole = createHash('sha256');
  for (const file of files) whole.update(`${file.slice(folder.length)}\0${(await stat(file)).mode}\0`).update(createHash('sha256').update(await readFile(file)).digest());
  return whole.digest('hex');
}

function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}
