import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunBench, isRunning, until } from '../runtime/run-bench.testing.js';
import { runCommand } from './run-command.js';

let bench: RunBench;
let folder: string;
beforeEach(() => {
  bench = new RunBench();
  folder = bench.folderWith({});
});
afterEach(() => bench.close());

const shell = (script: string): string[] => ['sh', '-c', script];
const pidIn = (file: string): number => {
  try {
    return Number(readFileSync(join(folder, file), 'utf8'));
  } catch {
    return 0;
  }
};

test('one that ends well says nothing', async () => {
  expect(await runCommand(shell('echo built'), { folder })).toEqual({ kind: 'done' });
});

test.each([
  ['its last lines of complaint', 'echo begun; seq 1 20 | while read n; do echo "wrong $n" >&2; done; exit 3', Array.from({ length: 12 }, (_, index) => `wrong ${index + 9}`).join('\n  ')],
  ['what it said where it did not complain', 'echo no flour; exit 3', 'no flour'],
  ['its exit code where it said nothing', 'exit 3', 'it ended with exit code 3'],
  ['the signal that ended it', 'kill -9 $$', 'it ended with SIGKILL'],
])('one that fails is told by %s', async (_, script, said) => {
  expect(await runCommand(shell(script), { folder })).toEqual({ kind: 'failed', said });
});

test('one that is not there fails', async () => {
  expect(await runCommand(['no-such-program'], { folder })).toEqual({ kind: 'failed', said: 'could not be started: no-such-program: not found' });
});

const WITH_CHILD = 'sleep 300 & echo $! > child; echo $$ > self; echo waiting; wait';

test('one whose folder is none fails', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await runCommand(shell('true'), { folder: join(folder, 'file') })).toMatchObject({ kind: 'failed', said: expect.stringContaining('ENOTDIR') as string });
});

test.each([['ends', undefined], ['is late', 1]])('one that %s is not waited for by what has left it and holds its output', async (_, limit) => {
  const leave = 'setsid sh -c "echo \\$\\$ > self; exec sleep 300" &';
  try {
    const end = await runCommand(shell(`${leave} until [ -s self ]; do sleep 0.05; done; ${limit === undefined ? 'exit 3' : 'sleep 300'}`), { folder, ...(limit === undefined ? {} : { limit: 2 }) });
    expect(end.kind).toBe(limit === undefined ? 'failed' : 'late');
  } finally {
    process.kill(pidIn('self'));
  }
});

test('one that is late is ended with what it started', async () => {
  expect(await runCommand(shell(WITH_CHILD), { folder, limit: 1 })).toEqual({ kind: 'late', said: 'waiting' });
  await until('its child is gone', () => !isRunning(pidIn('child')));
});

test('one that nobody needs any more is ended with what it started', async () => {
  const controller = new AbortController();
  const end = runCommand(shell(WITH_CHILD), { folder, signal: controller.signal });
  await until('it has a child', () => pidIn('self') > 0);
  controller.abort();
  expect(await end).toEqual({ kind: 'stopped', said: 'waiting' });
  await until('both are gone', () => !isRunning(pidIn('child')) && !isRunning(pidIn('self')));
  expect(await runCommand(shell('echo again > again'), { folder, signal: controller.signal })).toEqual({ kind: 'stopped', said: 'it was not begun' });
});

test('one is given settings whatever their names are', async () => {
  const script = 'process.exitCode = process.env["app.mode"] === "a b" && process.env.PLAIN === "c" ? 0 : 3';
  const end = runCommand(['node', '-e', script], { folder, env: { PATH: process.env.PATH, 'app.mode': 'a b', PLAIN: 'c' } });
  expect(await end).toEqual({ kind: 'done' });
});

test('what it left in the background ends with it', async () => {
  expect(await runCommand(shell('sleep 300 >/dev/null 2>&1 & echo $! > child'), { folder })).toEqual({ kind: 'done' });
  await until('its child is gone', () => !isRunning(pidIn('child')));
});
