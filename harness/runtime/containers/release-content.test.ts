import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderWith, removeFolders } from './engine.testing.js';
import { contentOfFolder } from './release-content.js';

afterAll(removeFolders);

function release(): string {
  const folder = folderWith({ 'start.js': 'a', 'Z.js': 'b', 'é.txt': '', 'with space': 'c' });
  mkdirSync(join(folder, 'start'));
  writeFileSync(join(folder, 'start', 'x'), 'd');
  symlinkSync('start.js', join(folder, 'link'));
  return folder;
}

test('is what docker/build.sh labels the image with', async () => {
  const folder = release();
  const [definition] = /^content_of\(\) .*$/m.exec(readFileSync(resolve('docker/build.sh'), 'utf8')) ?? [];
  const shell = spawnSync('sh', ['-c', `${definition ?? ''}\ncontent_of "$1"`, 'sh', folder], { encoding: 'utf8' });
  expect(shell.stderr).toBe('');
  expect(await contentOfFolder(folder)).toBe(shell.stdout.trim());
});

test('changes with a name and with a byte, and is the same for a copy', async () => {
  const [one, copy, renamed, changed] = [release(), release(), release(), release()];
  writeFileSync(join(renamed, 'more'), '');
  writeFileSync(join(changed, 'start', 'x'), 'D');
  const values = await Promise.all([one, copy, renamed, changed].map(contentOfFolder));
  expect(values[0]).toBe(values[1]);
  expect(new Set(values).size).toBe(3);
});
