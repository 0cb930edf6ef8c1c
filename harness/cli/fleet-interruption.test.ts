import { startCommand, type StartedProgram } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

/** With a database that both fleets share, at a pace that leaves time to be interrupted. */
const project = new TinyProject(`database: { setting: 'DATABASE_URL', tables: [] },`)
  .scenarios('good', `scenario('a rollout', { old: 3, instances: 2, pace: 'realtime', draining: false, bake: '10m', expect: 'accepted' });`)
  .scenarios('sick', `scenario('a rollout', { old: 3, instances: 2, pace: 'realtime', deadline: '10m', fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });`);

afterAll(() => project.remove());

let program: StartedProgram;
afterEach(() => program.end());

const LIMIT = 90_000;

/** Waits until so many instances run, `exactly` or at least; the control is only one. */
async function instances(count: number, exactly: boolean): Promise<void> {
  const running = (): number => program.remains().filter((line) => line.includes('server.cjs')).length;
  for (const since = Date.now(); exactly ? running() !== count : running() < count; await new Promise((resolve) => setTimeout(resolve, 25))) {
    if (program.child.exitCode !== null || Date.now() - since > LIMIT) throw new Error(`expected ${count} instances, found:\n${program.remains().join('\n')}\n${program.output}`);
  }
}

test.each<[string, string, readonly number[]]>([
  ['while the old fleet comes', 'good', [3]],
  ['while the canary is waited for', 'sick', [3, 5]],
  ['in the bake time, when the old fleet is gone', 'good', [3, 5, 2]],
])('Ctrl-C %s stops the rollout by itself and leaves nothing', async (_moment, file, steps) => {
  program = startCommand(project, ['run', file]);
  for (const [at, count] of steps.entries()) await instances(count, at === steps.length - 1);
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.stderr).toBe('\nSIGINT: stopping what was started\n');
  // Written when all was stopped, not where the process was ended because that took too long.
  expect(project.read('reports/journal.jsonl')).toMatch(/"type":"run-ended".*"interrupted":true/);
  expect(project.read('reports/journal.jsonl')).not.toContain('"type":"scenario-ended"');
  await program.isGone();
}, 4 * LIMIT);
