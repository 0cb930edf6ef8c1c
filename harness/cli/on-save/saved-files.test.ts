import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SavedFiles } from './saved-files.js';

let folder: string;
let saved: SavedFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saved-files-'));
  saved = new SavedFiles(new Set([join(folder, 'build/report.md')]), 0.05);
});
afterEach(() => {
  saved.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (path: string, text: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const next = async (): Promise<string[]> => (await saved.next(AbortSignal.timeout(20_000))).map((path) => path.slice(folder.length + 1));

test('files that are saved together are told of together', async () => {
  write('a.ts', '1');
  write('b.ts', '1');
  saved.followTrees([folder]);
  write('a.ts', '2');
  write('b.ts', '2');
  write('c.ts', '1');
  expect(await next()).toEqual(['a.ts', 'b.ts', 'c.ts']);
});

test('one that is put in the place of another, as editors do, is told of by its name', async () => {
  write('a.ts', '1');
  saved.followTrees([folder]);
  write('a.ts.tmp', '2');
  renameSync(join(folder, 'a.ts.tmp'), join(folder, 'a.ts'));
  expect(await next()).toContain('a.ts');
});

test('one that is removed is told of', async () => {
  write('a.ts', '1');
  saved.followTrees([folder]);
  rmSync(join(folder, 'a.ts'));
  expect(await next()).toEqual(['a.ts']);
});

test('folders below count, also new ones, but none that programs write', async () => {
  for (const path of ['src/deep/a.ts', 'node_modules/x/a.js', '.git/index', 'reports/results.json']) write(path, '1');
  saved.followTrees([folder]);
  for (const path of ['node_modules/x/a.js', '.git/index', 'reports/results.json', 'src/deep/a.ts', 'src/new/b.ts']) write(path, '2');
  const told = new Set(await next());
  while (!told.has('src/new/b.ts')) for (const path of await next()) told.add(path);
  expect([...told].sort()).toEqual(['src/deep/a.ts', 'src/new/b.ts']);
});

test('a report of ours is not told of, though a run wrote it anew', async () => {
  write('build/report.md', '1');
  utimesSync(join(folder, 'build/report.md'), 3000, 3000);
  saved.followTrees([folder], 2_000_000);
  rmSync(join(folder, 'build/report.md'));
  write('build/report.md', '2');
  write('a.ts', '1');
  expect(await next()).toEqual(['a.ts']);
});

test('what is written again as it was is told of no second time', async () => {
  write('built.js', '1');
  write('a.ts', '1');
  saved.followTrees([folder]);
  write('built.js', '2');
  expect(await next()).toEqual(['built.js']);
  write('built.js', '2');
  utimesSync(join(folder, 'built.js'), 1, 1);
  write('a.ts', '2');
  expect(await next()).toEqual(['a.ts']);
});

test('what was saved before it looked, but after a moment, is told of', async () => {
  write('old.ts', '1');
  write('new.ts', '1');
  utimesSync(join(folder, 'old.ts'), 1000, 1000);
  utimesSync(join(folder, 'new.ts'), 3000, 3000);
  saved.follow([folder], 2_000_000);
  expect(await next()).toEqual(['new.ts']);
});

test('what is saved while nobody asks is kept', async () => {
  write('a.ts', '1');
  saved.followTrees([folder]);
  write('a.ts', '2');
  expect(await next()).toEqual(['a.ts']);
  write('a.ts', '3');
  write('b.ts', '3');
  expect(await next()).toEqual(['a.ts', 'b.ts']);
});

test('an abort ends the wait, with nothing', async () => {
  saved.followTrees([folder]);
  const controller = new AbortController();
  const waiting = saved.next(controller.signal);
  controller.abort();
  expect(await waiting).toEqual([]);
});
