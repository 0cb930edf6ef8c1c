import { execFile } from 'node:child_process';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../model/errors.js';
import type { Release } from '../model/release.js';

/** Files beside the sources whose change may change anything: what the app depends on, and how it is described. */
const DESCRIBES = /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|requirements[\w.-]*\.txt|poetry\.lock|Gemfile\.lock|canarybed\.config\.\w+)$/;

/**
 * Files that differ from a git ref now, those that git does not know yet among them, relative to the release's folder. Of
 * an app with a build, whose release is output, sources are taken to lie beside it: those of `app/dist` are all of `app`,
 * and `app/views/front.ejs` counts as `views/front.ejs`. Other files do not count, but for the app's description and its
 * lock files in the working folder.
 * @param described files that describe the app, from the working folder
 * @throws ConfigError where git knows no such ref, or there is no repository
 */
export async function changedSince(ref: string, { folder, build }: Pick<Release, 'folder' | 'build'>, cwd: string, described: readonly string[] = []): Promise<string[]> {
  const top = (await git(cwd, 'rev-parse', '--show-toplevel'))?.trim();
  if (top === undefined) throw new ConfigError(`--since ${ref}: expected a git repository at ${cwd}, found none`);
  const commit = (await git(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`))?.trim();
  if (commit === undefined) throw new ConfigError(`--since ${ref}: expected a commit, branch or tag, git knows none`);
  const tracked = namesIn(await git(top, 'diff', '--name-only', '--no-renames', '-z', commit, '--'));
  const untracked = namesIn(await git(top, 'ls-files', '--others', '--exclude-standard', '-z'));
  const changed = [...tracked, ...untracked].map((name) => join(top, name));
  return changed.flatMap((file) => countedAs(file, { folder, isBuilt: build !== undefined, cwd, described }) ?? []);
}

interface Place {
  readonly folder: string;
  readonly isBuilt: boolean;
  readonly cwd: string;
  readonly described: readonly string[];
}

/** Under which name a changed file counts, or undefined. Pure. */
export function countedAs(file: string, { folder, isBuilt, cwd, described }: Place): string | undefined {
  const within = below(folder, file) ?? (isBuilt ? below(dirname(folder), file) : undefined);
  if (within !== undefined) return within;
  const isDescription = described.some((name) => join(cwd, name) === file || name === file) || (dirname(file) === cwd && DESCRIBES.test(basename(file)));
  return isDescription ? relative(folder, file) : undefined;
}

function below(folder: string, file: string): string | undefined {
  const path = relative(folder, file);
  return path.startsWith('..') || isAbsolute(path) ? undefined : path;
}

const namesIn = (text: string | undefined): string[] => (text ?? '').split('\0').filter((name) => name !== '');

const git = (cwd: string, ...args: readonly string[]): Promise<string | undefined> =>
  promisify(execFile)('git', [...args], { cwd, maxBuffer: 64 * 2 ** 20 }).then(({ stdout }) => stdout, () => undefined);
