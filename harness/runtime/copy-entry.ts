import { existsSync, realpathSync, utimesSync, type Stats } from 'node:fs';
import { readlink, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, relative, resolve } from 'node:path';

/** Python and others compile anew what is not as old as it was, and make compares what was made when. */
export const keepTimes = ({ atimeMs, mtimeMs }: Stats, target: string): void => utimesSync(target, atimeMs / 1000, mtimeMs / 1000);

/** A symbolic link as it is to be in a copy, and the file or folder that it leads to where that is there, outside of what is copied. */
export interface CopiedLink {
  readonly text: string;
  readonly outside?: string;
}

/**
 * One that leads back into the copied tree by a way outside of it would let the app write there.
 * @param top the folder that is copied
 */
export async function linkInCopy(source: string, top: string): Promise<CopiedLink> {
  const text = await readlink(source);
  const folder = dirname(source);
  if (!isAbsolute(text) && !leaves(normalize(join(relative(top, folder), text)))) return { text };
  const goal = resolve(realpathSync(folder), text);
  const inside = [top, realpathSync(top)].map((from) => relative(from, goal)).find((path) => !leaves(path));
  if (inside !== undefined) return { text: relative(folder, join(top, inside)) || '.' };
  return existsSync(goal) ? { text, outside: realpathSync(goal) } : { text };
}

/** Copies a symbolic link, whatever it leads to. */
export async function copyLink(source: string, target: string, top: string): Promise<void> {
  await symlink((await linkInCopy(source, top)).text, target);
}

/** Whether a relative path leads out of the folder it begins in. */
export const leaves = (path: string): boolean => path === '..' || path.startsWith('../') || isAbsolute(path);
