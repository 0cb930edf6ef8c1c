import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalLine } from '../model/journal.js';
import type { RunResults } from '../report/results.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

const project = new TinyProject();
const diary = join(project.folder, 'diary');
mkdirSync(diary);
// The app runs as nobody where tests run as root.
chmodSync(diary, 0o777);

/** Crashes at as many boots as its settings say, by what it noted at earlier ones. */
project.write(
  'app/server.cjs',
  `
const { createServer } = require('node:http');
const { appendFileSync, readFileSync } = require('node:fs');
const [name, crashes] = (process.env.HEALTH + ':0').split(':');
const page = '${diary}/' + name;
appendFileSync(page, 'x');
if (readFileSync(page, 'utf8').length <= Number(crashes)) {
  console.error('cannot start: no disk');
  process.exit(7);
}
createServer((request, response) => response.end(request.url === '/health' ? JSON.stringify({ status: 'pass' }) : 'a tiny page')).listen(process.env.PORT);
`,
);
project.scenarios(
  'flaky',
  `
scenario('always good', { expect: 'accepted' });
scenario('good at last', { fault: fault.env.set('HEALTH', 'once:1'), expect: 'accepted' });
`,
);
project.scenarios('broken', "scenario('never good', { fault: fault.env.set('HEALTH', 'never:99'), expect: 'accepted' });");

afterAll(() => project.remove());

const results = (): RunResults => JSON.parse(project.read('reports/results.json')) as RunResults;
const journal = (): JournalLine[] => project.read('reports/journal.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalLine);

test('what is as expected on a second attempt is flaky: shown, counted, told in the results, and no failure', async () => {
  const { code, stdout } = await runCommand(project, ['run', 'flaky', '--no-watch', '--retries', '2']);
  expect(stdout).toMatch(/^SURPRISE rejected \(.*\) +good at last .*, to be run again$/m);
  expect(stdout).toMatch(/^FLAKY +accepted \(.*\) +good at last +\[.*, attempt 2, provisional\]$/m);
  expect(stdout).toMatch(/^FLAKY: good at last\n {2}at .*flaky\.scenario\.ts:\d+\n {2}attempt 1: surprise: expected accepted, got rejected.*\n {2}attempt 2: as expected$/m);
  expect(stdout).toMatch(/^2 of 2 releases were judged as expected, 1 of them flaky, 0 surprises/m);
  expect(code).toBe(0);
  const { counts, scenarios } = results();
  expect(counts).toMatchObject({ 'as-expected': 2, surprise: 0 });
  expect(scenarios.find(({ title }) => title === 'always good')).not.toHaveProperty('retries');
  const flaky = scenarios.find(({ title }) => title === 'good at last');
  expect(flaky).toMatchObject({ outcome: 'as-expected', retries: { flaky: true, attempts: 2, earlier: [expect.stringMatching(/^surprise: expected accepted, got rejected/)] } });
  // Of the attempt that counts alone; the journal has both.
  expect(flaky?.rollout?.instances).toHaveLength(1);
  const told = journal().flatMap((line) => ('scenario' in line && line.scenario === flaky?.id && /started|ended/.test(line.type) ? [line.type] : []));
  expect(told).toEqual(['scenario-started', 'attempt-started', 'rollout-started', 'scenario-ended', 'attempt-started', 'rollout-started', 'scenario-ended']);
});

test('every report says what is flaky, and fails for none of it', async () => {
  rmSync(join(diary, 'once'), { force: true });
  const { code, stdout } = await runCommand(project, ['run', 'flaky', '--no-watch', '--retries', '1', '--reporter', 'junit,markdown,github']);
  expect(code).toBe(0);
  const sentence = '2 of 2 releases were judged as expected, 1 of them flaky, 0 surprises';
  expect(stdout).toContain(`\n::notice title=canarybed::${sentence}\n`);
  expect(stdout).toMatch(/^::warning file=scenarios\/flaky\.scenario\.ts,line=\d+,title=flaky%3A good at last::as expected only at attempt 2%0Aattempt 1: surprise: expected accepted, got rejected .*$/m);
  expect(stdout).not.toMatch(/^::error/m);
  expect(project.read('reports/report.md')).toMatch(new RegExp(`^## canarybed: ${sentence}\n[^]*\\| \\*\\*flaky\\*\\* \\| good at last \\|`));
  expect(project.read('reports/junit.xml')).toMatch(/^<testsuites .*tests="2" failures="0" errors="0"/m);
  expect(project.read('reports/junit.xml')).toContain('<property name="flaky" value="as expected at attempt 2"/>');
  const { stdout: anew } = await runCommand(project, ['report']);
  expect(anew).toContain(`reports/results.json: ${sentence} (`);
});

test('what is never as expected stays a surprise, with each attempt named', async () => {
  const { code, stdout } = await runCommand(project, ['run', 'broken', '--no-watch', '--retries', '2']);
  expect(code).toBe(1);
  expect(stdout.match(/, to be run again$/gm)).toHaveLength(2);
  expect(stdout).toMatch(/^SURPRISE: never good\n.*\n {2}attempt 1: surprise: .*\n {2}attempt 2: surprise: /m);
  expect(stdout).toContain('0 of 1 releases were judged as expected, 1 surprise (');
  expect(results().scenarios[0]?.retries).toMatchObject({ flaky: false, attempts: 3 });
});
