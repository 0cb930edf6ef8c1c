import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwnFile } from './own-files.js';

/** What an app installs is told apart by versions, sizes and times: reading all of it would take longer than an audit may. */
const INSTALLED = new Set(['node_modules', '.venv', 'venv', 'site-packages']);

/** Installed at the top; below it a folder of this name is the app's own, as `public/vendor`. */
const INSTALLED_AT_TOP = new Set(['vendor']);

/** Never part of a release that runs. */
const LEFT_OUT = new Set(['.git', '__pycache__']);

/** One value for plain data, whatever the order of its fields; functions count by their text. Pure. */
export const fingerprintOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

function canonical(value: unknown): string {
  if (typeof value === 'function') return JSON.stringify(String(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

/**
 * One value for a release's files: names and contents, of installed packages names, sizes and times of the files at their
 * tops only, which every installation changes.
 */
export async function fingerprintOfFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const line of (await linesBelow(folder, '')).sort()) hash.update(`${line}\n`);
  return hash.digest('hex');
}

async function linesBelow(root: string, below: string): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const isTop = below === '';
  const isLeftOut = (name: string): boolean => LEFT_OUT.has(name) || isOwnFile(join(below, name));
  const isInstalled = (name: string): boolean => INSTALLED.has(name) || (isTop && INSTALLED_AT_TOP.has(name));
  const found = entries.filter(({ name }) => !isLeftOut(name)).map(async (entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return isInstalled(entry.name) ? installedLines(root, path, 3) : linesBelow(root, path);
    if (entry.isSymbolicLink()) return [`${path} -> ${await readlink(join(root, path))}`];
    if (!entry.isFile()) return [];
    return [`${path} ${createHash('sha256').update(await readFile(join(root, path))).digest('hex')}`];
  });
  return (await Promise.all(found)).flat();
}

/** Packages lie at most so deep (`node_modules/@scope/name/package.json`); what is below their tops is theirs. */
async function installedLines(root: string, below: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return depth > 1 ? installedLines(root, path, depth - 1) : [];
    const { size, mtimeMs } = await lstat(join(root, path));
    return [`${path} ${size} ${mtimeMs}`];
  });
  return (await Promise.all(found)).flat();
}
