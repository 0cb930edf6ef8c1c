import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { roomCheck } from './room-check.js';

const openFiles = (): number => readdirSync('/proc/self/fd').length;

test('room for some visitors is found, and given back', async () => {
  const before = openFiles();
  await roomCheck(64).run(new AbortController().signal);
  expect(openFiles()).toBe(before);
});

test('a process that may open few files has none, and says how far it came', () => {
  const { code } = transformSync(readFileSync(join(__dirname, 'room-check.ts'), 'utf8'), { loader: 'ts', format: 'esm' });
  const program = `${code}\nroomCheck(64).run().catch((error) => console.log(error.message));`;
  const said = execFileSync('sh', ['-c', 'ulimit -n 64; exec "$@"', 'sh', process.execPath, '--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(said).toMatch(/^of 64 files \d+ could be opened$/m);
});
