import { isAbsolute, relative } from 'node:path';
import { EnvironmentError } from '../model/errors.js';

/** Errors of whoever may not read, of links that lead in a circle, and of disks. */
const UNREADABLE = ['EACCES', 'EPERM', 'ELOOP', 'EIO'];

/**
 * What is thrown on while a release's files are read: that one of them cannot be read is a matter of the machine, not a
 * defect of ours. Pure.
 * @param folder absolute folder of the release
 * @returns an EnvironmentError that names the path; any other error as it is
 */
export function orUnreadable(error: unknown, folder: string): unknown {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (!UNREADABLE.includes(code) || path === undefined || !isWithin(folder, path)) return error;
  return new EnvironmentError(`${path} cannot be read (${code}), and it is a part of the release`, 'Let whoever runs canarybed read it, or take it out of the folder that is deployed.');
}

const isWithin = (folder: string, path: string): boolean => {
  const below = relative(folder, path);
  return below !== '..' && !below.startsWith('../') && !isAbsolute(below);
};
