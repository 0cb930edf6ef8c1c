import { chmodSync, chownSync, linkSync, lstatSync, renameSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyLink, keepTimes } from './copy-entry.js';
import type { Identity } from './embedded/identity.js';

/** A dependency folder of a working copy, whose files are links to those of a sealed one. */
export interface LinkedFolder {
  /** The sealed folder. */
  readonly source: string;
  readonly folder: string;
  /** What each folder in it was when nobody but us had touched it, by path. */
  readonly made: ReadonlyMap<string, string>;
}

/**
 * Makes a folder whose files are hard links to those of another.
 * @param top the folder that is copied, into which symbolic links may lead
 * @param owner whose the folders are; left out: ours
 */
export async function linkFolder(source: string, folder: string, { top, owner }: { readonly top: string; readonly owner?: Identity | undefined }): Promise<LinkedFolder> {
  const folders: string[] = [];
  const link = async (from: string, to: string): Promise<void> => {
    await mkdir(to, { recursive: true });
    chmodSync(to, 0o755);
    if (owner) chownSync(to, owner.uid, owner.gid);
    for (const entry of await readdir(from, { withFileTypes: true })) {
      const [original, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) await link(original, target);
      else if (entry.isSymbolicLink()) await copyLink(original, target, top);
      else linkSync(original, target);
    }
    keepTimes(lstatSync(from), to);
    folders.push(to.slice(folder.length));
  };
  await link(source, folder);
  return { source, folder, made: new Map(folders.map((path) => [path, stateOf(folder + path)])) };
}

/**
 * Moves a linked folder to another place on the same disk, if nobody has touched it since it was made: only its folders
 * could be changed, since its files are sealed, and whatever is put into them, taken out or replaced shows in a time that
 * no program can set.
 * @returns undefined where it was touched, or is gone; it then stays where it is
 */
export function moveUntouched({ source, folder, made }: LinkedFolder, to: string): LinkedFolder | undefined {
  try {
    for (const [path, state] of made) if (stateOf(folder + path) !== state) return undefined;
  } catch {
    return undefined;
  }
  renameSync(folder, to);
  return { source, folder: to, made: new Map([...made, ['', stateOf(to)]]) };
}

function stateOf(folder: string): string {
  const { ino, ctimeNs } = lstatSync(folder, { bigint: true });
  return `${ino} ${ctimeNs}`;
}
