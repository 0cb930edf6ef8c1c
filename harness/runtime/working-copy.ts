import { chmodSync, chownSync, constants, existsSync, lchownSync, realpathSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { EnvironmentError } from '../model/errors.js';
import type { Evidence } from './carry-out/evidence.js';
import { keepTimes, leaves, linkInCopy } from './copy-entry.js';
import { EditWatch, type EditedFiles } from './edited-files.js';
import type { Identity } from './embedded/identity.js';
import { linkFolder, type LinkedFolder } from './linked-dependencies.js';
import { isToBeCopied } from './outward-links.js';
import { DEPENDENCY_FOLDERS } from './shared-dependencies.js';
import { orUnreadable } from './unreadable.js';

/** A change to one file of a working copy; null content removes the file. */
export interface FileEdit {
  readonly path: string;
  readonly mode: 'replace' | 'prepend' | 'substitute' | 'create' | 'remove';
  /** What `substitute` replaces by the text, everywhere. */
  readonly find?: string;
  readonly text: string;
}

export interface CopyOptions {
  readonly linkDependencies: boolean;
  /** Whose the copy is to be; left out: ours. */
  readonly owner?: Identity | undefined;
  /**
   * Given where processes of this machine will work in copies of the copy, with who they are (undefined: as ourselves). What
   * a link out of the folder leads to is then copied in its place if they could write there, and else found where it is.
   */
  readonly embeddedFor?: { readonly identity: Identity | undefined };
  /** Puts an untouched linked folder of the same source in its place, where there is one left over. */
  reuse?(source: string, target: string): LinkedFolder | undefined;
  /** Told each dependency folder whose files are links. */
  onLinked?(linked: LinkedFolder): void;
}

/**
 * Copies a folder, with the rights and times of what is in it. With `linkDependencies`, files below dependency folders
 * become hard links to the source's, which must then be a copy of our own, and sealed: a write through a link would change
 * it. Their folders are the owner's, who may add files and put others in the place of linked ones.
 * @throws EnvironmentError when a file or folder of the source cannot be read
 */
export async function copyTree(from: string, to: string, options: CopyOptions): Promise<void> {
  try {
    await copyFolder(from, to, { ...options, top: from, destination: to });
  } catch (error) {
    throw orUnreadable(error, from);
  }
}

interface Copying extends CopyOptions {
  /** The folder with which the copying began. */
  readonly top: string;
  /** Those with which it had begun before links were followed. */
  readonly above?: readonly string[];
  /** The whole copy. */
  readonly destination: string;
}

async function copyFolder(from: string, to: string, options: Copying): Promise<void> {
  await mkdir(to, { recursive: true });
  // Not left to the umask, under which the app could be shut out; we must be able to fill and remove it ourselves.
  const stats = statSync(from);
  chmodSync(to, (stats.mode & 0o777) | 0o700);
  if (options.owner) chownSync(to, options.owner.uid, options.owner.gid);
  const entries = await readdir(from, { withFileTypes: true });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) await copyLinked(source, target, options);
    else if (entry.isDirectory() && options.linkDependencies && DEPENDENCY_FOLDERS.has(entry.name)) {
      const linked = options.reuse?.(source, target) ?? (await linkFolder(source, target, options));
      options.onLinked?.(linked);
    } else if (entry.isDirectory()) await copyFolder(source, target, options);
    else if (entry.isFile()) await copyOneFile(source, target);
    else continue;
    if (options.owner && !entry.isDirectory()) lchownSync(target, options.owner.uid, options.owner.gid);
  }
  keepTimes(stats, to);
}

async function copyOneFile(source: string, target: string): Promise<void> {
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  keepTimes(statSync(source), target);
}

async function copyLinked(source: string, target: string, options: Copying): Promise<void> {
  const { top, above = [], embeddedFor, destination } = options;
  const { text, outside } = await linkInCopy(source, top);
  if (outside === undefined || !embeddedFor) return symlink(text, target);
  const isCopied = isToBeCopied({ link: source, top, goal: outside, busy: [...above, top, destination], app: embeddedFor.identity });
  // By a way of its own it would lead elsewhere from another place.
  if (!isCopied) return symlink(isAbsolute(text) ? text : outside, target);
  if (statSync(outside).isFile()) return copyOneFile(outside, target);
  return copyFolder(outside, target, { ...options, top: outside, above: [...above, top] });
}

/**
 * Carries out file edits in a working copy. A changed file is written anew, never through a link, and keeps its rights.
 * @returns what became of which files
 * @throws EnvironmentError when a file to change is not there (the build made something else than was registered), or
 * when its folder is a link that leads out of the copy.
 */
export async function editFiles(folder: string, edits: readonly FileEdit[]): Promise<EditedFiles> {
  const watch = new EditWatch(folder);
  for (const { path, mode, text, find } of edits) {
    const file = join(folder, path);
    if (liesOutside(folder, file)) {
      throw new EnvironmentError(`a fault changes ${path}, which lies outside of the release`, 'Name a file of the release itself, not one behind a link.');
    }
    if (mode !== 'create' && !existsSync(file)) {
      throw new EnvironmentError(`a fault changes ${path}, which is not in the release`, 'Build the release anew, or correct the path.');
    }
    watch.before(path);
    const before = mode === 'prepend' || mode === 'substitute' ? await readFile(file, 'utf8') : '';
    const rights = mode === 'create' ? { ...statSync(nearestFolder(file)), mode: 0o644 } : statSync(file);
    await rm(file, { force: true, recursive: mode === 'remove' });
    if (mode === 'remove') continue;
    for (const made of await makeFolders(dirname(file))) giveTo(made, rights);
    await writeFile(file, mode === 'substitute' ? before.replaceAll(find ?? '', () => text) : text + before);
    chmodSync(file, rights.mode & 0o777);
    giveTo(file, rights);
  }
  return watch.after();
}

/** Removes a file of a copy, unless its folder is a link that leads out of it. */
export async function removeWithin(folder: string, path: string): Promise<void> {
  const file = join(folder, path);
  if (!liesOutside(folder, file)) await rm(file, { force: true });
}

/** Whether a link leads out of a folder on the way to a file. */
const liesOutside = (folder: string, file: string): boolean => leaves(relative(realpathSync(folder), realpathSync(nearestFolder(file))));

/** Only root has made it as somebody else than the app, and only root may give it away. */
function giveTo(path: string, { uid, gid }: Identity): void {
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}

/** The folder of a file, or the nearest one above it that is there. */
function nearestFolder(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) ? folder : nearestFolder(folder);
}

/** Makes a folder and those above it; returns those that were not there, which anybody may then read. */
async function makeFolders(folder: string): Promise<string[]> {
  if (existsSync(folder)) return [];
  const above = await makeFolders(dirname(folder));
  await mkdir(folder);
  chmodSync(folder, 0o755);
  return [...above, folder];
}

/** Whether each edit is to be seen in the folder, as a sentence a report can show. */
export async function seenEdits(folder: string, edits: readonly FileEdit[]): Promise<Evidence[]> {
  return Promise.all(
    edits.map(async (edit) => {
      const { path, mode } = edit;
      const content = await readFile(join(folder, path), 'utf8').catch(() => undefined);
      const live = mode === 'remove' ? !existsSync(join(folder, path)) : isSeen(content, edit);
      return { live, sentence: content === undefined ? `${path} is not there` : `${path} has ${content.length} characters` };
    }),
  );
}

function isSeen(content: string | undefined, { mode, text, find = '' }: Omit<FileEdit, 'path'>): boolean {
  if (mode === 'substitute') return isSubstituted(content, find, text);
  // Every text begins with none; and what the app has added to a file leaves what was put there.
  return mode === 'replace' && text === '' ? content === '' : content?.startsWith(text) === true;
}

/** Whether the words that were looked for are left only within those that took their place. */
function isSubstituted(content: string | undefined, find: string, text: string): boolean {
  const rest = text.includes(find) ? content?.split(text) : [content ?? find];
  return rest?.some((part) => part.includes(find)) === false;
}
