import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ciLink } from '../model/ci-link.js';
import type { RunFacts } from '../model/run-facts.js';
import { shellWord } from '../model/shell-word.js';
import { wallDate } from '../model/wall-clock.js';
import { git } from './git.js';

type Env = Readonly<Record<string, string | undefined>>;

type Place = Pick<RunFacts, 'commit' | 'branch' | 'link'>;

/** The program of this process and what it was given, as a shell takes it. Pure. */
export const commandOf = (args: readonly string[]): string => ['canarybed', ...args.map(shellWord)].join(' ');

/** Where and on what this process runs: commit and branch as the CI says, else as git does in the working folder. */
export async function runFacts(command = commandOf(process.argv.slice(2)), env: Env = process.env): Promise<RunFacts> {
  return {
    startedAt: wallDate(),
    canarybed: ownVersion(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: availableParallelism(),
    command,
    ...(await placeOf(env)),
  };
}

async function placeOf(env: Env): Promise<Place> {
  const told = placeInCi(env);
  const [commit, branch] = told.commit === undefined ? ((await git('rev-parse', 'HEAD', '--abbrev-ref', 'HEAD'))?.split('\n') ?? []) : [];
  return {
    ...(commit === undefined ? {} : { commit }),
    // What is checked out without a branch is called so.
    ...(branch === undefined || branch === 'HEAD' ? {} : { branch }),
    ...told,
  };
}

/** Commit and branch as GitHub Actions, GitLab or Jenkins tells them, and the job as its service does; nothing where none does. Pure. */
export function placeInCi(env: Env): Place {
  const commit = env.GITHUB_SHA ?? env.CI_COMMIT_SHA ?? env.GIT_COMMIT;
  // Of a pull request the first is the branch that asks; it is empty otherwise.
  const branch = [env.GITHUB_HEAD_REF, env.GITHUB_REF_NAME, env.CI_COMMIT_REF_NAME, env.GIT_BRANCH].find((name) => name !== undefined && name !== '');
  const link = ciLink(env);
  return { ...(commit === undefined ? {} : { commit }), ...(branch === undefined ? {} : { branch }), ...(link === undefined ? {} : { link }) };
}

/** The package's own description lies beside the folder of our code, in a checkout as in the package. */
const ownVersion = (): string => (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version;
