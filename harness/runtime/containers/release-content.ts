import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * One value for the names and contents of all files of a folder; docker/build.sh computes the same and labels the app's
 * image with it, so that an image built from another release is noticed.
 */
export async function contentOfFolder(folder: string): Promise<string> {
  const files = (await filesBelow(folder, '.')).map((path) => Buffer.from(path)).sort(Buffer.compare);
  const whole = createHash('sha256');
  for (const path of files) {
    const file = createHash('sha256').update(await readFile(join(folder, path.toString())));
    whole.update(`${file.digest('hex')}  ${path.toString()}\n`);
  }
  return whole.digest('hex');
}

async function filesBelow(root: string, below: string): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const found = entries.map((entry) => {
    const path = `${below}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}
