import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunBench } from '../runtime/run-bench.testing.js';
import { resetBy } from './reset.js';

let bench: RunBench;
beforeEach(() => {
  bench = new RunBench();
});
afterEach(() => bench.close());

const reset = (script: string, limit?: number): { folder: string; run(): Promise<void> } => {
  const folder = bench.folderWith({ 'reset.js': script });
  return { folder, run: resetBy(['node', 'reset.js'], { folder, env: { DATA: 'fresh' } }, { limit }) };
};

test('data is put back in the folder of the release, under its settings', async () => {
  const { folder, run } = reset('require("node:fs").writeFileSync("data", process.env.DATA)');
  await run();
  expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('fresh');
});

test('a command that fails is told with what it said', async () => {
  await expect(reset('console.error("no such table"); process.exitCode = 3').run()).rejects.toThrow('the reset before a mutant failed: no such table');
});

test('a command that does not end is ended, and told with what it said', async () => {
  const { run } = reset('console.log("waiting for a lock"); setInterval(() => {}, 1000)', 5);
  await expect(run()).rejects.toThrow('the reset before a mutant did not end within 5 s: waiting for a lock');
});

test('a command that fails without a word is told without its secrets', async () => {
  const failing = resetBy(['sh', '-c', 'PGPASSWORD=hunter2 false'], { folder: bench.folderWith({}), env: {} })();
  await expect(failing).rejects.toMatchObject({ message: 'the reset before a mutant failed: it ended with exit code 1', remedy: expect.stringContaining('the command is "sh -c PGPASSWORD=*** false" in ') as unknown });
});
