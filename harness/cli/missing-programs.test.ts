import { runCommand } from './started-program.testing.js';
import { POOR_REASON, TinyProject } from './tiny-project.testing.js';
import type { RunResults } from '../report/results.js';

const project = new TinyProject()
  .scenarios('expected', `scenario('ends as expected', { fault: fault.env.set('HEALTH', 'crash'), expect: 'rejected', because: { exitCode: 7 } });`)
  .poorScenarios('a poor release', 'another poor release');

afterAll(() => project.remove());

test('scenarios of an app whose program is missing are skipped by name, unbuilt, and the others run as ever', async () => {
  const { code, stdout } = await runCommand(project, ['run']);
  expect(stdout).toContain(`skip     a poor release: ${POOR_REASON}\nskip     another poor release: ${POOR_REASON}\n`);
  expect(stdout).toMatch(/ok {7}rejected .* ends as expected/);
  expect(stdout).toContain('1 of 1 releases were judged as expected');
  expect(code).toBe(0);
  expect((JSON.parse(project.read('reports/results.json')) as RunResults).counts).toMatchObject({ 'as-expected': 1, unrun: 2 });
});

test('where nothing else is asked for, that is all that a run says', async () => {
  const { code, stdout } = await runCommand(project, ['run', 'scenarios/poor.scenario.ts', '-t', 'another']);
  expect(stdout).toContain(`skip     another poor release: ${POOR_REASON}\n`);
  expect(stdout).toContain('0 of 0 releases were judged as expected');
  expect(code).toBe(0);
});

test('the list, the explanation and the doctor say why, too', async () => {
  const [list, explained, doctor] = await Promise.all([runCommand(project, ['list']), runCommand(project, ['explain', 'another poor release']), runCommand(project, ['doctor'])]);
  expect(list.stdout).toContain(`skip               a poor release: ${POOR_REASON}\n`);
  expect(list.stdout).toContain('ends as expected\n');
  expect(explained.stdout).toBe(`another poor release\n  skipped      ${POOR_REASON}\n`);
  expect(doctor.stdout).toContain(`programs    poor: ${POOR_REASON}; embedded its scenarios are skipped\n`);
});

test('with CANARYBED_REQUIRE_PROGRAMS=1 a missing program is an error that names it, before anything is built', async () => {
  const { code, stdout, stderr } = await runCommand(project, ['run'], { CANARYBED_REQUIRE_PROGRAMS: '1' });
  expect(stderr).toBe('canarybed: app poor needs /no/such/program, which is not here\n  apt-get install no-such-program\n');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
});

test('in containers the programs of this machine are not asked for', async () => {
  const { code, stderr } = await runCommand(project, ['run'], { CANARYBED_RUNTIME: 'containers', CANARYBED_REQUIRE_PROGRAMS: '1' });
  expect(stderr).toContain('app poor: its build failed: spawnSync /no/such/compiler ENOENT');
  expect(code).toBe(3);
});

test('a release that is to be rolled out or served needs its programs', async () => {
  const args = ['--app', 'scenarios/poor-app.ts'];
  const ends = await Promise.all([runCommand(project, ['rollout', '--old', 'app', '--new', 'app', ...args]), runCommand(project, ['serve', '--port', '0', ...args])]);
  for (const { code, stderr } of ends) expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('app poor needs /no/such/program') as string });
});
