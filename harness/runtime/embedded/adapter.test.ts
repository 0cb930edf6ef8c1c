import { existsSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, processesWith, RunBench, SERVER, until } from '../run-bench.testing.js';

let bench: RunBench;
beforeEach(() => (bench = new RunBench()));
afterEach(() => bench.close());

test('nothing is left after close, which may be called twice', async () => {
  const running = await Promise.all([SERVER, 'setInterval(() => {}, 1000)'].map((script) => bench.runtime.startProcess(bench.specOf(script))));
  await running[1]?.pause();
  await Promise.all([bench.runtime.close(), bench.runtime.close()]);
  for (const { exited, id } of running) {
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(isRunning(Number(id))).toBe(false);
  }
  expect([existsSync(bench.run.path), existsSync(bench.run.dataPath)]).toEqual([false, false]);
});

test('a process that was just being started when the runtime closed is not left either', async () => {
  // A folder that is not the run's: the command could start in it though the run is gone.
  const folder = mkdtempSync(join(tmpdir(), 'adapter-test-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'main.cjs'), SERVER);
  try {
    const starting = bench.runtime.startProcess(bench.specOf('', { folder, command: ['node', join(folder, 'main.cjs')] }));
    const settled = Promise.allSettled([starting]);
    await bench.runtime.close();
    await settled;
    await until('no process of it runs', () => processesWith(folder).length === 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a closed runtime starts nothing more', async () => {
  const spec = bench.specOf(SERVER);
  await bench.runtime.close();
  await expect(bench.runtime.startProcess(spec)).rejects.toThrow('closed');
  await expect(bench.runtime.startPostgres()).rejects.toThrow('closed');
});

test('each process has a port of its own', async () => {
  const running = await Promise.all(Array.from({ length: 5 }, () => bench.runtime.startProcess(bench.specOf(SERVER))));
  expect(new Set(running.map(({ address }) => address.port)).size).toBe(5);
});
