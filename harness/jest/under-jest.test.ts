import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentIn, StartedProgram } from '../cli/started-program.testing.js';
import { POOR_REASON, ROOT, TinyProject } from '../cli/tiny-project.testing.js';

/** A project whose scenarios run under its own Jest; two files, so that Jest uses workers. */
const project = new TinyProject()
  .scenarios('expected', `scenario('ends as expected', { fault: fault.env.set('HEALTH', 'crash'), expect: 'rejected', because: { exitCode: 7 } });`)
  .scenarios('surprising', `scenario('ends otherwise', { fault: fault.env.set('HEALTH', 'crash'), expect: 'rejected', because: { exitCode: 8 } });\nscenario.todo('to be written later');`)
  .poorScenarios('a poor release', 'another poor release')
  .scenarios('waiting', `scenario('waits for a port', { fault: fault.process.neverListen(), expect: 'rejected', because: 'timeout' });`)
  .scenarios('waiting-too', `scenario('waits for a port too', { fault: fault.process.neverListen(), expect: 'rejected', because: 'timeout' });`);

project.write(
  'jest.config.cjs',
  `module.exports = {
  testMatch: ['<rootDir>/scenarios/**/*.scenario.ts'],
  testEnvironment: 'node',
  watchman: false,
  transform: { '\\\\.[cm]?[jt]s$': ['${require.resolve('@swc/jest')}', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
  moduleNameMapper: { '^((?:\\\\.{1,2}/|${ROOT}/harness/).*)\\\\.js$': '$1' },
  globalSetup: '${ROOT}/harness/jest/global-setup.cjs',
  globalTeardown: '${ROOT}/harness/jest/global-teardown.cjs',
  reporters: ['default', '${ROOT}/harness/jest/closing-line.cjs'],
};
`,
);

afterAll(() => project.remove());

let program: StartedProgram;
afterEach(() => program.end());

function startJest(...args: string[]): void {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, [jest, '--ci', '--verbose', '--maxWorkers', '2', ...args], { cwd: project.folder, env: environmentIn(project), stdio: ['ignore', 'pipe', 'pipe'] });
  program = new StartedProgram(child, project);
}

/** Process ids of the children of a process whose command contains a text. */
const childrenOf = (pid: number, command: string): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(command));

test('each scenario is a test, a surprise fails with its evidence, and the last line counts them', async () => {
  startJest('expected', 'surprising');
  expect(await program.ended).toBe(1);
  expect(program.stderr).toMatch(/✓ ends as expected/);
  expect(program.stderr).toMatch(/✎ todo to be written later \(to be written\)/);
  expect(program.stderr).toMatch(/SURPRISE: ends otherwise\n.*expected exit code 8, found 7\n.*\| cannot start: no disk\n.*at scenarios\/surprising\.scenario\.ts:2/s);
  expect(program.stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 1 failed, 1 skipped');
  await program.isGone();
});

test('a title that no scenario has skips them all, since it may be of a test beside them', async () => {
  startJest('-t', 'title of a test beside them');
  expect(await program.ended).toBe(0);
  expect(program.stderr).toContain('canarybed: no scenario has a title like "title of a test beside them"');
  expect(program.stdout.trimEnd().split('\n').at(-1)).toMatch(/^0 passed, 0 failed, \d+ skipped$/);
  await program.isGone();
});

test('scenarios of an app whose program is missing are skipped with the reason and counted so, the others run', async () => {
  startJest('expected', 'poor', '--json', '--outputFile', 'tmp/jest.json');
  expect(await program.ended).toBe(0);
  expect(program.stderr).toMatch(/✓ ends as expected/);
  expect(program.stderr).toContain(`skip     a poor release: ${POOR_REASON}\n`);
  const results = JSON.parse(project.read('tmp/jest.json')) as { testResults: { assertionResults: { title: string; status: string }[] }[] };
  expect(results.testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title, status }) => `${status} ${title}`)).sort()).toEqual([
    'passed ends as expected', `pending a poor release (${POOR_REASON})`, `pending another poor release (${POOR_REASON})`,
  ]);
  expect(program.stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 0 failed, 2 skipped');
  await program.isGone();
});

test('Jest asked for nothing else has only skipped tests, and ends well', async () => {
  startJest('poor');
  expect(await program.ended).toBe(0);
  expect(program.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 0 failed, 2 skipped');
  await program.isGone();
});

test('a title that is given to Jest picks what the supervisor runs', async () => {
  startJest('-t', 'ends as');
  expect(await program.ended).toBe(0);
  expect(program.stderr).toMatch(/1 of 1 releases were judged as expected/);
  await program.isGone();
});

test('workers that are killed take nothing with them, and leave nothing', async () => {
  startJest('waiting');
  await program.comesToRun('server.cjs', 2);
  await program.comesToRun('processChild.js', 2);
  for (const worker of childrenOf(program.pid, 'processChild.js')) process.kill(worker, 'SIGKILL');
  expect(await program.ended).toBe(1);
  expect(program.stderr).toMatch(/worker process \(pid=\d+\) was terminated by another process: signal=SIGKILL/);
  expect(program.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 2 failed');
  await program.isGone();
});

test.each(['SIGKILL', 'SIGINT'] as const)('Jest itself ended by %s leaves no supervisor and nothing of it', async (signal) => {
  startJest('waiting');
  await program.comesToRun('server.cjs', 2);
  program.child.kill(signal);
  await program.ended;
  await program.isGone();
});
