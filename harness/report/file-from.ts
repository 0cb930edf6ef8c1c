import { isAbsolute, relative, sep } from 'node:path';

/** A file's path from a folder, with slashes; one that does not lie below it stays as it is. Pure. */
export function fileFrom(folder: string | undefined, file: string): string {
  if (folder === undefined || !isAbsolute(file)) return file;
  const path = relative(folder, file);
  return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? file : path.replaceAll(sep, '/');
}
