import { spawn, type ChildProcess } from 'node:child_process';
import { buildSync } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { GuardedProcess } from './guarded-process.js';
import { runToEnd, type Limits, type RunEnd } from './run-to-end.js';

const PATIENCE = 20;

/** One that is dead and only still listed runs no more. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  for (const since = wallNow(); pids.some(isRunning); await wallSleep(0.02)) {
    if (wallNow() - since > PATIENCE) throw new Error(`still running: ${pids.filter(isRunning).join()}`);
  }
}

const specOf = (script: string, lines: string[] = []): ConstructorParameters<typeof GuardedProcess>[0] => ({
  command: ['/bin/sh', '-c', script],
  folder: '/',
  environment: { PATH: process.env.PATH ?? '', SAID: 'it' },
  onLine: (line, stream) => lines.push(`${stream}: ${line}`),
});

/** A script's own number and that of a child which outlives it. */
const WITH_CHILD = 'sleep 600 & echo $$ $!';

test('tells lines, the last one without an end too, and the exit code', async () => {
  const lines: string[] = [];
  const { ended } = new GuardedProcess(specOf('echo "one $SAID"; echo two >&2; printf three; exit 5', lines));
  expect(await ended).toEqual({ code: 5, signal: null });
  expect(lines.sort()).toEqual(['stderr: two', 'stdout: one it', 'stdout: three']);
});

test('a program that is not there ends with 127 and says so', async () => {
  const lines: string[] = [];
  const { ended } = new GuardedProcess({ ...specOf('', lines), command: ['/nowhere/at/all'] });
  expect(await ended).toEqual({ code: 127, signal: null });
  expect(lines.join()).toMatch(/\/nowhere\/at\/all.*not found/);
});

test('one that waits for all of its children has none that it did not start', async () => {
  const lines: string[] = [];
  expect(await new GuardedProcess(specOf(`exec perl -e '$| = 1; 1 while wait() > 0; print "alone"'`, lines)).ended).toEqual({ code: 0, signal: null });
  expect(lines).toEqual(['stdout: alone']);
});

test('what it left running ends with it', async () => {
  const lines: string[] = [];
  await new GuardedProcess(specOf(WITH_CHILD, lines)).ended;
  await gone(lines.flatMap((line) => line.match(/\d+/g) ?? []).map(Number));
  expect(lines).toHaveLength(1);
});

describe('a process that has one under guard', () => {
  let program = '';
  beforeAll(() => {
    program = join(mkdtempSync(join(tmpdir(), 'canarybed-guarded-test-')), 'owner.cjs');
    buildSync({ entryPoints: [join(__dirname, 'guarded-owner.testing.ts')], bundle: true, platform: 'node', outfile: program });
  });
  afterAll(() => rmSync(dirname(program), { recursive: true, force: true }));

  async function ownerOf(script: string, ...more: string[]): Promise<{ owner: ChildProcess; pids: number[] }> {
    const owner = spawn(process.execPath, [program, script, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: owner.stdout })) return { owner, pids: line.split(' ').map(Number) };
    throw new Error('the owner has ended');
  }

  test('takes it along when it is killed, with all that it started', async () => {
    const { owner, pids } = await ownerOf(`${WITH_CHILD}; wait`);
    expect(pids.map(isRunning)).toEqual([true, true]);
    owner.kill('SIGKILL');
    await gone(pids);
  });

  test('ends by itself once it has let go, and takes it along', async () => {
    const { pids } = await ownerOf(`${WITH_CHILD}; wait`, 'let-go');
    await gone(pids);
  });
});

describe('a run', () => {
  const run = (script: string, limits: Partial<Limits>): Promise<RunEnd> => runToEnd(specOf(script), { seconds: PATIENCE, graceSeconds: PATIENCE, ...limits });
  const PATIENT = 'trap "" INT; while :; do sleep 0.05; done';

  test('that ends by itself was not stopped', async () => {
    expect(await run('exit 3', {})).toEqual({ code: 3, signal: null });
  });

  test('beyond its time is interrupted and may tidy up', async () => {
    expect(await run('trap "exit 7" INT; while :; do sleep 0.05; done', { seconds: 2 })).toEqual({ code: 7, signal: null, stopped: 'timed-out' });
  });

  test('that does not end when interrupted is killed', async () => {
    expect(await run(PATIENT, { seconds: 0.3, graceSeconds: 0.1 })).toEqual({ code: null, signal: 'SIGKILL', stopped: 'timed-out' });
  });

  test('ends when it is aborted', async () => {
    const stop = new AbortController();
    const running = run(PATIENT, { signal: stop.signal, graceSeconds: 0 });
    stop.abort();
    expect(await running).toMatchObject({ code: null, stopped: 'aborted' });
  });

  test('that was aborted before it began does not begin', async () => {
    const lines: string[] = [];
    await runToEnd(specOf('echo begun', lines), { seconds: PATIENCE, graceSeconds: 0, signal: AbortSignal.abort() });
    expect(lines).toEqual([]);
  });
});
