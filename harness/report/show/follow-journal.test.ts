import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalFollower } from './follow-journal.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-follow-'));
const file = join(folder, 'journal.jsonl');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(file, { force: true }));

const begin = (startedAt: string): string => `${JSON.stringify({ time: 0, type: 'run-started', schemaVersion: 1, runtime: 'embedded', pace: 'fast', detail: '', node: 'v22', facts: { startedAt, command: '' } })}\n`;
const log = (line: string): string => `${JSON.stringify({ time: 1, type: 'log', scenario: 'a', instance: 'i-1', lines: [{ at: 1, line }] })}\n`;
const types = ({ lines }: JournalFollower): string[] => lines.map((line) => (line.type === 'log' ? (line.lines[0]?.line ?? '') : line.type === 'run-started' ? (line.facts?.startedAt ?? '') : line.type));

test('what was added is told once, and read on from where the last look ended', () => {
  const follower = new JournalFollower(file);
  expect([follower.look(), follower.isThere]).toEqual([false, false]);
  writeFileSync(file, '');
  expect([follower.look(), follower.look(), follower.isThere]).toEqual([true, false, true]);
  appendFileSync(file, begin('monday') + log('one'));
  expect([follower.look(), follower.look()]).toEqual([true, false]);
  appendFileSync(file, log('two'));
  expect(follower.look()).toBe(true);
  expect(types(follower)).toEqual(['monday', 'one', 'two']);
});

test('a line that is half written, in the middle of a letter even, is left for the next look', () => {
  const whole = Buffer.from(begin('monday') + log('Zürich'));
  const cut = whole.indexOf('ü') + 1;
  writeFileSync(file, whole.subarray(0, cut));
  const follower = new JournalFollower(file);
  follower.look();
  expect(types(follower)).toEqual(['monday']);
  appendFileSync(file, whole.subarray(cut));
  expect(follower.look()).toBe(true);
  expect(types(follower)).toEqual(['monday', 'Zürich']);
});

test.each([
  ['shorter', ''],
  ['as long', log('two')],
  ['longer', log('two') + log('three')],
])('the journal of another run is read from its beginning, though it is %s by now', (_how, more) => {
  writeFileSync(file, begin('monday') + log('one'));
  const follower = new JournalFollower(file);
  follower.look();
  writeFileSync(file, begin('sunday') + more);
  expect(follower.look()).toBe(true);
  expect(types(follower)).toEqual(['sunday', ...[...more.matchAll(/"line":"(\w+)"/g)].map(([, line]) => line)]);
});

test('a journal that is removed is forgotten', () => {
  writeFileSync(file, begin('monday'));
  const follower = new JournalFollower(file);
  follower.look();
  rmSync(file);
  expect([follower.look(), follower.look(), follower.isThere, follower.lines]).toEqual([true, false, false, []]);
});

test('a line that is none is told with its number each time, until another run begins', () => {
  writeFileSync(file, begin('monday') + log('one'));
  const follower = new JournalFollower(file);
  follower.look();
  appendFileSync(file, `no line\n`);
  for (let look = 0; look < 2; look += 1) expect(() => follower.look()).toThrow(`${file}:3: expected a line of a journal`);
  writeFileSync(file, begin('sunday'));
  follower.look();
  expect(types(follower)).toEqual(['sunday']);
});
