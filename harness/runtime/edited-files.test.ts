import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditedFiles } from './edited-files.js';
import { editFiles, type FileEdit } from './working-copy.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'edited-files-test-'));
  mkdirSync(join(folder, 'views/parts'), { recursive: true });
  writeFileSync(join(folder, 'views/front.ejs'), '<h1>Kettles</h1>\n');
  writeFileSync(join(folder, 'views/parts/a.ejs'), 'a');
  writeFileSync(join(folder, 'logo.png'), Buffer.from([0x89, 0x50, 0x00, 0xff]));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const edit = (path: string, mode: FileEdit['mode'], text = '', find?: string): FileEdit => ({ path, mode, text, ...(find === undefined ? {} : { find }) });
const edited = (...edits: readonly FileEdit[]): Promise<EditedFiles> => editFiles(folder, edits);
const FRONT = '<h1>Kettles</h1>\n';

test.each<[string, FileEdit, object[]]>([
  ['removed', edit('views/front.ejs', 'remove'), [{ path: 'views/front.ejs', before: FRONT, after: null }]],
  ['blanked', edit('views/front.ejs', 'replace'), [{ path: 'views/front.ejs', before: FRONT, after: '' }]],
  ['broken', edit('views/front.ejs', 'prepend', '<%\n'), [{ path: 'views/front.ejs', before: FRONT, after: `<%\n${FRONT}` }]],
  ['given other words', edit('./views/../views/front.ejs', 'substitute', 'Pots', 'Kettles'), [{ path: 'views/front.ejs', before: FRONT, after: '<h1>Pots</h1>\n' }]],
  ['added, also in a folder that was not there', edit('migrations/2.sql', 'create', 'select 1'), [{ path: 'migrations/2.sql', before: null, after: 'select 1' }]],
  ['no text', edit('logo.png', 'replace', 'x'), [{ path: 'logo.png', before: { unshown: 'binary' }, after: 'x' }]],
  ['left as it was', edit('views/front.ejs', 'substitute', 'x', 'nowhere'), []],
])('tells of a file that was %s how it was and how it is', async (_, each, files) => {
  expect(await edited(each)).toEqual({ files, leftOut: 0 });
});

test('several edits of a file are one change, and none where it came out as it was', async () => {
  const { files } = await edited(edit('views/front.ejs', 'prepend', 'x'), edit('views/front.ejs', 'prepend', 'y'), edit('new', 'create', 'z'), edit('new', 'remove'));
  expect(files).toEqual([{ path: 'views/front.ejs', before: FRONT, after: `yx${FRONT}` }]);
});

test('a folder that was removed tells of each file in it, and of a link what it was', async () => {
  symlinkSync('../logo.png', join(folder, 'views/linked'));
  expect(await edited(edit('views', 'remove'))).toEqual({
    files: [
      { path: 'views/front.ejs', before: FRONT, after: null },
      { path: 'views/linked', before: { unshown: 'binary' }, after: null },
      { path: 'views/parts/a.ejs', before: 'a', after: null },
    ],
    leftOut: 0,
  });
});

test('a long file is not looked into, and of many files the first twenty are', async () => {
  writeFileSync(join(folder, 'bundle.js'), 'x'.repeat(1024 * 1024 + 1));
  expect((await edited(edit('bundle.js', 'remove'))).files).toEqual([{ path: 'bundle.js', before: { unshown: 'long' }, after: null }]);
  const { files, leftOut } = await edited(...Array.from({ length: 30 }, (_, index) => edit(`many/${index}`, 'create', 'x')));
  expect([files.length, leftOut]).toEqual([20, 10]);
});
