import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changedSince, countedAs } from './since.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'canarybed-since-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: folder, stdio: 'ignore' });

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  git('init', '-q');
  write('.gitignore', 'app/dist/\n');
  for (const file of ['app/views/front.ejs', 'app/views/a page.ejs', 'app/server.ts', 'app/old.ts', 'README.md', 'package-lock.json']) write(file, 'one');
  git('add', '.');
  git('commit', '-qm', 'one');
  write('app/views/front.ejs', 'two');
  git('commit', '-qam', 'two');
  write('app/views/a page.ejs', 'two');
  write('README.md', 'two');
  rmSync(join(folder, 'app/old.ts'));
  write('app/views/new.ejs', 'new');
  write('app/dist/views/front.ejs', 'built');
});

const changed = async (ref: string, release: string, isBuilt: boolean) =>
  (await changedSince(ref, { folder: join(folder, release), ...(isBuilt ? { build: { command: [], folder } } : {}) }, folder)).sort();

test('what was committed since, changed, removed and added counts, as it is named in the release', async () => {
  expect(await changed('HEAD~1', 'app', false)).toEqual(['old.ts', 'views/a page.ejs', 'views/front.ejs', 'views/new.ejs']);
  expect(await changed('HEAD', 'app', false)).toEqual(['old.ts', 'views/a page.ejs', 'views/new.ejs']);
});

test('of an app with a build the sources beside its output count as if they lay in it', async () => {
  expect(await changed('HEAD~1', 'app/dist', true)).toEqual(['old.ts', 'views/a page.ejs', 'views/front.ejs', 'views/new.ejs']);
  expect(await changed('HEAD~1', 'app/dist', false)).toEqual([]);
});

test('it works from a folder below the repository\'s top', async () => {
  const found = await changedSince('HEAD~1', { folder: join(folder, 'app') }, join(folder, 'app'));
  expect(found.sort()).toEqual(['old.ts', 'views/a page.ejs', 'views/front.ejs', 'views/new.ejs']);
});

test.each([
  ['/p/app/a.js', 'a.js'],
  ['/p/apple/a.js', undefined],
  ['/p/docs/a.md', undefined],
  ['/p/package-lock.json', '../package-lock.json'],
  ['/p/docs/package.json', undefined],
  ['/p/canarybed.config.ts', '../canarybed.config.ts'],
  ['/p/scenarios/app.ts', '../scenarios/app.ts'],
  ['/p/shop.env', '../shop.env'],
])('%s counts as %s', (file, name) => expect(countedAs(file, { folder: '/p/app', isBuilt: false, cwd: '/p', described: ['scenarios/app.ts', '/p/shop.env'] })).toBe(name));

test('a ref that there is none of, and a folder without git, are refused', async () => {
  await expect(changed('no-such-tag', 'app', false)).rejects.toThrow('--since no-such-tag: expected a commit, branch or tag, git knows none');
  await expect(changed('--output=x', 'app', false)).rejects.toThrow('git knows none');
  await expect(changedSince('HEAD', { folder: '/' }, '/')).rejects.toThrow('expected a git repository at /, found none');
});

test.each([
  ['/p/reports/audit.json', undefined],
  ['/p/reports/views.py', 'reports/views.py'],
  ['/p/.canarybed/audit.json', undefined],
  ['/p/views/reports/month.ejs', 'views/reports/month.ejs'],
])('of a release in the working folder itself %s counts as %s', (file, name) => expect(countedAs(file, { folder: '/p', isBuilt: false, cwd: '/p', described: [] })).toBe(name));

test('a release outside the repository, such as an image\'s, is refused: nothing would count as changed', async () => {
  await expect(changedSince('HEAD', { folder: tmpdir() }, folder)).rejects.toThrow('--since needs a release whose folder lies in the git repository');
});

test('a git that cannot tell what changed is no git that says that nothing did', async () => {
  const broken = realpathSync(mkdtempSync(join(tmpdir(), 'canarybed-since-broken-')));
  execFileSync('cp', ['-a', `${folder}/.`, broken]);
  writeFileSync(join(broken, '.git/index'), 'no index');
  await expect(changedSince('HEAD', { folder: broken }, broken)).rejects.toMatchObject({ name: 'EnvironmentError', message: expect.stringContaining('git diff failed') as string });
  rmSync(broken, { recursive: true });
});
