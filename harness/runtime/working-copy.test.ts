import { spawnSync } from 'node:child_process';
import {
  chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unprivileged } from './embedded/identity.js';
import { SharedDependencies } from './shared-dependencies.js';
import { copyTree, editFiles, seenEdits, type FileEdit } from './working-copy.js';

let root: string;
/** The user's own tree, the run's private copy of it, and a working copy made from that. */
let user: string;
let base: string;
let copy: string;

const FILES: Record<string, string> = {
  'server.js': 'serve()',
  'data/state.json': '{}',
  'node_modules/dep/index.js': 'module.exports = 1',
  'node_modules/dep/node_modules/deep/index.js': 'module.exports = 2',
  'vendor/lib.rb': 'lib',
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'working-copy-test-'));
  chmodSync(root, 0o755);
  [user, base, copy] = ['user', 'base', 'copy'].map((name) => join(root, name)) as [string, string, string];
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(user, path)), { recursive: true });
    writeFileSync(join(user, path), text);
  }
  symlinkSync('server.js', join(user, 'current.js'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function makeCopy(): Promise<void> {
  await copyTree(user, base, { linkDependencies: false, embeddedFor: { identity: unprivileged('app') } });
  await SharedDependencies.seal(base);
  await copyTree(base, copy, { linkDependencies: true, owner: unprivileged('app') });
}

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => lstatSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
const inode = (...path: string[]): number => statSync(join(...path)).ino;
const edit = (path: string, mode: FileEdit['mode'], text = ''): FileEdit => ({ path, mode, text });

/** Runs a line of shell in the working copy as the app would run. */
const asApp = (line: string): number | null => spawnSync('sh', ['-c', line], { cwd: copy, ...unprivileged('app') }).status;

/** As somebody who is not root, whom no right stops. */
async function asSomebody(doing: () => Promise<void>): Promise<void> {
  const identity = unprivileged('app');
  if (identity) process.seteuid?.(identity.uid);
  try {
    await doing();
  } finally {
    if (identity) process.seteuid?.(0);
  }
}

test.each([
  ['a file', 'data/state.json', 0o000],
  ['a folder', 'data', 0o000],
  ['a folder that can be listed alone', 'data', 0o444],
])('%s that we may not read is told by its path, as a matter of the machine', async (_, path, mode) => {
  chmodSync(root, 0o777);
  chmodSync(join(user, path), mode);
  const error = new RegExp(`^${join(user, path)}.* cannot be read \\(EACCES\\)`);
  try {
    await asSomebody(() => expect(copyTree(user, base, { linkDependencies: false })).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(error) as string }));
  } finally {
    chmodSync(join(user, path), 0o755);
  }
});

test('a copy has the times that files and folders were changed at, which caches of compiled code and make compare', async () => {
  const times = { 'server.js': 1_000_000_000.5, 'data/state.json': 1_100_000_000, 'node_modules/dep/index.js': 1_200_000_000, data: 1_300_000_000, node_modules: 1_350_000_000, '': 1_400_000_000 };
  for (const [path, time] of Object.entries(times)) utimesSync(join(user, path), time, time);
  await makeCopy();
  expect(Object.fromEntries(Object.keys(times).map((path) => [path, statSync(join(copy, path)).mtimeMs / 1000]))).toEqual(times);
});

test('a copy has the same files and links, with the rights they had', async () => {
  chmodSync(join(user, 'server.js'), 0o755);
  await makeCopy();
  expect(filesOf(copy)).toEqual(FILES);
  expect(readlinkSync(join(copy, 'current.js'))).toBe('server.js');
  expect(statSync(join(copy, 'server.js')).mode & 0o777).toBe(0o755);
});

test('dependencies are hard links to the private copy, never to the files of the user, and the rest is copied', async () => {
  await makeCopy();
  for (const path of Object.keys(FILES)) {
    const linked = /node_modules|vendor/.test(path);
    expect([path, inode(copy, path) === inode(base, path)]).toEqual([path, linked]);
    expect([path, inode(base, path) === inode(user, path)]).toEqual([path, false]);
  }
});

test('edits change the working copy alone', async () => {
  await makeCopy();
  await editFiles(copy, [
    edit('server.js', 'prepend', '// broken\n'),
    edit('data/state.json', 'remove'),
    edit('node_modules/dep/index.js', 'replace', 'throw 1'),
    edit('node_modules/dep/node_modules/deep/index.js', 'remove'),
    edit('migrations/0001_new.sql', 'create', 'select 1'),
  ]);
  expect(filesOf(copy)).toEqual({
    'server.js': '// broken\nserve()',
    'node_modules/dep/index.js': 'throw 1',
    'vendor/lib.rb': 'lib',
    'migrations/0001_new.sql': 'select 1',
  });
  expect(filesOf(base)).toEqual(FILES);
  expect(filesOf(user)).toEqual(FILES);
});

describe('a substitution', () => {
  const substitute = (path: string, find: string, text: string): FileEdit => ({ path, mode: 'substitute', find, text });
  const live = async (...edits: FileEdit[]): Promise<boolean[]> => (await seenEdits(copy, edits)).map((evidence) => evidence.live);
  const SQL = 'select price from items; -- price, price_cents\n';
  beforeEach(async () => {
    writeFileSync(join(user, 'query.sql'), SQL);
    chmodSync(join(user, 'query.sql'), 0o640);
    await makeCopy();
  });

  test.each<[string, string, string, string]>([
    ['puts other words everywhere', 'price', 'cost', 'select cost from items; -- cost, cost_cents\n'],
    ['takes words for what they are, not for a pattern', '; --', ';--', 'select price from items;-- price, price_cents\n'],
    ['puts in words for what they are', 'items', '$& $1 $$', 'select price from $& $1 $$; -- price, price_cents\n'],
    ['may put nothing in their place', ', price_cents', '', 'select price from items; -- price\n'],
    ['may put more in their place', 'price', 'price_new', 'select price_new from items; -- price_new, price_new_cents\n'],
  ])('%s, in the working copy alone, and is to be seen', async (_, find, text, expected) => {
    const edit = substitute('query.sql', find, text);
    expect(await live(edit)).toEqual([false]);
    await editFiles(copy, [edit]);
    expect(readFileSync(join(copy, 'query.sql'), 'utf8')).toBe(expected);
    expect(statSync(join(copy, 'query.sql')).mode & 0o777).toBe(0o640);
    expect([base, user].map((folder) => readFileSync(join(folder, 'query.sql'), 'utf8'))).toEqual([SQL, SQL]);
    expect(await live(edit)).toEqual([true]);
    asApp(`echo '${SQL.trim()}' > query.sql`);
    expect(await live(edit)).toEqual([false]);
  });

  test('several of them follow each other', async () => {
    await editFiles(copy, [substitute('query.sql', 'price', 'cost'), substitute('query.sql', 'cost from', 'sum from')]);
    expect(readFileSync(join(copy, 'query.sql'), 'utf8')).toBe('select sum from items; -- cost, cost_cents\n');
  });

  test('of a dependency changes the copy, not what it was linked to', async () => {
    await editFiles(copy, [substitute('node_modules/dep/index.js', '1', '7')]);
    expect([copy, base, user].map((folder) => readFileSync(join(folder, 'node_modules/dep/index.js'), 'utf8'))).toEqual(['module.exports = 7', 'module.exports = 1', 'module.exports = 1']);
  });

  test('in a file that is gone is not to be seen', async () => {
    const edit = substitute('query.sql', 'price', 'cost');
    await editFiles(copy, [edit]);
    rmSync(join(copy, 'query.sql'));
    expect(await live(edit)).toEqual([false]);
  });

  test('in a file that is not there is explained', async () => {
    await expect(editFiles(copy, [substitute('nope.sql', 'a', 'b')])).rejects.toThrow('nope.sql, which is not in the release');
  });
});

test('whatever the app writes into its folder, the files of the user stay', async () => {
  await makeCopy();
  expect(asApp('echo x > server.js; echo x > data/state.json; echo x > new; rm current.js; ls new')).toBe(0);
  expect(readFileSync(join(copy, 'server.js'), 'utf8')).toBe('x\n');
  asApp('echo x >> node_modules/dep/index.js; rm -rf node_modules data vendor');
  expect(filesOf(user)).toEqual(FILES);
  expect(filesOf(base)).toEqual(FILES);
  expect(readlinkSync(join(user, 'current.js'))).toBe('server.js');
});

test('beside the files of its dependencies the app may put others, and in their place', async () => {
  await makeCopy();
  expect(asApp('mkdir -p node_modules/.cache && echo x > node_modules/.cache/x && echo x > node_modules/dep/new && mv -f node_modules/dep/new node_modules/dep/index.js')).toBe(0);
  expect([copy, base].map((folder) => readFileSync(join(folder, 'node_modules/dep/index.js'), 'utf8'))).toEqual(['x\n', 'module.exports = 1']);
});

test('what an app writes into dependencies of its own stays in its copy', async () => {
  await copyTree(user, base, { linkDependencies: false });
  await copyTree(base, copy, { linkDependencies: false, owner: unprivileged('app') });
  expect(asApp('echo x > node_modules/dep/index.js')).toBe(0);
  expect(filesOf(base)).toEqual(FILES);
});

test.each<[string, (from: string) => string]>([
  ['by its full path', (folder) => join(folder, 'data')],
  ['by a way around', () => '../user/data'],
])('a link that leads into the tree of the user %s leads into the copy instead', async (_, target) => {
  symlinkSync(target(user), join(user, 'state'));
  await makeCopy();
  expect(asApp('echo mine > state/state.json')).toBe(0);
  expect(readFileSync(join(copy, 'data/state.json'), 'utf8')).toBe('mine\n');
  expect(readFileSync(join(user, 'data/state.json'), 'utf8')).toBe('{}');
});

test.each([
  ['behind a link to a folder elsewhere', 'shared/settings.json'],
  ['outside of the release', '../elsewhere/settings.json'],
])('a fault of a file %s is refused, and that file stays', async (_, path) => {
  mkdirSync(join(root, 'elsewhere'));
  writeFileSync(join(root, 'elsewhere/settings.json'), '{}');
  symlinkSync(join(root, 'elsewhere'), join(user, 'shared'));
  await makeCopy();
  await expect(editFiles(copy, [edit(path, 'remove')])).rejects.toThrow(/lies outside of the release/);
  expect(readFileSync(join(root, 'elsewhere/settings.json'), 'utf8')).toBe('{}');
});

test('a file to change that is a link to a file elsewhere is replaced, not written through', async () => {
  writeFileSync(join(root, 'outside.json'), '{}');
  symlinkSync(join(root, 'outside.json'), join(user, 'linked.json'));
  await makeCopy();
  await editFiles(copy, [edit('linked.json', 'prepend', '//')]);
  expect(readFileSync(join(copy, 'linked.json'), 'utf8')).toBe('//{}');
  expect(readFileSync(join(root, 'outside.json'), 'utf8')).toBe('{}');
});

test('a changed file is still the app\'s own, with the rights it had', async () => {
  writeFileSync(join(user, 'start.sh'), 'exit 0\n');
  chmodSync(join(user, 'start.sh'), 0o755);
  await makeCopy();
  await editFiles(copy, [edit('start.sh', 'replace', 'exit 3\n'), edit('server.js', 'prepend', 'x')]);
  expect(asApp('./start.sh')).toBe(3);
  expect(asApp('echo x >> server.js')).toBe(0);
});

test('the app can read all of its copy where files are made private', async () => {
  const before = process.umask(0o077);
  try {
    await makeCopy();
    await editFiles(copy, [edit('server.js', 'replace', 'x'), edit('migrations/new.sql', 'create', 'y')]);
    expect(asApp('cat server.js migrations/new.sql node_modules/dep/index.js vendor/lib.rb')).toBe(0);
  } finally {
    process.umask(before);
  }
});

test('a file to change that is not there is explained', async () => {
  await makeCopy();
  const missing = editFiles(copy, [edit('server.ts', 'replace', '')]);
  await expect(missing).rejects.toMatchObject({ name: 'EnvironmentError', message: expect.stringContaining('server.ts, which is not in the release') });
  expect(existsSync(join(copy, 'server.ts'))).toBe(false);
});

test('evidence tells an edit that is there from one that the app undid', async () => {
  await makeCopy();
  const edits = [edit('server.js', 'prepend', '//'), edit('data/state.json', 'remove'), edit('vendor/lib.rb', 'replace', 'new'), edit('node_modules/dep/index.js', 'replace', '')];
  await editFiles(copy, edits);
  const live = async (): Promise<boolean[]> => (await seenEdits(copy, edits)).map((evidence) => evidence.live);
  expect(await live()).toEqual([true, true, true, true]);
  writeFileSync(join(copy, 'node_modules/dep/index.js'), 'built anew');
  asApp('echo {} > data/state.json; rm -f vendor/lib.rb; echo serve > server.js');
  rmSync(join(copy, 'vendor/lib.rb'), { force: true });
  expect(await live()).toEqual([false, false, false, false]);
});
