import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { COPY_DEPENDENCIES, remedyForRefusedWrite, SharedDependencies } from './shared-dependencies.js';

let folder: string;

const FILES = { 'server.js': 0o644, 'lib/node_modules/a/index.js': 0o600, 'node_modules/a/cli.js': 0o775, 'vendor/deep/er/b.rb': 0o666 };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-dependencies-'));
  for (const [path, mode] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), 'text');
    chmodSync(join(folder, path), mode);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('sealed, files of dependencies can be read by everybody and written by nobody; others are left', async () => {
  await SharedDependencies.seal(folder);
  expect(Object.keys(FILES).map((path) => (statSync(join(folder, path)).mode & 0o777).toString(8))).toEqual(['644', '444', '555', '444']);
});

test('nothing has changed where only what is not shared was written', async () => {
  const shared = await SharedDependencies.seal(folder);
  writeFileSync(join(folder, 'server.js'), 'other text');
  expect(await shared.changed()).toBeUndefined();
});

/** As root whatever its rights are; anybody else must give himself the right first. */
function write(path: string, text: string): void {
  chmodSync(path, 0o644);
  writeFileSync(path, text);
  chmodSync(path, 0o444);
}

test.each<[string, (file: string) => void]>([
  ['other content of the same length', (file) => write(file, 'TEXT')],
  ['more content, with the old time', (file) => {
    const { atime, mtime } = statSync(file);
    write(file, 'text and text');
    utimesSync(file, atime, mtime);
  }],
  ['the right to be written', (file) => chmodSync(file, 0o644)],
])('a file that has got %s has changed', async (_, change) => {
  const shared = await SharedDependencies.seal(folder);
  change(join(folder, 'vendor/deep/er/b.rb'));
  expect(await shared.changed()).toBe('vendor/deep/er/b.rb');
});

test.each([
  `Error: EACCES: permission denied, open '/run/copies/1/node_modules/a/cli.js'`,
  `Error: EPERM: operation not permitted, chmod 'node_modules/a/cli.js'`,
  `PermissionError: [Errno 13] Permission denied: '/app/.venv/lib/site-packages/a/data.bin'`,
  `Error: EACCES: permission denied, open 'current'`,
  `Error: EACCES: permission denied, copyfile 'server.js' -> 'node_modules/a/cli.js'`,
])('%s is helped by copies', (line) => {
  symlinkSync('node_modules/a/cli.js', join(folder, 'current'));
  expect(remedyForRefusedWrite(['starting', line], folder)).toBe(COPY_DEPENDENCIES);
});

test.each([
  `Error: EACCES: permission denied, open '/etc/app.conf'`,
  `Error: listen EACCES: permission denied 0.0.0.0:80`,
  `    at Server.listen (/app/node_modules/a/cli.js:1:1)`,
  `Error: ENOENT: no such file or directory, open 'node_modules/a/none.js'`,
  `Error: EACCES: permission denied, open 'node_modules'`,
  '',
])('%j is not', (line) => {
  expect(remedyForRefusedWrite([line], folder)).toBeUndefined();
});
