import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { commandOf, placeInCi, runFacts } from './run-facts.js';

const ours = (...args: readonly string[]): string => execFileSync('git', [...args], { encoding: 'utf8' }).trim();

test('a run knows on what it is made, and the command as a shell takes it', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await runFacts(commandOf(['run', 'disk', '-t', 'a sick disk']), {})).toMatchObject({
    canarybed: version, node: process.version, platform: `${process.platform} ${process.arch}`, command: 'canarybed run disk -t "a sick disk"',
    startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string, processors: expect.any(Number) as number,
  });
});

test('outside a CI commit and branch are those of git in the working folder', async () => {
  const { commit, branch, link } = await runFacts('canarybed run', {});
  const checkedOut = ours('rev-parse', '--abbrev-ref', 'HEAD');
  expect({ commit, branch, link }).toEqual({ commit: ours('rev-parse', 'HEAD'), branch: checkedOut === 'HEAD' ? undefined : checkedOut, link: undefined });
});

const GITHUB = { GITHUB_SHA: 'c0ffee', GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: '', GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'shop/front', GITHUB_RUN_ID: '77' };

test.each([
  ['GitHub Actions', GITHUB, { commit: 'c0ffee', branch: 'main', link: 'https://github.example/shop/front/actions/runs/77' }],
  ['a pull request there', { ...GITHUB, GITHUB_REF_NAME: '12/merge', GITHUB_HEAD_REF: 'faster' }, { commit: 'c0ffee', branch: 'faster', link: 'https://github.example/shop/front/actions/runs/77' }],
  ['GitLab', { CI_COMMIT_SHA: 'beef', CI_COMMIT_REF_NAME: 'dev', CI_JOB_URL: 'https://gitlab.example/7' }, { commit: 'beef', branch: 'dev', link: 'https://gitlab.example/7' }],
  ['Jenkins', { GIT_COMMIT: 'beef', GIT_BRANCH: 'origin/dev', BUILD_URL: 'https://ci.example/7' }, { commit: 'beef', branch: 'origin/dev', link: 'https://ci.example/7' }],
  ['no CI', {}, {}],
])('commit, branch and job as %s tells them', (_, env, place) => expect(placeInCi(env)).toEqual(place));

test('what the CI says of the commit is taken, not what git does', async () => {
  expect(await runFacts('canarybed run', GITHUB)).toMatchObject({ commit: 'c0ffee', branch: 'main' });
});
