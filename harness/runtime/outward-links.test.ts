import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unprivileged } from './embedded/identity.js';
import { removeFolder } from './sweep.js';
import { copyTree, removeWithin } from './working-copy.js';

let root: string;
/** The user's release, a folder beside it, and a working copy of the release. */
let user: string;
let elsewhere: string;
let copy: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outward-links-'));
  chmodSync(root, 0o755);
  [user, elsewhere, copy] = ['user', 'elsewhere', 'copy'].map((name) => join(root, name)) as [string, string, string];
  mkdirSync(join(user, 'node_modules'), { recursive: true });
  mkdirSync(join(user, 'data'));
  writeFileSync(join(user, 'data/state.json'), '{}');
  for (const path of ['data', 'data/state.json']) chmodSync(join(user, path), path.endsWith('json') ? 0o666 : 0o777);
  mkdirSync(join(elsewhere, 'deep'), { recursive: true });
  writeFileSync(join(elsewhere, 'deep/state.json'), '{}');
  // Whoever runs the tests, the app may write there.
  for (const path of ['', 'deep', 'deep/state.json']) chmodSync(join(elsewhere, path), path.endsWith('json') ? 0o666 : 0o777);
});
afterEach(() => removeFolder(root));

async function makeCopy(): Promise<void> {
  const base = join(root, 'base');
  const identity = unprivileged('app');
  await copyTree(user, base, { linkDependencies: false, embeddedFor: { identity } });
  await copyTree(base, copy, { linkDependencies: true, owner: identity });
}

/** Runs a line of shell in the working copy as the app would run. */
const asApp = (line: string): number | null => spawnSync('sh', ['-c', line], { cwd: copy, ...unprivileged('app') }).status;
const state = (): string => readFileSync(join(elsewhere, 'deep/state.json'), 'utf8');

test.each<[string, (to: string) => string, string]>([
  ['by a full path to a folder', () => elsewhere, 'link/deep/state.json'],
  ['by a relative path to a folder', () => '../elsewhere/deep', 'link/state.json'],
  ['to a file', () => '../elsewhere/deep/state.json', 'link'],
])('behind a link that leads out of the release %s an app writes into a copy of its own', async (_, target, file) => {
  symlinkSync(target(user), join(user, 'link'));
  await makeCopy();
  expect(asApp(`echo mine > ${file}`)).toBe(0);
  expect([readFileSync(join(copy, file), 'utf8'), state()]).toEqual(['mine\n', '{}']);
});

test('also behind a link from there back into the release', async () => {
  symlinkSync(join(user, 'data'), join(elsewhere, 'back'));
  symlinkSync(elsewhere, join(user, 'link'));
  await makeCopy();
  expect(asApp('echo mine > link/back/state.json')).toBe(0);
  expect(readFileSync(join(user, 'data/state.json'), 'utf8')).toBe('{}');
});

test('what may not be written by it is not copied, and is found by a relative path, too', async () => {
  for (const path of ['', 'deep', 'deep/state.json']) chmodSync(join(elsewhere, path), path.endsWith('json') ? 0o444 : 0o555);
  symlinkSync('../elsewhere', join(user, 'link'));
  const identity = unprivileged('app');
  await makeCopy();
  if (identity) expect(readlinkSync(join(copy, 'link'))).toBe(elsewhere);
  expect(asApp('grep -q "{}" link/deep/state.json')).toBe(0);
});

test('dependencies are not copied, whose own stand beside them', async () => {
  symlinkSync('../../elsewhere', join(user, 'node_modules/package'));
  await makeCopy();
  expect(readlinkSync(join(copy, 'node_modules/package'))).toBe(elsewhere);
  expect(asApp('grep -q "{}" node_modules/package/deep/state.json')).toBe(0);
});

test('a folder that holds the release, or the copy, is not copied into it', async () => {
  mkdirSync(join(root, 'runs'));
  copy = join(root, 'runs/copy');
  symlinkSync('..', join(user, 'up'));
  symlinkSync(join(root, 'runs'), join(user, 'runs'));
  await copyTree(user, copy, { linkDependencies: false, embeddedFor: { identity: undefined } });
  expect(['up', 'runs'].map((name) => readlinkSync(join(copy, name)))).toEqual([root, join(root, 'runs')]);
});

test('a folder in which only something deep may be written is copied, too', async () => {
  for (const path of ['', 'deep']) chmodSync(join(elsewhere, path), 0o755);
  symlinkSync(elsewhere, join(user, 'link'));
  await makeCopy();
  expect(asApp('echo mine > link/deep/state.json')).toBe(0);
  expect(state()).toBe('{}');
});

test('what is too large to be copied for each instance stays where it is', async () => {
  truncateSync(join(elsewhere, 'deep/state.json'), 65 * 2 ** 20);
  symlinkSync('../elsewhere/deep', join(user, 'link'));
  await makeCopy();
  expect(readlinkSync(join(copy, 'link'))).toBe(join(elsewhere, 'deep'));
});

test('for containers, where folders of this machine are not, a link stays as it is', async () => {
  symlinkSync('../elsewhere', join(user, 'link'));
  symlinkSync(elsewhere, join(user, 'by-path'));
  await copyTree(user, copy, { linkDependencies: false });
  expect(['link', 'by-path'].map((name) => readlinkSync(join(copy, name)))).toEqual(['../elsewhere', elsewhere]);
});

test('a file to be left out that lies behind such a link stays where it is', async () => {
  for (const path of ['', 'deep', 'deep/state.json']) chmodSync(join(elsewhere, path), path.endsWith('json') ? 0o444 : 0o555);
  symlinkSync(elsewhere, join(user, 'link'));
  await copyTree(user, copy, { linkDependencies: false });
  await removeWithin(copy, 'link/deep/state.json');
  await removeWithin(copy, 'data/state.json');
  expect([existsSync(join(elsewhere, 'deep/state.json')), existsSync(join(copy, 'data/state.json'))]).toEqual([true, false]);
});

test('what is not there or is no file stays a link', async () => {
  symlinkSync('../nowhere', join(user, 'nowhere'));
  symlinkSync('/dev/null', join(user, 'log'));
  await makeCopy();
  expect(['nowhere', 'log'].map((name) => readlinkSync(join(copy, name)))).toEqual(['../nowhere', '/dev/null']);
});
