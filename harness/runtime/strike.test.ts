import { clockOf } from '../model/clock.js';
import type { Fault, ProcessFault } from '../model/fault.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { ProcessLife } from './process-life.js';
import { isRunning, RunBench, SERVER, until } from './run-bench.testing.js';
import { strikeFault, type StrikeTargets } from './strike.js';

let bench: RunBench;
let life: ProcessLife;
let lines: string[];
let targets: StrikeTargets;
beforeEach(async () => {
  bench = new RunBench();
  const spec = bench.specOf(SERVER);
  lines = spec.lines;
  life = new ProcessLife(bench.runtime, spec, { clock: clockOf('realtime'), respawn: false, bootLimit: 30 }, () => undefined);
  targets = { release: SMALL_RELEASE, life };
  await life.start();
  await until('it listens', () => lines.includes('listening'));
});
afterEach(async () => {
  await life.stop();
  await bench.close();
});

const fault = (operator: ProcessFault['operator']): Fault => ({ kind: 'process', operator, summary: `the process: ${operator}` });

test('an ended process has ended when the strike is over, and stays so', async () => {
  const struck = await strikeFault(fault('exit-after'), targets);
  expect(isRunning(Number(life.current?.id))).toBe(false);
  expect(struck.sentence).toBe(`process ${life.current?.id} was ended`);
  expect(await struck.evidence()).toEqual({ live: true, sentence: 'it ended with SIGKILL' });
  await struck.end();
  expect(life.gone).toBe(true);
});

test('a stopped process is the same one when it runs again', async () => {
  const struck = await strikeFault(fault('stop'), targets);
  const { id } = life.current ?? {};
  expect(await struck.evidence()).toEqual({ live: true, sentence: 'it is still stopped' });
  await struck.end();
  expect(await struck.evidence()).toEqual({ live: true, sentence: 'it was stopped and runs again' });
  expect([life.current?.id, life.exits]).toEqual([id, []]);
});

test.each<[string, Fault]>([
  ['a database that the app does not have', { kind: 'database', operator: 'down', onset: 'boot', summary: 'the database is down' }],
  ['a lock of migrations that there are not', { kind: 'migration', operator: 'lock-held', summary: 'the lock is held' }],
  ['a setting', { kind: 'env', operator: 'unset', key: 'A', summary: 'A is not set' }],
])('%s cannot be struck, and the message says what could not', async (_, other) => {
  await expect(strikeFault(other, targets)).rejects.toThrow(`${other.summary} cannot strike a running instance`);
});
