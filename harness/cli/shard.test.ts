import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalLine } from '../model/journal.js';
import type { RunResults, ScenarioResult } from '../report/results.js';
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
  expect(started).toMatchObject({ type: 'run-started', facts: { shards: ['2/2'] } });
});

test('of titles that are not run only those are told of that were asked for', async () => {
  const { stdout } = await runCommand(project, ['run', '--no-watch', '-t', 'first a']);
  expect([stdout.match(/^(todo|skip) .*$/gm), results().unrun]).toEqual([null, []]);
  const listed = await runCommand(project, ['list', '-t', 'second']);
  expect(listed.stdout).toContain('second skipped');
  expect(listed.stdout).not.toContain('first');
});

test('a shard to which nothing falls boots nothing and is as expected', async () => {
  const last = await shard('9/9');
  expect(last).toMatchObject({ code: 0, ran: [], unrun: [], results: { interrupted: false, controls: [] } });
  expect(last.stdout).toContain('shard 9/9: 0 of 4 scenarios\n');
});

describe('a run and the merged report of its shards', () => {
  const keep = (name: string): void => cpSync(join(project.folder, 'reports'), join(project.folder, name), { recursive: true });

  /** All of a scenario's result but times, places, ids of instances, and what is told in words with them. */
  const lasting = (result: ScenarioResult): object => {
    const { id, title, family, location, source, faults, expectation, healthCheck, numbers, balancer, outcome, judgement, verdict, reason, harm, hurt, confirmation, pace, evidence, difference, users, reproduce } = result;
    const requests = users.map(({ tookMs: _time, ...answer }) => answer);
    return { id, title, family, location, source, faults, expectation, healthCheck, numbers, balancer, outcome, judgement, verdict: verdict?.verdict, reason, harm, hurt, confirmation, pace, evidence, difference, requests, reproduce };
  };
  const byTitle = <T extends { readonly title: string }>(all: readonly T[]): T[] => [...all].sort((a, b) => (a.title < b.title ? -1 : 1));
  const lastingOf = ({ facts, runtime, pace, interrupted, counts, controls, scenarios, unrun }: RunResults): object => ({
    runtime, pace, interrupted, counts, canarybed: facts.canarybed,
    controls: controls.map(({ accepted }) => accepted),
    scenarios: byTitle(scenarios).map(lasting),
    unrun: byTitle(unrun),
  });

  beforeAll(async () => {
    await runCommand(project, ['run', '--no-watch']);
    keep('whole');
    for (const name of ['1/2', '2/2']) {
      await shard(name);
      keep(`shards/${name.charAt(0)}`);
    }
  });

  const wholeResults = (): RunResults => JSON.parse(project.read('whole/results.json')) as RunResults;

  test('come to the same', async () => {
    const { code, stderr } = await runCommand(project, ['report', 'shards/1', 'shards/2', '--output', 'merged']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const merged = JSON.parse(project.read('merged/results.json')) as RunResults;
    expect(merged.facts).toMatchObject({ shards: ['1/2', '2/2'], command: wholeResults().facts.command });
    expect(merged.scenarios).toHaveLength(4);
    expect(lastingOf(merged)).toEqual(lastingOf(wholeResults()));
  });

  test('do not where a shard is not there, which is said with 3', async () => {
    const { code, stderr } = await runCommand(project, ['report', 'shards/2', '--output', 'partial']);
    expect(code).toBe(3);
    expect(stderr).toContain('expected the journals of all shards, found none of 1/2');
    expect(JSON.parse(project.read('partial/results.json'))).toMatchObject({ interrupted: true, facts: { shards: ['2/2'] } });
  });

  test('are refused where one shard was dealt out other scenarios than the other, of which some were run by none', async () => {
    await runCommand(project, ['run', '--no-watch', '--shard', '1/2', '-t', 'first']);
    keep('filtered/1');
    const { code, stderr } = await runCommand(project, ['report', 'filtered/1', 'shards/2', '--output', 'mixed']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/expected a shard of the same 3 scenarios as filtered\/1\/journal\.jsonl, found one of 4; give all shards the same files/);
    expect(() => project.read('mixed/results.json')).toThrow('ENOENT');
  });
});
