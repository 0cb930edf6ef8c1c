import type { JournalLine } from '../model/journal.js';
import type { RunResults } from '../report/results.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

const project = new TinyProject()
  .scenarios('first', "for (const name of ['a', 'b', 'c']) scenario('first ' + name, { expect: 'accepted' });\nscenario.todo('first to be written');")
  .scenarios('second', "scenario('second', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });\nscenario.skip('second skipped', { expect: 'accepted' }, 'not yet');");

afterAll(() => project.remove());

const results = (): RunResults => JSON.parse(project.read('reports/results.json')) as RunResults;

/** What one shard ran, and what it told of. */
async function shard(name: string): Promise<{ code: unknown; stdout: string; ran: string[]; unrun: string[]; results: RunResults }> {
  const { code, stdout } = await runCommand(project, ['run', '--no-watch', '--shard', name]);
  const found = results();
  return { code, stdout, ran: found.scenarios.map(({ title }) => title), unrun: found.unrun.map(({ title }) => title), results: found };
}

test('two shards have every scenario and every title that is not run between them, once, and say which shard they are', async () => {
  const [one, two] = [await shard('1/2'), await shard('2/2')];
  expect([one.code, two.code]).toEqual([0, 0]);
  expect([one.ran.length, two.ran.length]).toEqual([2, 2]);
  expect([...one.ran, ...two.ran].sort()).toEqual(['first a', 'first b', 'first c', 'second']);
  expect([...one.unrun, ...two.unrun].sort()).toEqual(['first to be written', 'second skipped']);
  expect(one.stdout).toMatch(/^shard 1\/2: 2 of 4 scenarios$/m);
  expect(two.results.facts.shards).toEqual(['2/2']);
  const [started] = project.read('reports/journal.jsonl').split('\n').map((line) => (line === '' ? undefined : (JSON.parse(line) as JournalLine)));
  expect(started).toMatchObject({ type: 'run-started', shard: '2/2' });
});

test('a shard to which nothing falls boots nothing and is as expected', async () => {
  const last = await shard('9/9');
  expect(last).toMatchObject({ code: 0, ran: [], unrun: [], results: { interrupted: false, controls: [] } });
  expect(last.stdout).toContain('shard 9/9: 0 of 4 scenarios\n');
});
