import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../model/errors.js';
import { writeAll } from './output-files.js';
import { runCommand, startCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

let project: TinyProject;
beforeEach(() => (project = new TinyProject().scenarios('quick', `scenario('quick', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });`)));
afterEach(() => project.remove());

const there = (name: string): boolean => existsSync(join(project.folder, 'reports', name));

test('a second run in the same folder is refused, with who runs there, and disturbs nothing', async () => {
  project.scenarios('endless', `scenario('endless', { pace: 'realtime', deadline: '10m', fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });`);
  const first = startCommand(project, ['run', 'endless']);
  await first.says(/^runtime: /m);
  const second = await runCommand(project, ['run']);
  expect(second).toMatchObject({ code: 2, stdout: '' });
  expect(second.stderr).toContain(`expected that nobody else writes reports/journal.jsonl, found process ${first.pid} of `);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(130);
  expect(project.read('reports/journal.jsonl').match(/"type":"run-started"/g)).toHaveLength(1);
  expect(there('journal.jsonl.lock')).toBe(false);
});

test.each([
  ['run', ['journal.jsonl', 'results.json', 'junit.xml']],
  ['audit', ['audit-journal.jsonl', 'audit.json', 'audit-junit.xml']],
])('where %s cannot even begin, nothing is left of what was there before', async (command, names) => {
  for (const name of names) project.write(`reports/${name}`, 'of yesterday');
  project.write('scenarios/quick.scenario.ts', 'this is ( no program');
  project.write('canarybed.config.json', '{}');
  expect((await runCommand(project, [command, '--reporter', 'junit'])).code).toBe(2);
  expect(names.filter(there)).toEqual([]);
});

test('a file in place of the folder for reports is told as what it is', async () => {
  project.write('reports', '');
  const { code, stderr } = await runCommand(project, ['run']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^canarybed: expected a folder reports that can be written to, found none: /);
});

test('what can still be written is, where a part cannot: a full disk is no defect of ours', () => {
  const written: string[] = [];
  const fail = (why: string) => () => {
    throw new Error(why);
  };
  const write = (): void => writeAll([fail('ENOSPC: no space left on device'), () => written.push('results'), fail('later')]);
  expect(write).toThrow(EnvironmentError);
  expect(write).toThrow('expected that all reports can be written, found otherwise: ENOSPC');
  expect(written).toEqual(['results', 'results']);
});
