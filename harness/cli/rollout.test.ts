import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RunResults } from '../report/results.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

const project = new TinyProject();
const server = readFileSync(`${project.folder}/app/server.cjs`, 'utf8');
const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: project.folder, encoding: 'utf8' });

beforeAll(() => {
  project.write('.gitignore', 'tmp\nreports\nnode_modules\n');
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'the release before');
  git('tag', 'v1');
  project.write('next/server.cjs', server.replaceAll('a tiny page', 'another tiny page'));
  project.write('sick/server.cjs', server.replaceAll("HEALTH === 'sick' ? 503 : 200", '503').replaceAll("HEALTH === 'sick' ? 'fail' : 'pass'", "'fail'"));
  project.write('pages/server.cjs', server.replaceAll("PAGES === 'broken' ? 500 : 200", '500'));
  project.write('stray/readme.txt', 'no release');
});
afterAll(() => project.remove());

const rollout = (old: string, next: string, ...more: string[]) =>
  runCommand(project, ['rollout', '--old', old, '--new', next, '--runtime', 'embedded', '--no-watch', '--bake', '10s', ...more]);
const ended = () => (JSON.parse(project.read('reports/results.json')) as RunResults).scenarios[0];

test('a release that serves well takes over from a git tag, whatever its pages say', async () => {
  const { code, stdout } = await rollout('v1', 'next');
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('1 of 1 releases were judged as expected') as string });
  expect(ended()).toMatchObject({
    title: 'next beside v1',
    verdict: { verdict: 'accepted' },
    harm: 'fine',
    beside: { oldHarm: 'fine', oldFleet: 'gone', users: { errors: 0 } },
  });
});

test('a refused release leaves the checkout that served as it was, and is told by the exit code', async () => {
  const { code, stdout } = await rollout('.', 'sick');
  expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('expected accepted, got rejected') as string });
  expect(ended()).toMatchObject({ verdict: { verdict: 'rejected' }, reason: 'check disk', beside: { oldHarm: 'fine', oldFleet: 'untouched', users: { errors: 0 } } });
});

test('a release whose pages are broken is let in by its check, and the users say so', async () => {
  const { code, stdout } = await rollout('HEAD', 'pages', '--policy', 'all-at-once', '--instances', '1');
  expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('expected users fine, found them hurt') as string });
  expect(stdout).toMatch(/requests failed by fleet: .*canary \d+ of \d+/);
});

test.each([
  ['stray', 2, /expected .*start command of tiny in .*stray.*, they are not all there/],
  ['no-such-thing', 3, /no-such-thing is no folder and no git ref|no-such-thing is no folder, no git ref and no image|expected a folder or a git ref/],
])('%s is no release, and that is said before anything boots', async (name, code, message) => {
  const run = await rollout('v1', name);
  expect(run.stderr).toMatch(message);
  expect([code, 2]).toContain(run.code);
});

test('a file that describes no app is named, with what it exports', async () => {
  project.write('other.ts', 'export const nothing = 1;\n');
  expect(await rollout('v1', 'next', '--app', 'other.ts')).toMatchObject({ code: 2, stderr: expect.stringContaining('expected other.ts to describe an app by defineApp, it does not') as string });
  expect(await rollout('v1', 'next', '--app', 'none.ts')).toMatchObject({ code: 2, stderr: expect.stringContaining('expected a file that describes the app') as string });
});
