import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResults } from '../model/audit.js';
import { wallSleep } from '../model/wall-clock.js';
import { readXml } from '../report/formats/read-xml.testing.js';
import { runCommand, startCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

/** Its check does not see what pages need, and needs what pages do not. */
const SERVER = `
const { createServer } = require('node:http');
const { HEALTH, PAGES, API_TOKEN, PORT } = process.env;
console.log('starting with the token ' + API_TOKEN);
createServer((request, response) => {
  const good = request.url === '/health' ? HEALTH === 'ok' : PAGES === 'fine';
  const text = good ? 'well' : 'sorry';
  response.writeHead(good ? 200 : 500, { 'content-length': text.length }).end(text);
}).listen(PORT);
`;

const project = new TinyProject();
project.write('app/server.cjs', SERVER);
const place = { folder: join(project.folder, 'app'), temporary: project.temporary };
afterAll(() => project.remove());

const APP = ['audit', '--command', 'node server.cjs', '--health', '/health', '--page', '/'];
const SETTINGS = ['--env', 'HEALTH=ok', '--env', 'PAGES=fine', '--env', `API_TOKEN=${TOKEN}`, '--area', 'settings'];

const audit = (...args: string[]) => runCommand(place, [...APP, ...SETTINGS, ...args]);
const textOf = (path: string): string => readFileSync(join(place.folder, path), 'utf8');
const results = (): AuditResults => JSON.parse(textOf('reports/audit.json')) as AuditResults;

test('the list names what would be broken and boots nothing', async () => {
  const { code, stdout, stderr } = await audit('--list');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^settings +\S+:HEALTH: /m);
  expect(stdout).toMatch(/^\d+ mutants, \d+ ignored, by what is known without a boot$/m);
  expect(existsSync(join(place.folder, 'reports'))).toBe(false);
});

test('the list says what was left out of very many files, and by which seed', async () => {
  for (let index = 0; index < 202; index += 1) project.write(`app/many/${index}.txt`, '');
  const list = (...args: string[]) => runCommand(place, [...APP, '--static', 'many', '--list', '--seed', '5', ...args]);
  const [lines, json] = [await list(), await list('--json')];
  rmSync(join(place.folder, 'many'), { recursive: true });
  expect(lines.stdout).toMatch(/^2 of 202 static files were left out, drawn by seed 5$/m);
  expect(JSON.parse(json.stdout)).toBeInstanceOf(Array);
  expect(json.stderr).toBe('2 of 202 static files were left out, drawn by seed 5\n');
});

test('a list makes no report, and says so', async () => {
  expect(await audit('--list', '--reporter', 'junit')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('expected --list or --reporter, found both') as unknown });
});

test('an app that has no image is audited as processes, also where containers could be had', async () => {
  const { stdout, stderr } = await runCommand(place, [...APP, ...SETTINGS, '--operator', 'unset-setting', '--max', '1'], { CANARYBED_RUNTIME: 'auto' });
  expect({ stderr, first: stdout.split('\n')[0] }).toEqual({ stderr: '', first: 'runtime: embedded (an app names no image)' });
});

const REMEMBERED = /, [1-9]\d* of them remembered/;

describe('an audit that remembers', () => {
  let first: Awaited<ReturnType<typeof audit>>;

  beforeAll(async () => {
    first = await audit('--incremental');
  }, 300_000);

  test('tells each mutant, and the whole in one sentence', () => {
    const { mutants, score } = results();
    expect(first.stderr).toBe('');
    expect(first.code).toBe(score.counts.invalid > 0 ? 70 : 0);
    expect(mutants.filter(({ status }) => status !== 'ignored').length).toBeGreaterThan(3);
    for (const { id, status } of mutants) if (status !== 'ignored') expect(first.stdout).toContain(id);
    expect(first.stdout).toMatch(/of \d+ broken releases \d+ were refused.*, of \d+ good ones \d+ were accepted.* \(\d+ s\)\n$/);
  });

  test('writes its results, without secrets', () => {
    expect(results()).toMatchObject({ schemaVersion: 1, runtime: 'embedded', balancer: 'classic', interrupted: false, seed: 1 });
    expect(results().controlBoots).toHaveLength(1);
    for (const file of ['reports/audit.json', 'reports/audit-journal.jsonl', '.canarybed/audit.json']) expect(textOf(file)).not.toContain(TOKEN);
    expect(first.stdout).not.toContain(TOKEN);
  });

  test('can be derived anew from its journal alone', async () => {
    // Not among the files of the release.
    mkdirSync(join(project.folder, 'kept'));
    copyFileSync(join(place.folder, 'reports/audit-journal.jsonl'), join(project.folder, 'kept/audit-journal.jsonl'));
    const { stderr } = await runCommand(place, ['report', '../kept', '--output', '../again', '--reporter', 'junit']);
    expect(stderr).toBe('');
    expect(JSON.parse(textOf('../again/audit.json'))).toEqual(results());
    expect(textOf('../again/audit-junit.xml')).toContain('<testsuite');
  });

  test('runs nothing again while nothing changed, and finds the same', async () => {
    const before = results();
    const { stdout } = await audit('--incremental');
    expect(stdout).toMatch(REMEMBERED);
    expect(results().score).toEqual(before.score);
    expect(results().controlBoots).toEqual(before.controlBoots);
    expect(results().mutants.filter(({ status, remembered }) => ['killed', 'survived', 'harmless', 'false-alarm'].includes(status) && remembered !== true)).toEqual([]);
  });

  test('lets what a baseline knows pass, and fails on what is new', async () => {
    const { mutants } = results();
    const miss = mutants.find(({ status, target }) => status === 'survived' && target === 'PAGES');
    expect([miss?.harm, mutants.some(({ status, target }) => status === 'false-alarm' && target === 'HEALTH')]).toEqual(['hurt', true]);
    writeFileSync(join(place.folder, 'known.json'), JSON.stringify(results()));
    const known = await audit('--incremental', '--baseline', 'known.json');
    expect([known.code, results().baseline?.fresh]).toEqual([first.code, []]);
    expect(known.stdout).toMatch(REMEMBERED);
    writeFileSync(join(place.folder, 'known.json'), '# none\n');
    const fresh = await audit('--incremental', '--baseline', 'known.json');
    expect(fresh.code).toBe(first.code === 70 ? 70 : 1);
    expect(fresh.stdout).toContain(`not in the baseline: `);
    expect(results().baseline?.fresh).toContain(miss?.id);
  });

  test('fails under the gate, and says so', async () => {
    rmSync(join(place.folder, 'known.json'));
    const { code, stdout } = await audit('--incremental', '--break-on', '100');
    expect(code).toBe(first.code === 70 ? 70 : 1);
    expect(stdout).toMatch(/(?:sensitivity|specificity) [\d.]+ % is under the 100 % of --break-on/);
  });

  test('prints survivors as a scenario file alone, or all results alone', async () => {
    const asScenarios = await audit('--incremental', '--as-scenarios');
    expect(asScenarios.stdout).toContain('scenario(');
    expect(asScenarios.stdout).not.toContain('were refused');
    const asJson = await audit('--incremental', '--json');
    expect((JSON.parse(asJson.stdout) as AuditResults).score).toEqual(results().score);
    expect(asJson.stderr).toContain('were refused');
  });

  test('writes the reports that were asked for, without secrets', async () => {
    const { code } = await audit('--incremental', '--reporter', 'junit,mutation,markdown=out/audit.md');
    expect(code).toBe(first.code);
    const { mutants, score } = results();
    const [junit, mutation, markdown] = ['reports/audit-junit.xml', 'reports/mutation.json', 'out/audit.md'].map(textOf);
    const root = readXml(junit ?? '');
    expect(root.attributes).toMatchObject({ tests: String(mutants.length), failures: String(score.counts.survived + score.counts['false-alarm']), errors: String(score.counts.invalid + score.counts['timed-out']) });
    expect((JSON.parse(mutation ?? '') as { files: { settings: { mutants: { id: string }[] } } }).files.settings.mutants.map(({ id }) => id)).toEqual(mutants.filter(({ area }) => area === 'settings').map(({ id }) => id));
    expect(markdown).toMatch(/^## canarybed audit: of \d+ broken releases/);
    for (const text of [junit, mutation, markdown]) expect(text).not.toContain(TOKEN);
  });

  test('runs all again when a file of the release changed', async () => {
    writeFileSync(join(place.folder, 'note.txt'), 'new');
    const { stdout } = await audit('--incremental', '--max', '1');
    expect(stdout).not.toContain('remembered');
    expect(stdout).toContain('1 mutants, 1 run again since note.txt, out/audit.md changed, ');
  });
});

// Its check says 500, as one does that is still coming up: learning waits for it a minute, and once more without observation.
test('a release that is refused unbroken is not audited', async () => {
  const { code, stderr } = await runCommand(place, [...APP, '--env', 'HEALTH=sick', '--area', 'settings']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/not accepted|refused|did not pass its health check/);
  expect(stderr).not.toMatch(/\n {4}at /);
}, 300_000);

test('an interruption leaves nothing running, and what was found is there', async () => {
  const program = startCommand(place, [...APP, ...SETTINGS]);
  await program.says(/^\d+ mutants/m);
  // Meanwhile, too, for who looks at it or in case that it is killed.
  while (results().underWay === undefined) await wallSleep(0.05);
  expect(results()).toMatchObject({ interrupted: true, underWay: { of: expect.any(Number) as number } });
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  await program.isGone();
  expect(results().interrupted).toBe(true);
  expect(results()).not.toHaveProperty('underWay');
});
