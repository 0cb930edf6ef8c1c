import { runCommand, startCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';
import type { RunResults } from '../report/results.js';
import type { JournalLine } from '../model/journal.js';

const project = new TinyProject()
  .scenarios(
    'expected',
    `
scenario('a good release', { expect: 'accepted' });
scenario('a sick disk', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });
scenario('no disk at all', {
  fault: fault.env.set('HEALTH', 'crash'),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 7, log: /no disk/ },
});
scenario('pages that the check does not see', { fault: fault.env.set('PAGES', 'broken'), expect: 'accepted', harm: 'hurt' });
scenario.skip('a full queue', { expect: 'accepted' }, 'the queue is not built yet');
scenario.todo('a slow disk');
`,
  )
  .scenarios(
    'surprising',
    `
scenario('wrong verdict', { fault: fault.env.set('HEALTH', 'sick'), expect: 'accepted' });
scenario('wrong check', {
  // The token is ${TOKEN}.
  fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'queue',
});
scenario('wrong facts', { fault: fault.env.set('HEALTH', 'crash'), expect: 'rejected', because: { outcome: 'timeout', status: 503, exitCode: 8, log: /no queue/ } });
scenario('wrong harm', { fault: fault.env.set('PAGES', 'broken'), expect: 'accepted' });
`,
  );

afterAll(() => project.remove());

const results = (): RunResults => JSON.parse(project.read('reports/results.json')) as RunResults;
const journal = (): JournalLine[] =>
  project.read('reports/journal.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalLine);

describe('a run in which all is as expected', () => {
  let run: Awaited<ReturnType<typeof runCommand>>;
  let remains: () => Promise<void>;

  beforeAll(async () => {
    const program = startCommand(project, ['run', 'expected', '--no-watch']);
    run = { code: await program.ended, stdout: program.stdout, stderr: program.stderr };
    remains = () => program.isGone();
  });

  test('exits with 0 and says nothing on the error stream', () => {
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  test('prints the runtime, a line for each scenario with verdict, reason and users, and the run in one sentence', () => {
    expect(run.stdout).toMatch(/^runtime: embedded \(asked for\)$/m);
    expect(run.stdout).toMatch(/^ok +accepted \(in service, users fine\) +a good release +\[\d+ checks/m);
    expect(run.stdout).toMatch(/^ok +rejected \(check disk, users fine\) +a sick disk/m);
    expect(run.stdout).toMatch(/^ok +rejected \(connection-refused, exit 7, users hurt\) +no disk at all/m);
    expect(run.stdout).toMatch(/^ok +accepted \(in service, users hurt\) +pages that the check does not see/m);
    expect(run.stdout).toMatch(/^4 of 4 releases were judged as expected, 0 surprises \(/m);
  });

  test('names what was not run, and why', () => {
    expect(run.stdout).toMatch(/^skip +a full queue: the queue is not built yet$/m);
    expect(run.stdout).toMatch(/^todo +a slow disk: to be written$/m);
    const [family, file] = ['expected', 'scenarios/expected.scenario.ts'];
    expect(results().unrun).toEqual([
      { title: 'a full queue', family, location: { file, line: 11 }, why: 'skip', reason: 'the queue is not built yet' },
      { title: 'a slow disk', family, location: { file, line: 12 }, why: 'todo', reason: 'to be written' },
    ]);
  });

  test('calls its verdicts provisional where the watch was switched off', () => {
    expect(run.stdout.match(/^ok .*, provisional\]$/gm)).toHaveLength(4);
    expect(results().scenarios.map(({ confirmation }) => confirmation?.state)).toEqual(Array(4).fill('provisional'));
  });

  test('writes every step to the journal and the results that follow from it', () => {
    const types = new Set(journal().map(({ type }) => type));
    const steps = ['run-started', 'scenario-started', 'control', 'attempt-started', 'instance', 'probe', 'transition', 'verdict', 'users', 'evidence', 'log', 'scenario-ended', 'run-ended'];
    expect(steps.filter((type) => !types.has(type as JournalLine['type']))).toEqual([]);
    expect(results()).toMatchObject({
      runtime: 'embedded',
      pace: 'fast',
      interrupted: false,
      counts: { 'as-expected': 4, surprise: 0, 'harness-error': 0, 'control-refused': 0, unrun: 2 },
      controls: [{ accepted: true }],
    });
  });

  test('tells of a release what a report needs: its source, its rollout, in what it differs from the control, and how to run it again', () => {
    const sick = results().scenarios.find(({ title }) => title === 'a sick disk');
    expect(sick).toMatchObject({
      id: 'a-sick-disk',
      location: { file: 'scenarios/expected.scenario.ts', line: 4 },
      source: { firstLine: 4, lines: ["scenario('a sick disk', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });"] },
      numbers: { target: 'HTTP:80/health', interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2, initialSuccesses: 2, deadline: 20 },
      difference: { settings: [{ name: 'HEALTH', control: 'ok', release: 'sick' }] },
      // Refused by the deadline, which no interval or threshold makes shorter.
      detect: { minimum: expect.closeTo(20, 1) as number, atDeadline: true },
      reproduce: 'npx canarybed run scenarios/expected.scenario.ts -t "a sick disk"',
    });
    const { bodies, facts } = results();
    expect([bodies[sick?.answers?.control ?? ''], bodies[sick?.answers?.release ?? '']]).toEqual([expect.stringContaining('"status":"pass"'), expect.stringContaining('"status":"fail"')]);
    expect(sick?.rollout?.instances).toHaveLength(1);
    expect(sick?.rollout?.probes.length).toBeGreaterThan(1);
    expect(facts).toMatchObject({ command: 'canarybed run expected --no-watch', node: process.version });
  });

  test('keeps what the app says of its secret out of the journal, the results and the console', () => {
    const log = journal().flatMap((line) => (line.type === 'log' ? line.lines.map((one) => one.line) : []));
    expect(log).toContain('starting with the token ***');
    for (const text of [project.read('reports/journal.jsonl'), project.read('reports/results.json'), run.stdout]) {
      expect(text).not.toContain(TOKEN);
    }
  });

  test('leaves no process and no folder', () => remains());
});

describe('a run with surprises', () => {
  let run: Awaited<ReturnType<typeof runCommand>>;
  /** The paragraph on one scenario. */
  const paragraph = (title: string): string => run.stdout.split('\n\n').find((text) => text.startsWith(`SURPRISE: ${title}\n`)) ?? '';

  beforeAll(async () => {
    run = await runCommand(project, ['run', 'surprising', '--no-watch']);
  });

  test('keeps a secret out of the lines of the scenario that stands in the results', () => {
    const source = results().scenarios.find(({ title }) => title === 'wrong check')?.source;
    expect(source?.lines.slice(0, 2)).toEqual(["scenario('wrong check', {", '  // The token is ***.']);
  });

  test('exits with 1 and counts them', () => {
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('0 of 4 releases were judged as expected, 4 surprises');
    expect(results().counts).toMatchObject({ surprise: 4, 'as-expected': 0 });
  });

  test('shows expected and found verdict, the comparison, the last answer and the last lines, without secrets', () => {
    expect(paragraph('wrong verdict').split('\n')).toEqual([
      'SURPRISE: wrong verdict',
      `  at ${project.folder}/scenarios/surprising.scenario.ts:3`,
      expect.stringMatching(/^ {2}expected accepted, got rejected \(0 of 1 instances in service at the deadline of 20 s; last check: 503 is not 200\)$/),
      expect.stringMatching(/^ {2}verdict: rejected, 0 of 1 instances in service/),
      '  last answer: {"status":"fail","checks":{"disk":[{"status":"fail"}]},"seen":"***"}',
      '  | starting with the token ***',
    ]);
  });

  test('shows which check was to fail and which did', () => {
    expect(paragraph('wrong check')).toContain('  expected check queue to fail, failing were: disk\n');
  });

  test('shows each fact that differs, and the lines of the process that ended', () => {
    const shown = paragraph('wrong facts');
    expect(shown).toContain('  expected timeout, the last failed check was connection-refused\n');
    expect(shown).toContain('  expected status 503, the last failed check had none\n');
    expect(shown).toContain('  expected exit code 8, found 7\n');
    expect(shown).toContain('  expected a log line like /no queue/, found none\n');
    expect(shown).toContain('  | cannot start: no disk');
  });

  test('shows harm that was not expected, and in what the pages differ from the control', () => {
    expect(paragraph('wrong harm')).toContain('  expected users fine, found them hurt\n');
    expect(paragraph('wrong harm')).toContain('  users: front page: status 500 instead of 200\n');
  });
});

test('a title picks scenarios of all files, and only they run', async () => {
  const { code, stdout } = await runCommand(project, ['run', '-t', '^a (good|sick)', '--no-watch']);
  expect(code).toBe(0);
  expect(results().scenarios.map(({ title }) => title).sort()).toEqual(['a good release', 'a sick disk']);
  expect(stdout).toContain('2 of 2 releases');
});
