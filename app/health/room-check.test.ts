import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { roomCheck } from './room-check.js';

const openFiles = (): number => readdirSync('/proc/self/fd').length;

test('room for some visitors is found, and given back', async () => {
  const before = openFiles();
  await roomCheck(64).run(new AbortController().signal);
  expect(openFiles()).toBe(before);
});

test('a process that may open few files has none, and says how far it came', () => {
  const program = `
    require('tsx/cjs/api').register();
    const { roomCheck } = require(${JSON.stringify(join(__dirname, 'room-check.ts'))});
    roomCheck(400).run(new AbortController().signal).then(() => console.log('room'), (error) => console.log(error.message));`;
  const said = execFileSync('sh', ['-c', 'ulimit -n 200; exec "$@"', 'sh', process.execPath, '-e', program], { encoding: 'utf8', cwd: join(__dirname, '../..') });
  expect(said).toMatch(/^of 400 files \d+ could be opened$/m);
});
