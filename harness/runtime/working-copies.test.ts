import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unprivileged } from './embedded/identity.js';
import { SharedDependencies } from './shared-dependencies.js';
import { WorkingCopies, type WorkingCopy } from './working-copies.js';
import { copyTree } from './working-copy.js';

let root: string;
let base: string;

const FILES: Record<string, string> = {
  'server.js': 'serve()',
  'node_modules/dep/index.js': 'module.exports = 1',
  'node_modules/dep/node_modules/deep/index.js': 'module.exports = 2',
  'packages/a/node_modules/b/index.js': 'module.exports = 3',
};
const OWNER = unprivileged('app');

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'working-copies-'));
  chmodSync(root, 0o755);
  base = join(root, 'base');
  const user = join(root, 'user');
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(user, path)), { recursive: true });
    writeFileSync(join(user, path), text);
  }
  symlinkSync('../server.js', join(user, 'node_modules/server.js'));
  await copyTree(user, base, { linkDependencies: false });
  await SharedDependencies.seal(base);
  mkdirSync(join(root, 'copies'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const copiesOf = (linked = true): WorkingCopies => new WorkingCopies(base, join(root, 'copies'), linked, OWNER);

/** Runs a line of shell in a working copy as the app would run. */
const asApp = ({ folder }: WorkingCopy, line: string): number | null => spawnSync('sh', ['-c', line], { cwd: folder, ...OWNER }).status;
const inodeOf = ({ folder }: WorkingCopy, path: string): number => statSync(join(folder, path)).ino;
const namesIn = ({ folder }: WorkingCopy): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

test('dependencies that a copy left as they were go to the next one, which is as the first was', async () => {
  const copies = copiesOf();
  const first = await copies.make();
  const names = namesIn(first);
  const linked = ['node_modules', 'node_modules/dep', 'packages/a/node_modules'].map((path) => inodeOf(first, path));
  expect(asApp(first, 'cat node_modules/server.js node_modules/dep/index.js > /dev/null && echo mine > server.js')).toBe(0);
  await first.remove();
  const second = await copies.make();
  expect(existsSync(first.folder)).toBe(false);
  expect(['node_modules', 'node_modules/dep', 'packages/a/node_modules'].map((path) => inodeOf(second, path))).toEqual(linked);
  expect(namesIn(second)).toEqual(names);
  expect(readFileSync(join(second.folder, 'server.js'), 'utf8')).toBe('serve()');
  expect(readFileSync(join(second.folder, 'node_modules/server.js'), 'utf8')).toBe('serve()');
});

test.each([
  ['adds a file to them', 'echo x > node_modules/dep/cache.json'],
  ['adds a file and takes it away again', 'echo x > node_modules/dep/a && rm node_modules/dep/a'],
  ['adds a file and sets the old time of its folder', 'touch -r node_modules/dep server.js && echo x > node_modules/dep/a && touch -r server.js node_modules/dep'],
  ['puts a file in the place of one', 'cd node_modules/dep/node_modules/deep && cp index.js new.js && chmod u+w new.js && echo more >> new.js && mv -f new.js index.js'],
  ['removes a file', 'rm -f node_modules/dep/index.js'],
  ['removes all of them', 'rm -rf node_modules'],
  ['leads a link elsewhere', 'ln -sfn /etc/hostname node_modules/server.js'],
  ['puts a folder of its own in the place of one', 'cp -r node_modules/dep d && rm -rf node_modules/dep && mv d node_modules/dep'],
  ['puts a folder of its own in the place of all', 'cp -r node_modules n && rm -rf node_modules && mv n node_modules'],
  ['takes the rights of a folder', 'chmod 0 node_modules/dep'],
  ['moves them away', 'mv node_modules elsewhere'],
])('no copy takes over from one that %s', async (_, line) => {
  const copies = copiesOf();
  const first = await copies.make();
  const names = namesIn(first);
  expect(asApp(first, line)).toBe(0);
  await first.remove();
  const second = await copies.make();
  expect(namesIn(second)).toEqual(names);
  for (const [path, text] of Object.entries(FILES)) expect(readFileSync(join(second.folder, path), 'utf8')).toBe(text);
  expect(readFileSync(join(second.folder, 'node_modules/server.js'), 'utf8')).toBe('serve()');
  expect(statSync(join(second.folder, 'node_modules/dep')).mode & 0o777).toBe(0o755);
  expect(inodeOf(second, 'node_modules/dep/index.js')).toBe(statSync(join(base, 'node_modules/dep/index.js')).ino);
});

test('no copy takes over what was broken on purpose', async () => {
  const copies = copiesOf();
  const first = await copies.make();
  await first.edit([{ path: 'node_modules/dep/index.js', mode: 'replace', text: 'throw 1' }]);
  await first.remove();
  expect(readFileSync(join((await copies.make()).folder, 'node_modules/dep/index.js'), 'utf8')).toBe('module.exports = 1');
});

test('copies that are there at once share no folder, and one left over serves one copy alone', async () => {
  const copies = copiesOf();
  const first = await copies.make();
  await first.remove();
  const [second, third] = await Promise.all([copies.make(), copies.make()]);
  expect(inodeOf(second, 'node_modules')).not.toBe(inodeOf(third, 'node_modules'));
  expect(namesIn(second)).toEqual(namesIn(third));
});

test('a copy may be removed twice, and leaves nothing where nothing is shared', async () => {
  const copies = copiesOf(false);
  const copy = await copies.make();
  await copy.remove();
  await copy.remove();
  expect(readdirSync(join(root, 'copies'))).toEqual([]);
});
