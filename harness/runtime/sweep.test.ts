import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, until } from './run-bench.testing.js';
import { endNotedProcesses, RUN_FOLDER_PREFIX, sweepLeftovers } from './sweep.js';
import { startTicksOf } from '../model/process-mark.js';

let root: string;
const started: ChildProcess[] = [];
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'sweep-test-'))));
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

/** A process group of its own, as a run would have started it. */
function startGroup(): number {
  const child = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
  started.push(child);
  return child.pid ?? 0;
}

/** A run's folder as its process has left it. */
function leave(name: string, owner: string | undefined, ...noted: string[]): string {
  const folder = join(root, `${RUN_FOLDER_PREFIX}${name}`);
  mkdirSync(join(folder, 'copies/1'), { recursive: true });
  writeFileSync(join(folder, 'copies/1/server.js'), '');
  if (owner !== undefined) writeFileSync(join(folder, 'owner'), `${owner}\n`);
  writeFileSync(join(folder, 'processes'), noted.map((line) => `${line}\n`).join(''));
  return folder;
}

const deadPid = (): number => spawnSync('true').pid;
const noted = (pid: number): string => `${pid} ${startTicksOf(pid)}`;
const me = (): string => noted(process.pid);

test('what a dead run left is removed and its processes are ended', async () => {
  const pid = startGroup();
  const folder = leave('dead', `${deadPid()} 12345`, `${deadPid()} 7`, noted(pid));
  expect(sweepLeftovers([root, root])).toEqual([folder]);
  expect(readdirSync(root)).toEqual([]);
  await until('its process is gone', () => !isRunning(pid));
});

test('a process that a dead run did not come to note is ended, whoever only stands in its folder is not', async () => {
  const folder = leave('dead', `${deadPid()} 12345`);
  const cwd = join(folder, 'copies/1');
  const [its = 0, visitor = 0] = [{ HOME: cwd }, { HOME: '/root', PWD: cwd }].map((env: NodeJS.ProcessEnv) => {
    const child = spawn('sleep', ['300'], { cwd, env, stdio: 'ignore' });
    started.push(child);
    return child.pid ?? 0;
  });
  // A process has no environment for a moment when its program is loaded.
  await until('both are loaded', () => [its, visitor].every((pid) => readFileSync(`/proc/${pid}/environ`, 'utf8').includes('HOME=')));
  expect(sweepLeftovers([root])).toEqual([folder]);
  await until('its process is gone', () => !isRunning(its));
  expect(isRunning(visitor)).toBe(true);
});

test('a run whose number went to another process since is dead', () => {
  const folder = leave('reused', `${process.pid} 1`);
  expect(sweepLeftovers([root])).toEqual([folder]);
});

test('a living run keeps its folder and its processes', () => {
  const pid = startGroup();
  const folder = leave('alive', me(), noted(pid));
  expect(sweepLeftovers([root])).toEqual([]);
  expect([existsSync(folder), isRunning(pid)]).toEqual([true, true]);
});

test('a run that has not said yet whose it is keeps its folder, and so does everything of another name', () => {
  leave('new', undefined);
  mkdirSync(join(root, 'canarybed-postgres-17'));
  writeFileSync(join(root, 'note'), '');
  expect(sweepLeftovers([root])).toEqual([]);
  expect(readdirSync(root)).toHaveLength(3);
});

test('a process with the number of a noted one, but another start, is left alone', () => {
  const pid = startGroup();
  leave('dead', `${deadPid()} 1`, `${pid} 1`);
  expect(sweepLeftovers([root])).toHaveLength(1);
  expect(isRunning(pid)).toBe(true);
});

test('a damaged list ends nothing, least of all everything', () => {
  const pid = startGroup();
  const folder = leave('damaged', me(), '1 -', '0 -', '-1 -', `${startTicksOf(1)}`, 'abc', '', `${pid}`, '1.5 -', noted(pid));
  // Were the signals real, a mistake here would end every process of the machine.
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  try {
    endNotedProcesses(folder);
    expect(kill.mock.calls).toEqual([[-pid, 'SIGKILL']]);
  } finally {
    kill.mockRestore();
  }
});

(process.getuid?.() === 0 ? test : test.skip)('a folder that somebody else made ends no process of ours', () => {
  const pid = startGroup();
  const folder = leave('theirs', `${deadPid()} 1`, noted(pid));
  chownSync(folder, 65534, 65534);
  expect(sweepLeftovers([root])).toEqual([]);
  expect(isRunning(pid)).toBe(true);
});

test('a place that is not there is no error', () => expect(sweepLeftovers([join(root, 'nowhere')])).toEqual([]));

test('the start of a process tells it from others, whatever its name', async () => {
  const named = spawn(process.execPath, ['-e', `process.title = 'a b) c'; console.log(); setInterval(() => {}, 1000)`]);
  started.push(named);
  await new Promise((resolve) => named.stdout.once('data', resolve));
  expect(startTicksOf(named.pid ?? 0)).toMatch(/^\d+$/);
  expect(Number(startTicksOf(named.pid ?? 0))).toBeGreaterThanOrEqual(Number(startTicksOf(process.pid)));
  expect(startTicksOf(deadPid())).toBeUndefined();
});
