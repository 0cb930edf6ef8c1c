import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseCommand } from '../harness/cli/options.js';
import { environmentIn } from '../harness/cli/started-program.testing.js';
import { ROOT, TinyProject } from '../harness/cli/tiny-project.testing.js';
import { errorsOfAction, errorsOfWorkflow } from './workflow-parser.testing.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
}

interface Job {
  readonly if?: string;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly shard: readonly string[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly (Step & { readonly env?: Readonly<Record<string, string>> })[] };
}

const read = (path: string): string => readFileSync(join(__dirname, path), 'utf8');

const workflow = parse(read('ci/workflow.yml')) as Workflow;
const action = parse(read('ci/action.yml')) as Action;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

test.each(['ci/workflow.yml', 'pipeline/github-actions.yml'])('GitHub would take %s', async (file) => {
  expect(await errorsOfWorkflow(read(file))).toEqual([]);
});

test('GitHub would take ci/action.yml', () => expect(errorsOfAction(read('ci/action.yml'))).toEqual([]));

test.each([
  ['a key that is none', '        run: npm ci\n', '        runs: npm ci\n', /Unexpected value 'runs'/],
  ['a context that is none', '${{ matrix.shard }}', '${{ matrices.shard }}', /Unrecognized named-value: 'matrices'/],
  ['a job that is not there', 'needs: scenarios', 'needs: tests', /depends on unknown job 'tests'/],
])('it would refuse the workflow with %s', async (_, good, bad, error) => {
  const text = read('ci/workflow.yml').replaceAll('- run: npm ci\n', '- name: install\n        run: npm ci\n');
  expect(text).toContain(good);
  expect((await errorsOfWorkflow(text.replace(good, bad))).join('\n')).toMatch(error);
});

test('the shards of the matrix are all parts of one run', () => {
  const shards = workflow.jobs.scenarios?.strategy?.matrix.shard ?? [];
  expect(shards).toEqual(shards.map((_, index) => `${index + 1}/${shards.length}`));
  expect(shards.length).toBeGreaterThan(1);
});

test('what is kept replaces what the same job kept before, and a command is stopped before its job is', () => {
  const kept = [...steps, ...action.runs.steps].filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
  expect(kept.map((step) => step.with?.overwrite)).toEqual(kept.map(() => true));
  expect(kept).toHaveLength(3);
  const { scenarios, audit } = workflow.jobs;
  expect(scenarios?.steps.find(({ run }) => run?.includes('canarybed run'))?.['timeout-minutes']).toBeLessThan(scenarios?.['timeout-minutes'] ?? 0);
  expect(Number(action.inputs.minutes?.default)).toBeLessThan(audit?.['timeout-minutes'] ?? 0);
});

test('the status to require is there whatever became of the shards', () => expect(workflow.jobs.report?.if).toBe('${{ always() }}'));

test('the workflow gives the action what it takes', () => {
  const uses = steps.filter((step) => step.uses === './.github/actions/canarybed');
  expect(uses).not.toEqual([]);
  for (const step of uses) expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
});

test('every command of the workflow is one of ours, with options that it takes', () => {
  const lines = steps.flatMap(({ run = '' }) => [...run.matchAll(/^npx canarybed (.*)$/gm)].map(([, line = '']) => line));
  // As the shell and GitHub would fill it in.
  const filled = lines.map((line) => line.replaceAll('${{ matrix.shard }}', '1/3').replaceAll('*', '0'));
  const given = steps.flatMap((step) => (step.with?.command === undefined ? [] : [[step.with.command, ...(step.with.arguments ?? '').split('\n').filter((line) => line !== '')]]));
  const commands = [...filled.map((line) => line.split(' ')), ...given];
  expect(commands.map((words) => parseCommand(words, {}).name)).toEqual(['run', 'report', 'audit']);
});

describe("the action's command", () => {
  const project = new TinyProject().scenarios('good', "scenario('it is a good release; is it', { expect: 'accepted' });\nscenario('another', { expect: 'accepted' });");
  const script = action.runs.steps.find((step) => step.env?.COMMAND !== undefined)?.run ?? '';

  beforeAll(() => {
    mkdirSync(join(project.folder, 'node_modules/.bin'), { recursive: true });
    symlinkSync(join(ROOT, 'bin/canarybed.mjs'), join(project.folder, 'node_modules/.bin/canarybed'));
  });
  afterAll(() => project.remove());

  async function run(COMMAND: string, ...lines: readonly string[]): Promise<{ code: number; said: string }> {
    const { reporters, minutes } = action.inputs;
    const env = environmentIn(project, { COMMAND, ARGUMENTS: lines.join('\n'), REPORTERS: reporters?.default, MINUTES: minutes?.default });
    // As GitHub starts it.
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd: project.folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  }

  test('takes each line as one argument, whatever is in it', async () => {
    const { code, said } = await run('run', '--title', 'it is a good release; is it', '--no-watch', '');
    expect(said).toContain('1 of 1 releases were judged as expected');
    expect(code).toBe(0);
    // What a person and a test tab can open.
    expect(readdirSync(join(project.folder, 'reports'))).toEqual(expect.arrayContaining(['report.html', 'junit.xml']));
  });

  test('runs none of it as a script, and fails with the code of the command', async () => {
    const { code, said } = await run('run', '--title', '$(echo another >&1); echo ran', '--no-watch');
    expect(said).not.toContain('ran');
    expect(code).toBe(2);
  });

  test('is one of those that have reports', async () => expect(await run('serve; echo ran')).toEqual({ code: 2, said: '::error::command: expected run or audit, found something else\n' }));
});
