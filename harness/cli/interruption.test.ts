import type { JournalLine } from '../model/journal.js';
import { startCommand, type StartedProgram } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';
import type { RunResults } from '../report/results.js';

/** Scenarios that last long enough to be interrupted: a port that never opens is waited for. */
const project = new TinyProject()
  .scenarios('waiting', [1, 2].map((number) => `scenario('waiting ${number}', { fault: fault.process.neverListen(), expect: 'rejected', because: 'timeout' });`).join('\n'))
  .scenarios(
    'endless',
    `
for (const number of [1, 2]) {
  scenario('endless ' + number, { pace: 'realtime', deadline: '10m', fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });
}
`,
  );

project.scenarios('quick', `scenario('quick', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });`);

afterAll(() => project.remove());

let program: StartedProgram;
afterEach(() => program.end());

/** A run whose control was accepted and whose scenarios are being rolled out. */
async function inTheMiddle(file = 'waiting'): Promise<StartedProgram> {
  program = startCommand(project, ['run', file]);
  await program.says(/^runtime: /m);
  await program.comesToRun('server.cjs', 2);
  return program;
}

const results = (): RunResults => JSON.parse(project.read('reports/results.json')) as RunResults;

test.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a run with %d, says so, and leaves nothing', async (signal, code) => {
  await inTheMiddle();
  program.child.kill(signal);
  expect(await program.ended).toBe(code);
  expect(program.stderr).toBe(`\n${signal}: stopping what was started\n`);
  await program.isGone();
});

test('the reports of an interrupted run say that it was, and hold no scenario that was not judged', async () => {
  await inTheMiddle();
  program.child.kill('SIGINT');
  await program.ended;
  expect(results()).toMatchObject({ interrupted: true, scenarios: [] });
  expect(project.read('reports/journal.jsonl')).toMatch(/"type":"run-ended".*"interrupted":true/);
});

test('nobody has to wait for real time, and the reports are written then too', async () => {
  await inTheMiddle('endless');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(143);
  expect(results()).toMatchObject({ interrupted: true, scenarios: [] });
  expect(project.read('reports/journal.jsonl')).toContain('"type":"scenario-started"');
  // Told by the run itself at its end, which it did not reach while it waited for a deadline.
  expect(project.read('reports/journal.jsonl')).toMatch(/"type":"run-ended".*"interrupted":true/);
  await program.isGone();
});

test('while verdicts are watched it ends at once, and keeps them as provisional', async () => {
  program = startCommand(project, ['run', 'quick', 'endless']);
  await program.says(/^judged +rejected/m);
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.stderr).toBe('\nSIGINT: stopping what was started\n');
  expect(program.stdout).toMatch(/^ok +rejected .* quick .*, provisional\]$/m);
  expect(program.stdout).toMatch(/^1 of 1 releases were judged as expected, 0 surprises, interrupted: 2 of 3 not judged \(/m);
  const why = 'the run was interrupted while it was watched';
  expect(results()).toMatchObject({ interrupted: true, scenarios: [{ title: 'quick', confirmation: { state: 'provisional', why } }], unjudged: { count: 2 } });
  const lines = project.read('reports/journal.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalLine);
  expect(lines.at(-1)).toMatchObject({ type: 'run-ended', interrupted: true });
  // What was ended by us refuses connections, and that says nothing of it.
  expect(lines.filter((line) => line.type === 'probe' && line.phase === 'watch' && line.outcome === 'connection-refused')).toEqual([]);
  await program.isGone();
});

test('a second signal ends it at once, and the reaper ends what was started', async () => {
  await inTheMiddle();
  // Sent while it is stopped, both are there before it can have tidied up.
  program.child.kill('SIGSTOP');
  program.child.kill('SIGINT');
  program.child.kill('SIGTERM');
  program.child.kill('SIGCONT');
  expect([130, 143]).toContain(await program.ended);
  // Told by the process as it ends: the run itself did not come to it.
  expect(project.read('reports/journal.jsonl')).toMatch(/"type":"run-ended".*"interrupted":true/);
  await program.isGone();
});

test('killed for good, it leaves nothing either', async () => {
  await inTheMiddle();
  program.child.kill('SIGKILL');
  expect(await program.ended).toBe('SIGKILL');
  await program.isGone();
});

test('Ctrl-C during the control ends it before any scenario', async () => {
  program = startCommand(project, ['run', 'waiting']);
  await program.says(/^runtime: /m);
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.stdout).not.toMatch(/SURPRISE|ERROR|REFUSED/);
  await program.isGone();
});
