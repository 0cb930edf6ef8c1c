import { isAbsolute, relative } from 'node:path';

/** A path as it is told from a folder on, with slashes; one that lies elsewhere is told as it is. Pure. */
export function pathFrom(folder: string | undefined, file: string): string {
  const path = folder !== undefined && isAbsolute(file) ? relative(folder, file) : file;
  return path === '' || path === '..' || /^\.\.[\\/]/.test(path) ? file : path.replaceAll('\\', '/');
}
