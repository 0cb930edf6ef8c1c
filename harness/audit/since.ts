import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError, describeError, EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { isOwnFile } from './own-files.js';

/** Files beside the sources whose change may change anything: what the app depends on, and how it is described. */
const DESCRIBES = /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|requirements[\w.-]*\.txt|poetry\.lock|Gemfile\.lock|canarybed\.config\.\w+)$/;

/**
 * Files that differ from a git ref now, those that git does not know yet among them, relative to the release's folder. Of
 * an app with a build, whose release is output, sources are taken to lie beside it: those of `app/dist` are all of `app`,
 * and `app/views/front.ejs` counts as `views/front.ejs`. Other files do not count, but for the app's description and its
 * lock files in the working folder.
 * @param described files that describe the app, from the working folder
 * @throws ConfigError where git knows no such ref, or there is no repository, or the release does not lie in it;
 * EnvironmentError where git cannot tell what changed
 */
export async function changedSince(ref: string, { folder, build }: Pick<Release, 'folder' | 'build'>, cwd: string, described: readonly string[] = []): Promise<string[]> {
  const top = (await asked(cwd, 'rev-parse', '--show-toplevel'))?.trim();
  if (top === undefined) throw new ConfigError(`--since ${ref}: expected a git repository at ${cwd}, found none`);
  // Git names files by where they really lie; output may not have been built yet.
  const real = await realpath(folder).catch(() => folder);
  if (below(top, real) === undefined) throw new ConfigError(`--since needs a release whose folder lies in the git repository ${top}, found ${folder}`);
  const commit = (await asked(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`))?.trim();
  if (commit === undefined) throw new ConfigError(`--since ${ref}: expected a commit, branch or tag, git knows none`);
  const tracked = namesIn(await git(top, 'diff', '--name-only', '--no-renames', '-z', commit, '--'));
  const untracked = namesIn(await git(top, 'ls-files', '--others', '--exclude-standard', '-z'));
  const changed = [...tracked, ...untracked].map((name) => join(top, name));
  return changed.flatMap((file) => countedAs(file, { folder: real, isBuilt: build !== undefined, cwd, described }) ?? []);
}

interface Place {
  readonly folder: string;
  readonly isBuilt: boolean;
  readonly cwd: string;
  readonly described: readonly string[];
}

/** Under which name a changed file counts, or undefined. Pure. */
export function countedAs(file: string, { folder, isBuilt, cwd, described }: Place): string | undefined {
  if (isOwnFile(below(cwd, file) ?? '')) return undefined;
  const within = below(folder, file) ?? (isBuilt ? below(dirname(folder), file) : undefined);
  if (within !== undefined) return within;
  const isDescription = described.some((name) => resolve(cwd, name) === file) || (dirname(file) === cwd && DESCRIBES.test(basename(file)));
  return isDescription ? relative(folder, file) : undefined;
}

function below(folder: string, file: string): string | undefined {
  const path = relative(folder, file);
  return path.startsWith('..') || isAbsolute(path) ? undefined : path;
}

const namesIn = (text: string): string[] => text.split('\0').filter((name) => name !== '');

/** @throws EnvironmentError where it fails: no answer is not the answer that nothing changed */
const git = (cwd: string, ...args: readonly string[]): Promise<string> =>
  output(cwd, args).catch((error: unknown) => {
    throw new EnvironmentError(`git ${args[0] ?? ''} failed in ${cwd}, so that it is not known what changed: ${describeError(error)}`, 'See that git can read the repository, or leave out --since.');
  });

/** Undefined where git says no. */
const asked = (cwd: string, ...args: readonly string[]): Promise<string | undefined> => output(cwd, args).catch(() => undefined);

const output = (cwd: string, args: readonly string[]): Promise<string> => promisify(execFile)('git', [...args], { cwd, maxBuffer: 64 * 2 ** 20 }).then(({ stdout }) => stdout);
