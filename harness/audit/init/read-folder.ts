import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Not the app's own, or nothing that says how it is started. */
const LEFT_OUT = new Set([
  'node_modules', 'bower_components', 'vendor', 'venv', '__pycache__', 'dist', 'build', 'out', 'target', 'coverage', 'reports', 'tmp', 'log', 'logs', 'site-packages',
]);
const MOST_FILES = 20_000;
const DEEPEST = 8;
const LARGEST = 200_000;

/** Paths of a folder's files, with slashes, those of the folder itself first; links are not followed. */
export function filesOf(root: string): string[] {
  const files: string[] = [];
  const folders = [''];
  for (let at = 0; at < folders.length && files.length < MOST_FILES; at += 1) {
    const folder = folders[at] ?? '';
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !LEFT_OUT.has(entry.name) && !entry.name.startsWith('.') && path.split('/').length <= DEEPEST) folders.push(path);
    }
  }
  return files;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // What may not be read is not looked at.
    return [];
  }
}

/** A file's text; undefined where it cannot be read or is too large to be worth it. */
export function textOf(root: string, path: string): string | undefined {
  try {
    const file = join(root, path);
    return statSync(file).size < LARGEST ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
