import { realpathSync, utimesSync, type Stats } from 'node:fs';
import { readlink, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, relative, resolve } from 'node:path';

/** Python and others compile anew what is not as old as it was, and make compares what was made when. */
export const keepTimes = ({ atimeMs, mtimeMs }: Stats, target: string): void => utimesSync(target, atimeMs / 1000, mtimeMs / 1000);

/** Copies a symbolic link. One that leads back into the copied tree by a way outside of it would let the app write there. */
export async function copyLink(source: string, target: string, top: string): Promise<void> {
  const text = await readlink(source);
  const folder = dirname(source);
  const staysInside = !isAbsolute(text) && !leaves(normalize(join(relative(top, folder), text)));
  const goal = resolve(folder, text);
  const inside = [top, realpathSync(top)].map((from) => relative(from, goal)).find((path) => !leaves(path));
  const rewritten = staysInside || inside === undefined ? text : relative(folder, join(top, inside)) || '.';
  await symlink(rewritten, target);
}

/** Whether a relative path leads out of the folder it begins in. */
export const leaves = (path: string): boolean => path === '..' || path.startsWith('../') || isAbsolute(path);
