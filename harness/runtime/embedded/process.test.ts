import { chmodSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { ProcessExit, RunningProcess } from '../port.js';
import { isRunning, RunBench, SERVER, until } from '../run-bench.testing.js';
import { unprivileged } from './identity.js';

let bench: RunBench;
beforeEach(() => (bench = new RunBench()));
afterEach(() => bench.close());

/** What a client meets at the app's address: its answer, the way it was refused, or nothing for so long. */
function ask({ address }: RunningProcess, seconds = 5): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(address, () => socket.write('GET / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('end', () => resolve(text.split('\r\n\r\n')[1]?.includes('fine') ? 'fine' : text));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.setTimeout(seconds * 1000, () => socket.destroy(new Error('no answer')));
  });
}

const listening = ({ lines }: { lines: string[] }): Promise<void> => until('it listens', () => lines.includes('listening'));

test.each<[string, string[], object]>([
  ['an exit code', ['node', '-e', 'process.exit(7)'], { code: 7, signal: null }],
  ['the end of a plain program', ['true'], { code: 0, signal: null }],
  ['an abort', ['node', '-e', 'process.abort()'], { code: null, signal: 'SIGABRT' }],
  ['a signal to itself', ['sh', '-c', 'kill -SEGV $$'], { code: null, signal: 'SIGSEGV' }],
  ['a command that is not there', ['no-such-program'], { code: 127, signal: null }],
])('an end is seen as what it was: %s', async (_, command, exit) => {
  const running = await bench.runtime.startProcess(bench.specOf('', { command }));
  expect(await running.exited).toEqual(exit);
});

test('a command that cannot be started says why', async () => {
  const spec = bench.specOf('', { command: ['no-such-program'] });
  await (await bench.runtime.startProcess(spec)).exited;
  expect(spec.lines).toEqual([expect.stringMatching(/could not be started.*no-such-program E(NOENT|ACCES)/)]);
});

test('every line of both streams is in before the end is known, also one without an end', async () => {
  const spec = bench.specOf(`
    const { writeSync } = require('node:fs');
    for (let i = 0; i < 300; i += 1) writeSync(1 + (i % 2), 'line ' + i + ' é\\n');
    writeSync(1, 'x'.repeat(100000) + '\\nlast words');
    process.kill(process.pid, 'SIGKILL');
  `);
  expect(await (await bench.runtime.startProcess(spec)).exited).toEqual({ code: null, signal: 'SIGKILL' });
  const numbered = (rest: number): string[] => Array.from({ length: 150 }, (_, i) => `line ${2 * i + rest} é`);
  for (const rest of [0, 1]) expect(spec.lines.filter((line) => Number(line.split(' ')[1]) % 2 === rest)).toEqual(numbered(rest));
  expect(spec.lines).toContain('x'.repeat(100_000));
  expect(spec.lines).toContain('last words');
});

test('a signal reaches the process, which may handle it', async () => {
  const spec = bench.specOf(`${SERVER} process.on('SIGTERM', () => { console.log('bye'); process.exit(4); });`);
  const running = await bench.runtime.startProcess(spec);
  await listening(spec);
  expect(await ask(running)).toBe('fine');
  await running.kill('SIGTERM');
  expect(await running.exited).toEqual({ code: 4, signal: null });
  expect(spec.lines.at(-1)).toBe('bye');
  expect(await ask(running)).toBe('ECONNREFUSED');
  await expect(running.kill('SIGTERM')).resolves.toBeUndefined();
});

test('a paused process takes connections and answers none, and answers when it runs again', async () => {
  const spec = bench.specOf(SERVER);
  const running = await bench.runtime.startProcess(spec);
  await listening(spec);
  await running.pause();
  expect(await ask(running, 0.3)).toBe('no answer');
  await running.resume();
  expect(await ask(running)).toBe('fine');
  await running.pause();
  await running.kill('SIGKILL');
  expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
});

test('children that a process left behind end with it, though they hold its output', async () => {
  const spec = bench.specOf(`
    const { spawn } = require('node:child_process');
    const child = spawn('sleep', ['300'], { stdio: 'inherit' });
    console.log('child ' + child.pid);
    child.once('spawn', () => process.exit(3));
  `);
  const running = await bench.runtime.startProcess(spec);
  expect(await running.exited).toEqual({ code: 3, signal: null });
  const child = Number(spec.lines[0]?.split(' ')[1]);
  expect(child).toBeGreaterThan(1);
  await until('the child is gone', () => !isRunning(child));
});

test('a child in a group of its own, which holds the output, does not keep the end from being known', async () => {
  const spec = bench.specOf(`
    const { spawn } = require('node:child_process');
    const child = spawn('sleep', ['300'], { stdio: 'inherit', detached: true });
    process.stdout.write('child ' + child.pid + '\\nthe last line');
    child.once('spawn', () => process.exit(3));
  `);
  let exit: ProcessExit | undefined;
  const running = await bench.runtime.startProcess(spec);
  void running.exited.then((how) => (exit = how));
  await until('the child is told', () => spec.lines.length > 0);
  const child = Number(spec.lines[0]?.split(' ')[1]);
  try {
    await until('its end is known', () => exit !== undefined, 6);
    expect(exit).toEqual({ code: 3, signal: null });
    expect(spec.lines).toEqual([`child ${child}`, 'the last line']);
  } finally {
    process.kill(child, 'SIGKILL');
  }
});

test('an app that binds to loopback alone is refused, as it would be from another machine', async () => {
  const spec = bench.specOf(SERVER, { env: { BIND_ADDRESS: '127.0.0.1' } });
  const running = await bench.runtime.startProcess(spec);
  await listening(spec);
  expect(await ask(running)).toBe(process.platform === 'linux' ? 'ECONNREFUSED' : 'fine');
});

test('the process has the settings of its specification and none of ours', async () => {
  process.env.CANARYBED_TEST_SECRET = 'ours';
  try {
    const spec = bench.specOf('console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)', { env: { A: 'a=b', EMPTY: '', PORT: 'theirs' } });
    const running = await bench.runtime.startProcess(spec);
    await until('it has told its settings', () => spec.lines.length > 0);
    const { PATH, ...given } = JSON.parse(spec.lines[0] ?? '') as Record<string, string>;
    expect(PATH).toBe(process.env.PATH);
    expect(given).toEqual({ A: 'a=b', EMPTY: '', HOME: spec.folder, PORT: String(running.address.port) });
    expect(await running.environment()).toEqual({ PATH, ...given });
  } finally {
    delete process.env.CANARYBED_TEST_SECRET;
  }
});

test('a home that is given takes the place of the folder', async () => {
  const spec = bench.specOf('console.log(process.env.HOME)', { env: { HOME: '/srv/home' } });
  await (await bench.runtime.startProcess(spec)).exited;
  expect(spec.lines).toEqual(['/srv/home']);
});

test('processor time grows while the process computes', async () => {
  const running = await bench.runtime.startProcess(bench.specOf('for (;;);'));
  await until('it has used a tenth of a second', async () => (await running.cpuSeconds()) >= 0.1);
  await running.kill('SIGKILL');
  await running.exited;
  expect(await running.cpuSeconds()).toBe(0);
  expect(await running.environment()).toBeUndefined();
});

test('run by root, the app is somebody whom a read-only folder stops', async () => {
  const spec = bench.specOf(`
    try { require('node:fs').writeFileSync('note', 'x'); console.log('wrote'); } catch (error) { console.log(error.code); }
    console.log(process.getuid() + ' ' + process.getgid() + ' ' + process.getgroups());
  `);
  chmodSync(spec.folder, 0o555);
  await (await bench.runtime.startProcess(spec)).exited;
  chmodSync(spec.folder, 0o755);
  expect(spec.lines[0]).toBe('EACCES');
  const identity = unprivileged('app');
  const groups = identity ? String(identity.gid) : String(process.getgroups?.());
  expect(spec.lines[1]).toBe(`${identity?.uid ?? process.getuid?.()} ${identity?.gid ?? process.getgid?.()} ${groups}`);
});

test('each process is noted with its start time before anybody waits for it', async () => {
  const running = await bench.runtime.startProcess(bench.specOf('setInterval(() => {}, 1000)'));
  const noted = readFileSync(join(bench.run.path, 'processes'), 'utf8');
  expect(noted).toMatch(new RegExp(`^${running.id} \\d+ kill$`, 'm'));
});
