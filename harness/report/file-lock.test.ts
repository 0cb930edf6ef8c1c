import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { startTicksOf } from '../model/process-mark.js';
import { lockFile } from './file-lock.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-lock-'));
const file = join(folder, 'journal.jsonl');
const lock = `${file}.lock`;
beforeEach(() => rmSync(lock, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lockedBy = (host: string, pid: number | undefined, ticks?: string): void => writeFileSync(lock, JSON.stringify({ host, pid, ticks }));

test('a file is claimed once, and can be claimed again when it was let go', () => {
  const release = lockFile(file);
  expect(() => lockFile(file)).toThrow(ConfigError);
  expect(() => lockFile(file)).toThrow(`found process ${process.pid} of ${hostname()}, which does; let it end`);
  release();
  expect(existsSync(lock)).toBe(false);
  lockFile(file)();
});

test('what a writer left behind that was killed is taken over, also where its id belongs to another process by now', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  lockedBy(hostname(), child.pid, startTicksOf(child.pid ?? 0));
  expect(() => lockFile(file)).toThrow(`found process ${child.pid} of`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFile(file)();
  lockedBy(hostname(), process.pid, '1');
  lockFile(file)();
  // Its writer was ended as it began, long ago; of one that was made just now nobody knows.
  writeFileSync(lock, '');
  expect(() => lockFile(file)).toThrow(`found ${lock}, made just now`);
  utimesSync(lock, new Date(0), new Date(0));
  const release = lockFile(file);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid });
  release();
});

test('a writer on another machine holds it for as long as it writes', () => {
  writeFileSync(file, 'a line');
  lockedBy('elsewhere', 1);
  expect(() => lockFile(file)).toThrow('found process 1 of elsewhere');
  utimesSync(file, new Date(0), new Date(0));
  lockFile(file)();
});

test('a writer on another machine holds it before there is a line, too', () => {
  rmSync(file, { force: true });
  lockedBy('elsewhere', 1);
  expect(() => lockFile(file)).toThrow('found process 1 of elsewhere');
  utimesSync(lock, new Date(0), new Date(0));
  lockFile(file)();
});
