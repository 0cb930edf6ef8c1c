import type { JournalLine, ScenarioEnd } from '../model/journal.js';
import type { RunResults, ScenarioResult } from '../report/results.js';
import { startCommand, type StartedProgram } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

/** Its build removes a file that was there when the scenarios were registered, so that no fault in it can be carried out. */
const BUILD = `build: { command: ['node', '-e', "require('node:fs').rmSync('app/notes.txt')"], folder: '.' },`;

/** Whose checks, where the settings say so, pass and fail in turn: never twice in a row, as it would need to be in service. */
const FLAPPING = `
let asked = 0;
require('node:http').createServer(({ url }, answer) => {
  if (url === '/health' && process.env.HEALTH === 'flaps') answer.statusCode = ++asked % 2 ? 200 : 503;
  answer.end('a tiny page');
}).listen(process.env.PORT);
`;

const projects: TinyProject[] = [];
const programs: StartedProgram[] = [];
afterAll(async () => {
  for (const program of programs) await program.end();
  for (const project of projects) project.remove();
});

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly seconds: number;
  end(title: string): (ScenarioEnd & { readonly title: string }) | undefined;
  /** Scenarios of which the journal has a verdict. */
  readonly verdicts: readonly string[];
}

async function runIn(project: TinyProject, ...options: string[]): Promise<Ended> {
  projects.push(project);
  const program = startCommand(project, ['run', ...options]);
  programs.push(program);
  const code = await program.ended;
  await program.isGone();
  const results = JSON.parse(project.read('reports/results.json')) as RunResults & { readonly scenarios: readonly (ScenarioEnd & { readonly title: string })[] };
  return {
    code,
    stdout: program.stdout,
    seconds: Math.max(...results.scenarios.map(({ wallSeconds }) => wallSeconds)),
    end: (title) => results.scenarios.find((end) => end.title === title),
    verdicts: project.read('reports/journal.jsonl').trimEnd().split('\n').flatMap((text) => {
      const line = JSON.parse(text) as JournalLine;
      return line.type === 'verdict' ? [line.scenario] : [];
    }),
  };
}

describe('a launch that fails is our failure and no verdict', () => {
  test.each([
    ['of a canary beside the old fleet', `old: 1, fault: fault.file.remove('notes.txt')`],
    ['of a canary that takes over at once', `old: 1, rollout: 'all-at-once', fault: fault.file.remove('notes.txt')`],
    ['of a canary in a refresh', `old: 1, rollout: { policy: 'instance-refresh' }, fault: fault.file.remove('notes.txt')`],
    ['of the old fleet', `old: { instances: 2, fault: fault.file.remove('notes.txt') }`],
  ])('%s', async (_, settings) => {
    const project = new TinyProject(BUILD).scenarios('one', `scenario('no launch', { ${settings}, pace: 'fast', bake: '10m', expect: 'accepted' });`);
    project.write('app/notes.txt', 'gone soon');
    const { code, stdout, seconds, end, verdicts } = await runIn(project);
    expect(end('no launch')).toMatchObject({ outcome: 'harness-error', error: expect.stringContaining('a fault changes notes.txt, which is not in the release') as string });
    expect(end('no launch')?.verdict).toBeUndefined();
    // The boots of the control have verdicts, and no other.
    expect(verdicts).toEqual(['control of tiny', 'control of tiny, booted again']);
    expect(code).toBe(70);
    expect(stdout).toMatch(/^ERROR +no launch/m);
    expect(seconds).toBeLessThan(300);
  });
});

describe('an old fleet that does not come into service', () => {
  test('because its process ends: how often it was tried, what it said, and its exit code', async () => {
    const { code, stdout, seconds, end } = await runIn(
      new TinyProject().scenarios('one', `scenario('no old fleet', { old: { instances: 2, fault: fault.env.set('HEALTH', 'crash') }, expect: 'accepted' });`),
    );
    expect(end('no old fleet')).toMatchObject({ outcome: 'harness-error' });
    expect(end('no old fleet')?.error).toMatch(/^the old fleet did not come into service, .*: [89] instances were launched\n/);
    expect(end('no old fleet')?.error).toContain('cannot start: no disk\n  it ended with exit code 7\n');
    expect(stdout).toContain('cannot start: no disk');
    expect(code).toBe(70);
    expect(seconds).toBeLessThan(300);
  });

  test('because its check fails: its lines, and nobody waits for ten minutes', async () => {
    const { code, seconds, end } = await runIn(
      new TinyProject().scenarios('one', `scenario('no old fleet', { old: { instances: 1, fault: fault.env.set('HEALTH', 'sick') }, expect: 'accepted' });`),
    );
    expect(end('no old fleet')?.error).toMatch(/^the old fleet did not come into service, .*: 1 instances were launched\n {2}starting with the token \*\*\*\n {2}It must pass/);
    expect(code).toBe(70);
    expect(seconds).toBeLessThan(300);
  });
});

test('what a canary showed that was replaced counts, though the last one is too young to show anything', async () => {
  const { code, stdout, end } = await runIn(
    new TinyProject().scenarios(
      'one',
      `
scenario('canaries that end', {
  old: 1, fault: fault.process.exitAfter({ seconds: 4 }), group: { healthCheckType: 'ELB', neverHealthy: 'replace', gracePeriod: 0 }, deadline: '22s',
  expect: 'rejected', because: 'connection-refused', harm: 'hurt', replacements: { atLeast: 2 }, oldFleet: 'untouched',
});
`,
    ),
    '--no-watch',
  );
  expect({ stdout, end: end('canaries that end') }).toMatchObject({ end: { outcome: 'as-expected', harm: 'hurt', hurt: [expect.stringContaining('front page')] } });
  expect(end('canaries that end')?.error).toBeUndefined();
  expect(code).toBe(0);
});

test('an instance refresh with a good release replaces the old fleet and launches nobody in the place of a canary', async () => {
  const { code, stdout, end } = await runIn(
    new TinyProject().scenarios(
      'one',
      `scenario('a refresh', { old: 2, instances: 2, rollout: { policy: 'instance-refresh', instanceWarmup: 0 }, deadline: '10m', expect: 'accepted', replacements: 0, oldFleet: 'gone' });`,
    ),
    '--no-watch',
  );
  expect({ stdout, end: end('a refresh') }).toMatchObject({ end: { outcome: 'as-expected', beside: { replacements: 0, oldFleet: 'gone', oldHarm: 'fine', users: { errors: 0 } } } });
  expect(code).toBe(0);
});

describe('an answer that changes while time is skipped, though nothing happened', () => {
  const why = /^the answer changed from \S+ to \S+ while time was skipped/;
  let ended: Ended;
  beforeAll(async () => {
    const lengths = { 'a short rollout': '', 'a long bake': `bake: '290s',`, 'a long delay': `balancer: 'application',`, 'a long delay that nobody waits for': `draining: '300s',` };
    const body = Object.entries(lengths).map(
      ([title, length]) => `scenario('${title}', { old: 1, fault: fault.env.set('HEALTH', 'flaps'), deadline: '15s', ${length} expect: 'rejected', because: 'response-code-mismatch' });`,
    );
    const project = new TinyProject().scenarios('flapping', body.join('\n'));
    project.write('app/server.cjs', FLAPPING);
    ended = await runIn(project);
  });

  test.each(['a short rollout', 'a long delay that nobody waits for'])('has %s repeated in real time', (title) => {
    expect(ended.end(title)).toMatchObject({ pace: 'realtime', confirmation: { state: 'repeated', why: expect.stringMatching(why) as string } });
  });

  test('and tells of the second attempt alone, from the start of its old fleet on', () => {
    const { rollout } = ended.end('a short rollout') as unknown as ScenarioResult;
    const old = rollout?.instances.filter(({ side }) => side === 'old') ?? [];
    expect(old.map(({ events }) => events[0]?.event)).toEqual(['starting']);
    expect(rollout?.phases.filter(({ phase }) => phase === 'rollout')).toEqual([{ phase: 'rollout', at: rollout?.began }]);
  });

  // The first pass of a new target is enough for an application balancer.
  test.each([['a long bake', 'rejected'], ['a long delay', 'accepted']])('leaves a rollout of more than 300 s provisional, which says why: %s', (title, verdict) => {
    const tooLong = expect.stringMatching(new RegExp(`${why.source}; too long to be repeated in real time$`)) as string;
    expect(ended.end(title)).toMatchObject({ pace: 'fast', verdict: { verdict }, confirmation: { state: 'provisional', why: tooLong } });
  });
});
