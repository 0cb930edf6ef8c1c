import { accessSync, constants, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs';
import { join, relative } from 'node:path';
import { leaves } from './copy-entry.js';
import type { Identity } from './embedded/identity.js';
import { DEPENDENCY_FOLDERS } from './shared-dependencies.js';

/** Bytes up to which what a link leads to is copied; every instance gets its own. */
const MOST_COPIED = 64 * 2 ** 20;

/** What stands for something of the kernel's, whatever it is just now. */
const KERNELS = ['/dev', '/proc', '/sys'];

export interface OutwardLink {
  /** Where the link is, and the folder with which the copying began. */
  readonly link: string;
  readonly top: string;
  /** What it leads to, by its real path. */
  readonly goal: string;
  /** Folders that are being copied, and those that copies are made in. */
  readonly busy: readonly string[];
  /** Who the app runs as; undefined: as ourselves. */
  readonly app: Identity | undefined;
}

/**
 * Whether what a link out of a release leads to is to be copied in its place: files and folders, up to 64 MiB, where the app
 * could write. Among dependencies links stay, since programs look for more beside their goals.
 */
export function isToBeCopied({ link, top, goal, busy, app }: OutwardLink): boolean {
  if (relative(top, link).split('/').some((name) => DEPENDENCY_FOLDERS.has(name))) return false;
  if (KERNELS.some((folder) => !leaves(relative(folder, goal)))) return false;
  // A folder that holds what is being copied would hold its copy, and so on.
  if (busy.some((each) => !leaves(relative(goal, realpathSync(each))))) return false;
  const { bytes, isWritable } = measure(goal, app);
  return isWritable && bytes <= MOST_COPIED;
}

/** Only so far as is needed to know that it is too much, or cannot be read. */
function measure(path: string, app: Identity | undefined): { readonly bytes: number; readonly isWritable: boolean } {
  let [bytes, isWritable] = [0, false];
  const look = (each: string): void => {
    const stats = lstatSync(each);
    if (stats.isSymbolicLink() || bytes > MOST_COPIED) return;
    isWritable ||= isWritableBy(app, each, stats);
    if (stats.isDirectory()) for (const name of readdirSync(each)) look(join(each, name));
    else if (!stats.isFile()) bytes = Number.POSITIVE_INFINITY;
    else {
      accessSync(each, constants.R_OK);
      bytes += stats.size;
    }
  };
  try {
    look(path);
  } catch {
    return { bytes: Number.POSITIVE_INFINITY, isWritable };
  }
  return { bytes, isWritable };
}

function isWritableBy(app: Identity | undefined, path: string, { uid, gid, mode }: Stats): boolean {
  if (app) return (mode & (uid === app.uid ? 0o200 : gid === app.gid ? 0o020 : 0o002)) !== 0;
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
