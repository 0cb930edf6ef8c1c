import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { leaves } from '../runtime/copy-entry.js';
import { isOwnFile } from './own-files.js';

/** What an app installs is told apart by versions, sizes and times: reading all of it would take longer than an audit may. */
const INSTALLED = new Set(['node_modules', '.venv', 'venv', 'site-packages']);

/** Folders of installed packages, each in a folder of its own that is named after it, for some with its version. */
const PACKAGES = new Set(['node_modules', 'site-packages', 'dist-packages', 'gems']);

/** Deeper than any folder of packages lies in an environment: `.venv/lib/python3.11/site-packages`, `vendor/bundle/ruby/3.1.0/gems`. */
const ENVIRONMENT_DEPTH = 6;

/** Packages lie at most so deep in their folder (`node_modules/@scope/name/package.json`); what is below their tops is theirs. */
const PACKAGE_DEPTH = 3;

/** Bytes up to which a file outside of the release is read. */
const MOST_READ = 2 ** 24;

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

/** What tells a release's files from those of another. */
export interface FilesOfRelease {
  /** What tells the content of each file of its own, by its path in the release's folder. */
  readonly own: Readonly<Record<string, string>>;
  /** Lines for links, what they lead out of the release to, and installed packages; sorted. */
  readonly others: readonly string[];
}

/**
 * Names and contents of a release's files; of installed packages names, sizes and times of the files at their tops only,
 * which every installation changes.
 * @param leftOut absolute paths of files that are none of the release's
 */
export async function filesOfRelease(folder: string, leftOut: readonly string[] = []): Promise<FilesOfRelease> {
  const entries = await entriesBelow(folder, '', new Set(leftOut.map((path) => relative(folder, path))));
  const own = entries.flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));
  return { own: Object.fromEntries(own), others: entries.filter((entry) => typeof entry === 'string').sort() };
}

/** A file of the release's own with what tells its content, or a line for anything else. */
type Entry = string | readonly [path: string, content: string];

/** What tells the contents of the files outside of a folder that plain data names, in its order: scripts that fill a database, certificates. */
export async function contentsOfNamed(data: unknown, folder: string): Promise<string[]> {
  const words = stringsIn(data).flatMap((text) => [text, ...text.split(/[\s'"=;&|<>()]+/)]);
  const paths = words.filter((word) => word.includes('/') && word.length < 4096 && !word.includes('\0')).map((word) => resolve(folder, word));
  const outside = [...new Set(paths)].filter((path) => leaves(relative(folder, path)));
  return (await Promise.all(outside.map(contentOf))).flatMap((content) => content ?? []);
}

function stringsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(stringsIn) : [];
}

const hashOf = async (path: string): Promise<string> => createHash('sha256').update(await readFile(path)).digest('hex');

/** Undefined where there is no such file, or it is not ours to read. */
async function contentOf(path: string): Promise<string | undefined> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return undefined;
    return stats.size > MOST_READ ? `${stats.size} ${stats.mtimeMs}` : await hashOf(path);
  } catch {
    return undefined;
  }
}

async function entriesBelow(root: string, below: string, leftOut: ReadonlySet<string>): Promise<Entry[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const isTop = below === '';
  const isLeftOut = (name: string): boolean => LEFT_OUT.has(name) || isOwnFile(join(below, name)) || leftOut.has(join(below, name));
  const isInstalled = (name: string): boolean => INSTALLED.has(name) || (isTop && INSTALLED_AT_TOP.has(name));
  const found = entries.filter(({ name }) => !isLeftOut(name)).map(async (entry): Promise<Entry[]> => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return isInstalled(entry.name) ? installedLines(root, path, PACKAGES.has(entry.name) ? PACKAGE_DEPTH : ENVIRONMENT_DEPTH) : entriesBelow(root, path, leftOut);
    if (entry.isSymbolicLink()) return [`${path} -> ${await readlink(join(root, path))}`, ...(await linesBehind(root, path))];
    if (!entry.isFile()) return [];
    return [[path, await hashOf(join(root, path))]];
  });
  return (await Promise.all(found)).flat();
}

/** What a link out of the release leads to is a part of it; told as an installed package is, since it may be anything. */
async function linesBehind(root: string, link: string): Promise<string[]> {
  try {
    const goal = await realpath(join(root, link));
    if (!leaves(relative(await realpath(root), goal))) return [];
    const stats = await stat(goal);
    if (stats.isFile()) return [`${link} ${(await contentOf(goal)) ?? ''}`];
    return stats.isDirectory() ? (await installedLines(goal, '', PACKAGE_DEPTH)).map((line) => `${link}/${line}`) : [];
  } catch {
    // It leads nowhere, or to what is not ours to read.
    return [];
  }
}

/** @param depth how many folders may still be entered; from that of packages on no more than these have */
async function installedLines(root: string, below: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const found = entries.filter(({ name }) => !LEFT_OUT.has(name)).map(async (entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) {
      const left = PACKAGES.has(entry.name) ? Math.min(PACKAGE_DEPTH, depth) : depth - 1;
      return [path, ...(left > 0 ? await installedLines(root, path, left) : [])];
    }
    const { size, mtimeMs } = await lstat(join(root, path));
    return [`${path} ${size} ${mtimeMs}`];
  });
  return (await Promise.all(found)).flat();
}
