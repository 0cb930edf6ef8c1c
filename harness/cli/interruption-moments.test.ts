import { startCommand, type StartedProgram } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

/** With a database, so that there is a server to start and something to prepare for each scenario. */
const project = new TinyProject(`database: { setting: 'DATABASE_URL', tables: [] },`).scenarios(
  'many',
  `
for (const number of [1, 2, 3, 4, 5, 6]) {
  scenario('a sick one ' + number, { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });
}
`,
);

afterAll(() => project.remove());

let program: StartedProgram;
afterEach(() => program.end());

test.each([
  ['while the database server starts', (): Promise<void> => program.comesToRun('postgres', 1)],
  ['while fleets are prepared', (): Promise<void> => program.comesToRun('server.cjs', 1)],
  ['while some boot and others are judged', (): Promise<void> => program.comesToRun('server.cjs', 3)],
])('Ctrl-C %s stops the run by itself and leaves nothing', async (_moment, comes) => {
  program = startCommand(project, ['run']);
  await comes();
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.stderr).toBe('\nSIGINT: stopping what was started\n');
  // Written when all was stopped, not where the process was ended because that took too long.
  expect(project.read('reports/journal.jsonl')).toContain('"type":"run-ended"');
  await program.isGone();
});
