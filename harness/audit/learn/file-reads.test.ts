import { linkSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onlyCopy } from '../../runtime/working-copies.js';
import { FileReads } from './file-reads.js';
import { notesReads } from './file-reads.testing.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-reads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copyWith(...files: readonly string[]): string {
  const place = mkdtempSync(join(folder, 'copy-'));
  for (const file of files) writeFileSync(join(place, file), file);
  return place;
}

test('a file is seen to be read once for each look, in any of the copies, and keeps the time of its change', async () => {
  const place = copyWith('one', 'two');
  utimesSync(join(place, 'one'), 1000, 1000);
  const reads = new FileReads(['one', 'two']);
  const copy = reads.watch(onlyCopy(place));
  expect([...reads.look()]).toEqual([]);
  readFileSync(join(place, 'one'));
  const seen = notesReads(folder) ? ['one'] : [];
  expect([...reads.look()]).toEqual(seen);
  expect([...reads.look()]).toEqual([]);
  expect(statSync(join(place, 'one')).mtimeMs).toBe(1000_000);
  readFileSync(join(place, 'one'));
  await copy.remove();
  expect([...reads.look()]).toEqual(seen);
  expect([...reads.look()]).toEqual([]);
});

test('what a link leads to, and a file of two names, keep their times and are taken to be read', () => {
  const place = copyWith('named');
  const [theirs, mine] = [copyWith('sheet.css'), ['linked/sheet.css', 'second']];
  symlinkSync(theirs, join(place, 'linked'));
  linkSync(join(place, 'named'), join(place, 'second'));
  const before = [join(theirs, 'sheet.css'), join(place, 'named')].map((path) => statSync(path).atimeMs);
  const reads = new FileReads(mine);
  reads.watch(onlyCopy(place));
  expect([...reads.look()]).toEqual(mine);
  expect([join(theirs, 'sheet.css'), join(place, 'named')].map((path) => statSync(path).atimeMs)).toEqual(before);
});

test('a file that is not there, or goes, is taken to be read', () => {
  const place = copyWith('going');
  const reads = new FileReads(['going', 'gone']);
  reads.watch(onlyCopy(place));
  expect([...reads.look()]).toContain('gone');
  rmSync(join(place, 'going'));
  expect([...reads.look()].sort()).toEqual(['going', 'gone']);
});
