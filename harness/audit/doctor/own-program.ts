import { join } from 'node:path';
import type { Machine } from './machine.js';

/** Where virtual environments of Python have their programs, in the app's folder. */
const ENVIRONMENTS = ['.venv/bin', 'venv/bin'];
const PACKAGES = 'node_modules/.bin';

/** A program that is installed in an app's own folder. */
export interface OwnProgram {
  /** Path in that folder. */
  readonly path: string;
  /** Of Node's packages; else of a virtual environment. */
  readonly ofNode: boolean;
}

/** A program of that name among those that are installed in an app's folder. Pure. */
export function ownProgram(name: string, folder: string, { at }: Pick<Machine, 'at'>): OwnProgram | undefined {
  const path = [PACKAGES, ...ENVIRONMENTS].map((each) => `${each}/${name}`).find((each) => at(join(folder, each)) === 'program');
  return path === undefined ? undefined : { path, ofNode: path.startsWith(PACKAGES) };
}

/** Why a program is not found by its name although the folder has it; undefined where that is not so. Pure. */
export function notByName(name: string, folder: string, machine: Pick<Machine, 'at' | 'searchPath'>): string | undefined {
  if (name.includes('/') || onPath(name, machine) !== undefined) return undefined;
  const own = ownProgram(name, folder, machine);
  if (own) return own.ofNode ? `${name} is a package's, which only a package manager finds; say ${own.path}` : `${name} is not on PATH, but in the folder; say ${own.path}`;
  return undefined;
}

/** Absolute path of the program that a name stands for. Pure. */
export const onPath = (name: string, { at, searchPath }: Pick<Machine, 'at' | 'searchPath'>): string | undefined =>
  searchPath.map((each) => join(each, name)).find((path) => at(path) === 'program');
