import { chownSync, constants, existsSync, linkSync, lchownSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError } from '../model/errors.js';
import type { Evidence } from './carry-out/evidence.js';
import type { Identity } from './embedded/identity.js';

/** A change to one file of a working copy; null content removes the file. */
export interface FileEdit {
  readonly path: string;
  readonly mode: 'replace' | 'prepend' | 'create' | 'remove';
  readonly text: string;
}

/** Folders that hold dependencies: large, and never written by an app, so their files are linked, not copied. */
const DEPENDENCY_FOLDERS = new Set(['node_modules', 'vendor', '.venv', 'site-packages']);

/**
 * Copies a folder. With `linkDependencies`, files below dependency folders become hard links to the source's, which
 * must then be a copy of our own: a write through a link would change it.
 */
export async function copyTree(from: string, to: string, options: { linkDependencies: boolean; owner?: Identity | undefined }): Promise<void> {
  await mkdir(to, { recursive: true });
  if (options.owner) chownSync(to, options.owner.uid, options.owner.gid);
  const entries = await readdir(from, { withFileTypes: true });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isDirectory() && options.linkDependencies && DEPENDENCY_FOLDERS.has(entry.name)) await linkTree(source, target);
    else if (entry.isDirectory()) await copyTree(source, target, options);
    else if (entry.isFile()) await copyFile(source, target, constants.COPYFILE_FICLONE);
    else continue;
    if (options.owner && !entry.isDirectory()) lchownSync(target, options.owner.uid, options.owner.gid);
  }
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else linkSync(source, target);
  }
}

/**
 * Carries out file edits in a working copy. A changed file is written anew, never through a link.
 * @throws EnvironmentError when a file to change is not there (the build made something else than was registered).
 */
export async function editFiles(folder: string, edits: readonly FileEdit[]): Promise<void> {
  for (const { path, mode, text } of edits) {
    const file = join(folder, path);
    if (mode !== 'create' && !existsSync(file)) {
      throw new EnvironmentError(`a fault changes ${path}, which is not in the release`, 'Build the release anew, or correct the path.');
    }
    const before = mode === 'prepend' ? await readFile(file, 'utf8') : '';
    await rm(file, { force: true });
    if (mode === 'remove') continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text + before);
  }
}

/** Whether each edit is to be seen in the folder, as a sentence a report can show. */
export async function seenEdits(folder: string, edits: readonly FileEdit[]): Promise<Evidence[]> {
  return Promise.all(
    edits.map(async ({ path, mode, text }) => {
      const content = await readFile(join(folder, path), 'utf8').catch(() => undefined);
      const live = mode === 'remove' ? content === undefined : content?.startsWith(text) === true;
      return { live, sentence: content === undefined ? `${path} is not there` : `${path} has ${content.length} characters` };
    }),
  );
}
