import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startCommand, type StartedProgram } from '../started-program.testing.js';
import { TinyProject } from '../tiny-project.testing.js';

let project: TinyProject;
let program: StartedProgram;

beforeEach(() => {
  project = new TinyProject();
  project.write('scenarios/shared.ts', "export const expected = 'accepted' as const;\n");
  project.scenarios('first', "import { expected } from './shared.js';\nscenario('first', { expect: expected });");
  project.scenarios('second', "scenario('second', { expect: 'accepted' });");
});
afterEach(async () => {
  await program.end();
  project.remove();
});

/** What the runs so far were, each as its titles, once there were so many of them. */
async function runs(count: number): Promise<string[][]> {
  await program.says(new RegExp(`(?:Ctrl-C ends it[^]*){${count}}`));
  return program.stdout.split('Ctrl-C ends it.').slice(0, count).map((text) => [...text.matchAll(/^(?:ok|SURPRISE) .*\)  (.*)  \[/gm)].map(([, title = '']) => title).sort());
}

/** Titles that the results have. */
const ended = (): string[] => (JSON.parse(project.read('reports/results.json')) as { scenarios: { title: string }[] }).scenarios.map(({ title }) => title).sort();

function start(...more: string[]): Promise<string[][]> {
  program = startCommand(project, ['run', '--watch', '--no-watch', ...more]);
  return runs(1);
}

test('runs all, then what saved files touch, and Ctrl-C ends it with 130 and leaves nothing', async () => {
  expect(await start()).toEqual([['first', 'second']]);

  project.scenarios('second', "scenario('second', { expect: 'accepted' });\nscenario('third', { fault: fault.env.set('HEALTH', 'sick'), expect: 'accepted' });");
  expect((await runs(2))[1]).toEqual(['second', 'third']);
  expect(program.stdout).toMatch(/^saved: scenarios\/second\.scenario\.ts$/m);
  expect(program.stdout).toMatch(/^SURPRISE: third$/m);

  project.write('scenarios/shared.ts', "export const expected = 'accepted' as const; // the same\n");
  expect((await runs(3))[2]).toEqual(['first']);

  project.write('app/page.html', 'of the app');
  expect((await runs(4))[3]).toEqual(['first', 'second', 'third']);

  project.write('scenarios/README.md', 'touches nothing');
  project.scenarios('fourth', "scenario('fourth', { expect: 'accepted' });");
  expect((await runs(5))[4]).toEqual(['fourth']);

  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.stderr).toBe('\nSIGINT: stopping what was started\n');
  await program.isGone();
});

test('a report that lies among the sources of the app starts no run', async () => {
  expect(await start('--reporter', 'markdown=app/build/report.md')).toEqual([['first', 'second']]);
  project.write('scenarios/shared.ts', "export const expected = 'accepted' as const; // the same\n");
  expect((await runs(2))[1]).toEqual(['first']);
  project.write('app/page.html', 'of the app');
  expect((await runs(3))[2]).toEqual(['first', 'second']);
  expect(program.stdout.match(/^saved: .*/gm)).toEqual(['saved: scenarios/shared.ts', 'saved: app/page.html']);
});

test('what cannot be loaded is said, and run when it is mended', async () => {
  expect(await start()).toEqual([['first', 'second']]);
  project.scenarios('first', "import { nothing } from './nowhere.js';\nscenario('first', { expect: nothing });");
  expect((await runs(2))[1]).toEqual([]);
  await program.says(/^canarybed: .*first\.scenario\.ts cannot be loaded/m);
  project.write('scenarios/nowhere.ts', "export const nothing = 'accepted' as const;\n");
  expect((await runs(3))[2]).toEqual(['first']);
});

test('what was saved while nothing could be loaded is run with what could not be', async () => {
  expect(await start()).toEqual([['first', 'second']]);
  const [first, second] = [project.read('scenarios/first.scenario.ts'), project.read('scenarios/second.scenario.ts')];
  project.scenarios('first', 'no scenario file');
  expect((await runs(2))[1]).toEqual([]);
  project.write('scenarios/second.scenario.ts', `${second}\n`);
  expect((await runs(3))[2]).toEqual([]);
  project.write('scenarios/first.scenario.ts', first);
  expect((await runs(4))[3]).toEqual(['first', 'second']);
});

test('the report keeps what was not run again, and a file that is gone ends nothing', async () => {
  project.scenarios('second', "scenario('second', { expect: 'accepted' });\nscenario.todo('later');");
  program = startCommand(project, ['run', 'scenarios/first.scenario.ts', 'scenarios/second.scenario.ts', '--watch', '--no-watch', '--reporter', 'junit']);
  expect((await runs(1))[0]).toEqual(['first', 'second']);
  const [first, second] = [project.read('scenarios/first.scenario.ts'), project.read('scenarios/second.scenario.ts')];
  project.write('scenarios/first.scenario.ts', `${first}\n`);
  expect((await runs(2))[1]).toEqual(['first']);
  expect(ended()).toEqual(['first', 'second']);
  expect(project.read('reports/junit.xml')).toContain('tests="3"');

  rmSync(join(project.folder, 'scenarios/second.scenario.ts'));
  expect((await runs(3))[2]).toEqual([]);
  await program.says(/found nothing at scenarios\/second\.scenario\.ts/);
  project.write('scenarios/second.scenario.ts', second);
  expect((await runs(4))[3]).toEqual(['second']);
  expect(ended()).toEqual(['first', 'second']);
});

test('where nothing is left of what was saved, nothing is run, and the reports tell of the rest', async () => {
  expect(await start('--reporter', 'junit')).toEqual([['first', 'second']]);
  rmSync(join(project.folder, 'scenarios/second.scenario.ts'));
  expect((await runs(2))[1]).toEqual([]);
  expect(program.stdout).toContain('\nnothing is left to be run of what was saved\n');
  expect(ended()).toEqual(['first']);
  expect(project.read('reports/junit.xml')).toMatch(/<testsuites .*tests="1" failures="0" errors="0"/);
});

test('Ctrl-C in the middle of a run stops it, and leaves nothing', async () => {
  project.scenarios('waiting', "scenario('waiting', { fault: fault.process.neverListen(), expect: 'rejected', because: 'timeout' });");
  program = startCommand(project, ['run', 'waiting', '--watch']);
  await program.says(/^runtime: /m);
  await program.comesToRun('server.cjs', 2);
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  await program.isGone();
});

test('killed for good, it leaves no run behind', async () => {
  project.scenarios('endless', "scenario('endless', { pace: 'realtime', deadline: '10m', fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });");
  program = startCommand(project, ['run', 'endless', '--watch']);
  await program.says(/^runtime: /m);
  await program.comesToRun('server.cjs', 2);
  program.child.kill('SIGKILL');
  expect(await program.ended).toBe('SIGKILL');
  await program.isGone();
});

test('what a build writes starts no run', async () => {
  const built = join(project.folder, 'built');
  project.write('source/server.cjs', project.read('app/server.cjs'));
  project.write('source/build.cjs', `const { cpSync } = require('node:fs'); cpSync('${project.folder}/source/server.cjs', '${built}/server.cjs'); require('node:fs').writeFileSync('${built}/stamp', String(Date.now()));`);
  project.write('built/server.cjs', '');
  chmodSync(built, 0o755);
  project.write('scenarios/app.ts', project.read('scenarios/app.ts').replace("folder: 'app',", "folder: 'built', build: { command: ['node', 'build.cjs'], folder: 'source' },"));
  expect(await start()).toEqual([['first', 'second']]);
  project.write('source/server.cjs', `${project.read('source/server.cjs')}\n`);
  expect((await runs(2))[1]).toEqual(['first', 'second']);
  rmSync(join(project.folder, 'scenarios/second.scenario.ts'));
  project.write('scenarios/shared.ts', "export const expected = 'accepted' as const; // again\n");
  expect((await runs(3))[2]).toEqual(['first']);
  expect(program.stdout.match(/^saved: /gm)).toHaveLength(2);
});
