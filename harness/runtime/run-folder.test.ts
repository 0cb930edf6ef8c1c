import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import pg from 'pg';
import { unprivileged } from './embedded/identity.js';
import { isRunning, processesWith, RunBench, standingIn, until } from './run-bench.testing.js';
import { fastTemporaryRoot, newRunId, RunFolder } from './run-folder.js';
import { startTicksOf } from '../model/process-mark.js';

const FOREVER = 'setInterval(() => {}, 1000)';

interface OwnerRun {
  readonly path: string;
  readonly dataPath: string;
  readonly processes: number[];
  readonly adminUrl?: string;
}

const owners: ChildProcess[] = [];
let program: string;
let count = 0;

beforeAll(async () => {
  program = join(mkdtempSync(join(tmpdir(), 'run-folder-test-')), 'owner.cjs');
  await build({ entryPoints: [join(__dirname, 'run-folder-owner.testing.ts')], bundle: true, platform: 'node', external: ['pg-native'], outfile: program });
});
afterAll(() => rmSync(dirname(program), { recursive: true, force: true }));

/** Opens a run in another process, in which these scripts (and perhaps Postgres) are running. */
async function ownerWith(...wanted: string[]): Promise<{ owner: ChildProcess; run: OwnerRun }> {
  const id = `test-${process.pid}-owner-${count++}`;
  const owner = spawn(process.execPath, [program, id, ...wanted], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(owner);
  for await (const line of createInterface({ input: owner.stdout ?? process.stdin })) return { owner, run: JSON.parse(line) as OwnerRun };
  throw new Error('the owner of the run has ended');
}

afterEach(async () => {
  for (const owner of owners) owner.kill('SIGKILL');
  await until('every reaper has done its work', () => processesWith(`canarybed-run-test-${process.pid}-`).length === 0);
});

const nothingLeft = async ({ path, dataPath, processes }: OwnerRun): Promise<void> => {
  await until('its processes are gone', () => !processes.some(isRunning));
  await until('its folders are gone', () => !existsSync(path) && !existsSync(dataPath));
};

test('when its process is killed, its processes end, also their children, and its folders go', async () => {
  const withChild = `const { spawn } = require('node:child_process'); console.log(spawn('sleep', ['300']).pid); ${FOREVER}`;
  const { owner, run } = await ownerWith(FOREVER, withChild);
  expect(run.processes.filter(isRunning)).toHaveLength(3);
  owner.kill('SIGKILL');
  await nothingLeft(run);
});

test('a process that it was killed too soon to note ends with it; whoever only looks around there does not', async () => {
  const { owner, run } = await ownerWith(FOREVER);
  const visitor = spawn('sleep', ['300'], { cwd: join(run.path, 'app'), env: { HOME: '/root', PWD: join(run.path, 'app') }, stdio: 'ignore' });
  owners.push(visitor);
  writeFileSync(join(run.path, 'processes'), '');
  owner.kill('SIGKILL');
  await nothingLeft(run);
  expect(isRunning(visitor.pid ?? 0)).toBe(true);
});

test('a process that gave itself a name with blanks and brackets is ended too', async () => {
  const { owner, run } = await ownerWith(`process.title = 'a b) c'; console.log(process.pid); ${FOREVER}`);
  const [pid = 0] = run.processes;
  expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain('(a b) c)');
  owner.kill('SIGKILL');
  await nothingLeft(run);
});

test('Postgres ends with a killed run, also in the middle of its work', async () => {
  const { owner, run } = await ownerWith('postgres');
  const client = new pg.Client({ connectionString: run.adminUrl ?? '' });
  const lost = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  const working = client.query('create table t as select i, repeat(md5(i::text), 20) from generate_series(1, 100000000) i').catch((error: Error) => error);
  await until('its server is at work', () => standingIn(run.dataPath).length > 0);
  owner.kill('SIGKILL');
  expect(await working).toBeInstanceOf(Error);
  await lost;
  await nothingLeft(run);
  await until('its server is gone, with all that worked for it', () => standingIn(run.dataPath).length === 0);
});

/** Segments of shared memory that a server made: the kernel keeps them when their maker is killed. */
function sharedMemoryOf(server: number): string[] {
  const [header = '', ...segments] = readFileSync('/proc/sysvipc/shm', 'utf8').trim().split('\n');
  const column = header.trim().split(/\s+/).indexOf('cpid');
  return segments.filter((segment) => Number(segment.trim().split(/\s+/)[column]) === server);
}

/** The server writes its process into its data folder. */
const serverIn = (dataPath: string): number => Number(readFileSync(join(dataPath, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);

test('Postgres leaves no shared memory behind when its run is killed', async () => {
  const { owner, run } = await ownerWith('postgres');
  const server = serverIn(run.dataPath);
  expect(sharedMemoryOf(server)).toHaveLength(1);
  expect(readFileSync(`/proc/${server}/maps`, 'utf8')).not.toContain('/dev/shm/PostgreSQL.');
  owner.kill('SIGKILL');
  await nothingLeft(run);
  expect(sharedMemoryOf(server)).toEqual([]);
});

describe('a run of this process', () => {
  let bench: RunBench;
  beforeEach(() => (bench = new RunBench()));
  afterEach(() => bench.close());

  test('says whose it is, and lets others pass through its folders but not look around', () => {
    for (const folder of [bench.run.path, bench.run.dataPath]) {
      expect(readFileSync(join(folder, 'owner'), 'utf8')).toBe(`${process.pid} ${startTicksOf(process.pid)}\n`);
      expect(statSync(folder).mode & 0o777).toBe(0o711);
    }
  });

  test('makes folders that the app can enter where files are made private', async () => {
    const before = process.umask(0o077);
    try {
      const running = await bench.runtime.startProcess(bench.specOf('', { command: ['pwd'], folder: bench.run.makeFolder('copies') }));
      expect(await running.exited).toEqual({ code: 0, signal: null });
    } finally {
      process.umask(before);
    }
    expect(unprivileged('app') === undefined).toBe(process.getuid?.() !== 0);
  });

  test('leaves nothing when it is removed, and may be removed twice', async () => {
    const running = await bench.runtime.startProcess(bench.specOf(FOREVER));
    bench.run.remove();
    bench.run.remove();
    expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect([existsSync(bench.run.path), existsSync(bench.run.dataPath)]).toEqual([false, false]);
    await until('its reaper is gone', () => processesWith(bench.run.path).length === 0);
  });

  test('leaves no shared memory of Postgres when it is removed', async () => {
    await bench.runtime.startPostgres();
    const server = serverIn(bench.run.dataPath);
    expect(sharedMemoryOf(server)).toHaveLength(1);
    bench.run.remove();
    expect(sharedMemoryOf(server)).toEqual([]);
  });

  test('ends a process that is noted too late', async () => {
    bench.run.remove();
    const late = spawn('sleep', ['300'], { detached: true });
    const ended = new Promise((resolve) => late.once('exit', (_, signal) => resolve(signal)));
    expect(() => bench.run.noteProcess(late.pid ?? 0)).toThrow(/ENOENT/);
    expect(await ended).toBe('SIGKILL');
  });
});

test('a run that was removed makes no folder any more, which nobody would remove', () => {
  const run = new RunFolder(newRunId());
  run.remove();
  expect(() => run.makeFolder('copies')).toThrow('the run was stopped');
  expect(existsSync(run.path)).toBe(false);
});

test('databases lie in memory only where there is enough of it', () => {
  expect(fastTemporaryRoot(Number.MAX_VALUE)).toBe(tmpdir());
  expect(fastTemporaryRoot(1)).toBe(existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
  const run = new RunFolder(`test-${process.pid}-memory`);
  expect(run.dataPath).toMatch(new RegExp(`^${fastTemporaryRoot()}/`));
  run.remove();
});
