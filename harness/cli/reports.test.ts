import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ciLink } from '../model/ci-link.js';
import { ConfigError } from '../model/errors.js';
import { runResults, surprise } from '../report/formats/sample-results.testing.js';
import { placeOf } from './ci-job.js';
import { destinationsOf } from './report-destinations.js';
import { Reports } from './reports.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('where reports go', () => {
  test('to the files of their formats, to those that were named, or to the console', () => {
    expect(destinationsOf('run', [{ name: 'junit' }, { name: 'markdown', path: 'a.md' }, { name: 'github' }], true, '/summary')).toEqual([
      { name: 'junit', to: { file: 'reports/junit.xml' } }, { name: 'markdown', to: { file: 'a.md' } }, { name: 'github', to: 'console' },
    ]);
    expect(destinationsOf('audit', [{ name: 'junit' }, { name: 'json' }], false, undefined).map(({ to }) => to)).toEqual([{ file: 'reports/audit-junit.xml' }, { file: 'reports/audit.json' }]);
  });

  test('to another folder than reports, but for those that were named', () => {
    expect(destinationsOf('run', [{ name: 'junit' }, { name: 'markdown', path: 'a.md' }], false, undefined, 'merged').map(({ to }) => to)).toEqual([{ file: 'merged/junit.xml' }, { file: 'a.md' }]);
  });

  test('in a job of GitHub Actions annotations and the summary are made where nothing was said', () => {
    expect(destinationsOf('run', undefined, true, '/summary')).toEqual([{ name: 'github', to: 'console' }, { name: 'markdown', to: { append: '/summary' } }]);
    expect(destinationsOf('run', undefined, true, undefined)).toEqual([{ name: 'github', to: 'console' }]);
    expect(destinationsOf('run', undefined, false, '/summary')).toEqual([]);
  });

  test('what was asked for is all that is made; Markdown without a file of its own is the summary, too', () => {
    expect(destinationsOf('run', [{ name: 'json' }], true, '/summary')).toEqual([{ name: 'json', to: { file: 'reports/results.json' } }]);
    expect(destinationsOf('run', [{ name: 'markdown' }], true, '/summary').map(({ to }) => to)).toEqual([{ file: 'reports/report.md' }, { append: '/summary' }]);
  });
});

test('a summary is added to what is there, and annotations are told from the checkout on', () => {
  const summary = join(folder, 'summary.md');
  writeFileSync(summary, 'of another step\n');
  const printed: string[] = [];
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: '/shop', GITHUB_SERVER_URL: 'https://github.example.com', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '7' };
  new Reports('run', undefined, 'reports', env).write(runResults([surprise()]), (line) => printed.push(line));
  const [first, second] = readFileSync(summary, 'utf8').split('\n');
  expect([first, second]).toEqual(['of another step', '## canarybed: 0 of 1 releases were judged as expected, 1 surprise']);
  expect(readFileSync(summary, 'utf8')).toContain('(https://github.example.com/a/b/actions/runs/7)');
  expect(printed.join('\n')).toMatch(/^::error file=scenarios\/pages\.scenario\.ts,line=3,/);
});

test('a summary that is not there costs nothing', () => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'nowhere/summary.md') };
  const printed: string[] = [];
  new Reports('run', undefined, 'reports', env).write(runResults([]), (line) => printed.push(line));
  expect(printed).toHaveLength(1);
});

test('what an earlier run left is gone before this one begins, so that nobody takes it for this one', () => {
  const file = join(folder, 'deep/junit.xml');
  const begin = (): Reports => new Reports('run', [{ name: 'junit', path: file }], folder, {});
  begin().write(runResults([]), () => undefined);
  expect(existsSync(file)).toBe(true);
  begin();
  expect(existsSync(file)).toBe(false);
});

test('a file that cannot be written is refused before anything is run', () => {
  writeFileSync(join(folder, 'a-file'), '');
  const begin = (): Reports => new Reports('run', [{ name: 'junit', path: join(folder, 'a-file/junit.xml') }], folder, {});
  expect(begin).toThrow(ConfigError);
  expect(begin).toThrow('--reporter junit: expected a file that can be written');
});

test.each<[NodeJS.ProcessEnv, string | undefined]>([
  [{}, undefined],
  [{ CI_JOB_URL: 'https://gitlab.example.com/jobs/1' }, 'https://gitlab.example.com/jobs/1'],
  [{ BUILD_URL: '', CIRCLE_BUILD_URL: 'https://circle.example.com/1' }, 'https://circle.example.com/1'],
  [{ GITHUB_SERVER_URL: 'https://github.example.com', GITHUB_REPOSITORY: 'a/b' }, undefined],
])('the job of %j is at %s', (env, link) => expect(ciLink(env)).toBe(link));

test('outside of a checkout of GitHub paths are told from the working directory on', () => {
  expect(placeOf({}, '/shop')).toEqual({ folder: '/shop', repository: '/shop' });
});
