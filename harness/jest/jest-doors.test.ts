import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../cli/tiny-project.testing.js';
import { SUPERVISOR_SOCKET } from './supervisor-client.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-doors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the last line of a run of Jest', () => {
  const REPORTER = JSON.stringify(join(__dirname, 'closing-line.cjs'));
  const closing = (results: Record<string, unknown>, env: Record<string, string> = {}): string => {
    const script = `const Reporter = require(${REPORTER}); new Reporter().onRunComplete(new Set(), ${JSON.stringify(results)}); console.log("Jest's own summary");`;
    return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { ...process.env, ...env } });
  };
  const RESULTS = { numPassedTests: 5, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0, numTodoTests: 0 };

  test.each<[string, Record<string, number>, string]>([
    ['counts what passed and failed', { numFailedTests: 2 }, '5 passed, 2 failed'],
    ['counts a file that could not be loaded as a failure', { numRuntimeErrorTestSuites: 1 }, '5 passed, 1 failed'],
    ['counts skipped tests and those to be written', { numPendingTests: 2, numTodoTests: 1 }, '5 passed, 0 failed, 3 skipped'],
  ])('%s, after everything else', (_, changes, line) => {
    expect(closing({ ...RESULTS, ...changes })).toBe(`Jest's own summary\n\n${line}\n`);
  });

  test('names the slowest suites first, where nobody watches', () => {
    const suite = (file: string, runtime: number) => ({ testFilePath: join(process.cwd(), file), perfStats: { runtime } });
    const told = closing({ ...RESULTS, testResults: [suite('a.test.ts', 900), suite('b/c.test.ts', 61_400)] }, { CI: 'true' });
    expect(told).toBe("slow: 61 s b/c.test.ts\nslow: 1 s a.test.ts\nJest's own summary\n\n5 passed, 0 failed\n");
  });

  test('stands below the names of what failed, of all runs that were given the same tally', () => {
    const suite = (file: string, more: object) => ({ testFilePath: join(process.cwd(), file), ...more });
    const tally = join(folder, 'names.json');
    const [passed, failed] = [{ status: 'passed', fullName: 'b' }, { status: 'failed', fullName: 'a does' }];
    closing({ ...RESULTS, numFailedTests: 1, testResults: [suite('a.test.ts', { testResults: [passed, failed] })] }, { CANARYBED_TALLY: tally, CI: '' });
    const second = closing({ ...RESULTS, numRuntimeErrorTestSuites: 1, testResults: [suite('b.test.ts', { testResults: [], testExecError: {} })] }, { CANARYBED_TALLY: tally, CI: '' });
    expect(second).toBe("Jest's own summary\n\nfailed: a.test.ts: a does\nfailed: b.test.ts: could not be run\n10 passed, 2 failed\n");
  });

  test('counts all runs that were given the same tally, but not the runs that their tests start', () => {
    const tally = join(folder, 'tally.json');
    expect(closing(RESULTS, { CANARYBED_TALLY: tally })).toContain('5 passed, 0 failed\n');
    expect(closing({ ...RESULTS, numFailedTests: 1 }, { CANARYBED_TALLY: tally })).toContain('10 passed, 1 failed\n');
    const inner = 'new Reporter(); console.log(String(process.env.CANARYBED_TALLY))';
    expect(execFileSync(process.execPath, ['-e', `const Reporter = require(${REPORTER}); ${inner}`], { encoding: 'utf8', env: { ...process.env, CANARYBED_TALLY: tally } })).toBe('undefined\n');
  });
});

describe('the set-up of Jest', () => {
  // Plain JavaScript that Jest loads by itself.
  const setUp = (): ((globals: object) => Promise<void>) => jest.requireActual('./global-setup.cjs');
  const tearDown = (): (() => Promise<void>) => jest.requireActual('./global-teardown.cjs');
  const before = process.env[SUPERVISOR_SOCKET];

  afterEach(async () => {
    await tearDown()();
    if (before === undefined) delete process.env[SUPERVISOR_SOCKET];
    else process.env[SUPERVISOR_SOCKET] = before;
  });

  const project = (files: Record<string, string>): string => {
    const rootDir = mkdtempSync(join(folder, 'project-'));
    mkdirSync(join(rootDir, 'scenarios'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(rootDir, 'scenarios', name), text);
    return rootDir;
  };

  test('fails with the reason when there is nothing to run, and leaves nothing that the tear-down would wait for', async () => {
    await expect(setUp()({ rootDir: project({}), testNamePattern: '' })).rejects.toThrow('expected scenarios in');
    expect(process.env[SUPERVISOR_SOCKET]).toBe(before);
    await expect(tearDown()()).resolves.toBeUndefined();
  });

  test('fails with the reason when a file cannot be loaded', async () => {
    const rootDir = project({ 'broken.scenario.cjs': "throw new Error('the description is wrong');\n" });
    await expect(setUp()({ rootDir })).rejects.toThrow('the description is wrong');
  });
});

test('what takes the whole machine runs alone, and no file runs twice', () => {
  const filesOf = (project: string): string[] =>
    execFileSync(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), '--selectProjects', project, '--listTests', '--json'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .flatMap((line) => (line.startsWith('[') ? (JSON.parse(line) as string[]) : []));
  const [unit, alone] = ['unit', 'alone'].map(filesOf) as [string[], string[]];
  expect([unit.length > 100, alone.length]).toEqual([true, 2]);
  expect(alone.filter((file) => unit.includes(file))).toEqual([]);
});
