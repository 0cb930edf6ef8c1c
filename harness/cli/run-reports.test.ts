import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, readXml } from '../report/formats/read-xml.testing.js';
import { runCommand, startCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

const project = new TinyProject().scenarios(
  'mixed',
  `
scenario('a good release', { expect: 'accepted' });
scenario('100 %, a: wrong | verdict', { fault: fault.env.set('HEALTH', 'sick'), expect: 'accepted' });
scenario.todo('a slow disk');
`,
);
project.scenarios('slow', `scenario('a check that hangs', { fault: fault.env.set('HEALTH', 'hang'), expect: 'rejected', because: 'timeout' });`);
project.write('summary.md', '');

afterAll(() => project.remove());

const RUN = ['run', 'mixed', '--no-watch'];

test('reports that were asked for lie where they were to, with paths from the working directory on and without secrets', async () => {
  const { code, stderr } = await runCommand(project, [...RUN, '--reporter', 'junit,markdown=out/report.md']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const [junit, markdown] = [project.read('reports/junit.xml'), project.read('out/report.md')];
  const suites = childrenOf(readXml(junit), 'testsuite');
  expect(suites.map(({ attributes }) => [attributes['name'], attributes['tests'], attributes['failures'], attributes['skipped']])).toEqual([
    ['scenarios/mixed.scenario.ts', '3', '1', '1'],
  ]);
  expect(markdown).toContain('- **100 %, a: wrong \\| verdict** (`scenarios/mixed.scenario.ts:4`)');
  expect(junit).toContain('starting with the token ***');
  for (const text of [junit, markdown]) expect(text).not.toContain(TOKEN);
});

test('in a job of GitHub Actions annotations follow the output, and the summary is filled', async () => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(project.folder, 'summary.md'), GITHUB_WORKSPACE: project.folder };
  const { code, stdout } = await runCommand(project, RUN, env);
  expect(code).toBe(1);
  const annotations = stdout.slice(stdout.indexOf('releases were judged as expected')).split('\n').filter((line) => line.startsWith('::'));
  expect(annotations).toEqual([
    expect.stringMatching(/^::error file=scenarios\/mixed\.scenario\.ts,line=4,title=surprise%3A 100 %25%2C a%3A wrong \| verdict::expected accepted, got rejected .*%0A/),
    expect.stringMatching(/^::warning title=2 verdicts are provisional::/),
    '::notice title=canarybed::1 of 2 releases were judged as expected, 1 surprise',
  ]);
  expect(project.read('summary.md')).toMatch(/^## canarybed: 1 of 2 releases were judged as expected, 1 surprise\n/);
});

test('there, too, only what was asked for is made', async () => {
  project.write('summary.md', '');
  const { stdout } = await runCommand(project, [...RUN, '--reporter', 'json'], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(project.folder, 'summary.md') });
  expect([stdout.match(/^::/gm), project.read('summary.md')]).toEqual([null, '']);
});

test('elsewhere nothing but the results is made unasked', async () => {
  const { stdout } = await runCommand(project, ['run', '-t', 'a good release', '--no-watch'], { GITHUB_STEP_SUMMARY: join(project.folder, 'summary.md') });
  expect([stdout.match(/^::/gm), project.read('summary.md')]).toEqual([null, '']);
});

test.each([
  ['run', 'markdown=reports/journal.jsonl', 'markdown: expected a file of its own, found reports/journal.jsonl, which canarybed itself keeps and makes reports from; name another one'],
  ['run', 'junit=out/x,markdown=./out/x', 'markdown: expected a file of its own, found ./out/x, which junit is written to as well; name another one'],
  ['audit', 'junit=reports/audit.json', 'junit: expected a file of its own, found reports/audit.json, which canarybed itself keeps and makes reports from; name another one'],
])('%s --reporter %s is refused with 2, and nothing that was there is lost', async (command, reporter, message) => {
  for (const name of ['journal.jsonl', 'audit.json']) project.write(`reports/${name}`, 'of before');
  const { code, stderr } = await runCommand(project, [...(command === 'run' ? RUN : ['audit', '--app', 'scenarios/app.ts']), '--reporter', reporter]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `canarybed: --reporter ${message}\n` });
  for (const name of ['journal.jsonl', 'audit.json']) expect(project.read(`reports/${name}`)).toBe('of before');
});

test('an interrupted run is reported as far as it came', async () => {
  const program = startCommand(project, ['run', 'slow', '--pace', 'realtime', '--reporter', 'junit=interrupted.xml']);
  await program.says(/^runtime: /m);
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  await program.isGone();
  expect(existsSync(join(project.folder, 'interrupted.xml'))).toBe(true);
  expect(readXml(project.read('interrupted.xml')).attributes).toMatchObject({ name: 'canarybed run', tests: expect.stringMatching(/^[01]$/) as unknown });
});
