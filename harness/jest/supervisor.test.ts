import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environmentIn, StartedProgram } from '../cli/started-program.testing.js';
import { TinyProject, TOKEN } from '../cli/tiny-project.testing.js';
import type { RunResults } from '../report/results.js';
import { resultOf, SUPERVISOR_SOCKET } from './supervisor-client.js';
import type { SupervisorOrder } from './supervisor.js';

/** Scenarios whose process ends at its start need no watch, so they end soon. */
const project = new TinyProject()
  .scenarios(
    'ending',
    `
scenario('ends as expected', { fault: fault.env.set('HEALTH', 'crash'), expect: 'rejected', because: { exitCode: 7 } });
scenario('ends otherwise', { fault: fault.env.set('HEALTH', 'crash'), expect: 'rejected', because: { exitCode: 8 } });
scenario.todo('to be written later');
`,
  )
  .scenarios('waiting', `scenario('waits for a port', { fault: fault.process.neverListen(), expect: 'rejected', because: 'timeout' });`)
  .scenarios('endless', `scenario('goes on in real time', { pace: 'realtime', deadline: '10m', fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });`);

afterAll(() => project.remove());

let program: StartedProgram;
afterEach(async () => {
  delete process.env[SUPERVISOR_SOCKET];
  await program.end();
});

/** A supervisor as Jest's global set-up starts it; resolves with what it answers to its order. */
async function order(more: Partial<SupervisorOrder>): Promise<{ socket?: string; failure?: string }> {
  const child = fork(join(__dirname, 'supervisor-entry.cjs'), { cwd: project.folder, env: environmentIn(project), execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  program = new StartedProgram(child, project);
  const answer = new Promise((resolve) => child.once('message', resolve));
  child.send({ folders: [join(project.folder, 'scenarios')], paths: [], title: '', reports: join(project.folder, 'reports'), ...more } satisfies SupervisorOrder);
  const answered = (await answer) as { socket?: string; failure?: string };
  if (answered.socket !== undefined) process.env[SUPERVISOR_SOCKET] = answered.socket;
  return answered;
}

const results = (): RunResults => JSON.parse(project.read('reports/results.json')) as RunResults;

test('gives each result to who asks for it, as often as it is asked, and stays until it is let go', async () => {
  await order({ paths: ['ending'] });
  const ends = await Promise.all(['ends-as-expected', 'ends-otherwise', 'ends-otherwise'].map(resultOf));
  expect(ends.map(({ outcome }) => outcome)).toEqual(['as-expected', 'surprise', 'surprise']);
  expect(ends[1]?.judgement).toMatchObject({ differences: ['expected exit code 8, found 7'] });
  expect(JSON.stringify(ends)).not.toContain(TOKEN);

  await program.says(/1 of 2 releases were judged as expected, 1 surprise/);
  expect((await resultOf('ends-as-expected')).outcome).toBe('as-expected');
  program.child.disconnect();
  await program.ended;
  await program.isGone();
  expect(results()).toMatchObject({ counts: { 'as-expected': 1, surprise: 1, unrun: 1 }, interrupted: false });
});

test('runs what Jest selected by title, and says so of a scenario that it does not run', async () => {
  await order({ title: 'as expected$' });
  await expect(resultOf('ends-otherwise')).rejects.toThrow('the supervisor does not run "ends-otherwise": it was not among the selected scenarios');
  expect((await resultOf('ends-as-expected')).outcome).toBe('as-expected');
});

test('runs again what is not as expected, as often as the environment says', async () => {
  process.env.CANARYBED_RETRIES = '1';
  try {
    await order({ paths: ['ending'] });
  } finally {
    delete process.env.CANARYBED_RETRIES;
  }
  const [expected, otherwise] = await Promise.all(['ends-as-expected', 'ends-otherwise'].map(resultOf));
  expect(expected?.retries).toBeUndefined();
  expect(otherwise).toMatchObject({ outcome: 'surprise', retries: { flaky: false, attempts: 2 } });
  await program.says(/^SURPRISE .* ends otherwise .*, to be run again$/m);
});

test('leaves all as it is where none of the titles that Jest was asked for is a scenario\'s', async () => {
  project.write('reports/results.json', '{"of":"an earlier run"}');
  expect(await order({ title: 'no such title' })).toEqual({ idle: expect.stringMatching(/^no scenario has a title like "no such title"; 4 are registered/) as string });
  expect(await program.ended).toBe(0);
  expect(project.read('reports/results.json')).toBe('{"of":"an earlier run"}');
  await program.isGone();
});

test('tells why it could not begin', async () => {
  project.write('reports/results.json', '{"of":"an earlier run"}');
  const { failure } = await order({ folders: [join(project.folder, 'reports')] });
  expect(failure).toContain('expected scenarios in');
  expect(await program.ended).toBe(2);
  expect(existsSync(join(project.folder, 'reports/results.json'))).toBe(false);
  await program.isGone();
});

test('does not begin where another run writes the reports', async () => {
  await order({ paths: ['endless'] });
  const first = program;
  const { failure } = await order({ paths: ['ending'] });
  expect(failure).toMatch(/expected that nobody else writes .*journal\.jsonl, found process \d+ of /);
  expect(await program.ended).toBe(2);
  await first.end();
});

test('let go in the middle, it stops what it started and answers who still waits', async () => {
  const { socket } = await order({ paths: ['waiting'] });
  const waiting = resultOf('waits-for-a-port').catch((error: Error) => error.message);
  await program.comesToRun('server.cjs', 1);
  program.child.disconnect();
  expect(await waiting).toBe('the run of the scenarios ended without a result for this one');
  await program.ended;
  await program.isGone();
  expect(existsSync(socket ?? '')).toBe(false);
  expect(results()).toMatchObject({ interrupted: true, scenarios: [] });
});

test('is not held up by a scenario in real time', async () => {
  await order({ paths: ['endless'] });
  // The control and the canary.
  await program.comesToRun('server.cjs', 2);
  program.child.disconnect();
  await program.ended;
  await program.isGone();
  expect(results()).toMatchObject({ interrupted: true, scenarios: [] });
});

test('without a supervisor a test says what the configuration lacks', () => {
  expect(() => resultOf('any')).toThrow(/take globalSetup and globalTeardown of canarybed into the Jest configuration/);
});
