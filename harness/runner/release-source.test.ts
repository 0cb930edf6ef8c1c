import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigError, EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import { findSource, releaseFrom } from './release-source.js';

/** What a built shop consists of, as its description names it; a checkout has it in `src`, and its build copies it. */
const RELEASE_FILES = { 'server.js': 'start();\n', 'views/front.ejs': '<h1>Kettles</h1>\n', 'views/item.ejs': '<h1>one</h1>\n', 'migrations/0001.sql': 'select 1;\n' };
const sourceFiles = (word: string): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(RELEASE_FILES).map(([path, text]) => [`src/${path}`, text])),
  'src/views/front.ejs': `<h1>${word}</h1>\n`,
  'build.cjs': `require('left-pad'); require('node:fs').cpSync('src', 'dist', { recursive: true });\n`,
});

const started = process.cwd();
/** A repository whose project is a folder of it, as in one that holds several. */
const repository = realpathSync(mkdtempSync(join(tmpdir(), 'canarybed-source-')));
const project = join(repository, 'shops/kettles');
const other = join(repository, 'other');
let workplace: string;

const described: Release = {
  ...SHOP_RELEASE,
  folder: join(project, 'dist'),
  command: ['node', 'server.js'],
  build: { command: ['node', 'build.cjs'], folder: project },
  env: { GREETING: 'hello' },
};

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: repository, encoding: 'utf8' }).trim();
const front = ({ folder }: Release): string => readFileSync(join(folder, 'views/front.ejs'), 'utf8');
const fetched = async (name: string, app: Release = described): Promise<Release> => releaseFrom(await findSource(name, app), app, 'new', workplace);

beforeAll(() => {
  write(project, sourceFiles('Kettles of before'));
  write(repository, { '.gitignore': 'dist\nnode_modules\nother\n', 'readme.txt': 'two shops' });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'before');
  git('tag', 'v1');
  // Dependencies and the built release are in no commit.
  write(project, { ...sourceFiles('Kettles of now'), 'node_modules/left-pad/index.js': '' });
  write(join(project, 'dist'), RELEASE_FILES);
  process.chdir(project);
});
afterAll(() => {
  process.chdir(started);
  rmSync(repository, { recursive: true, force: true });
});
beforeEach(() => (workplace = mkdtempSync(join(repository, 'workplace-'))));
afterEach(() => rmSync(other, { recursive: true, force: true }));

describe('what a name stands for', () => {
  test.each<[string, string, () => object]>([
    ['a folder that holds a release', 'dist', () => ({ kind: 'release-folder', folder: join(project, 'dist') })],
    ['a folder that does not is a checkout', '.', () => ({ kind: 'checkout', folder: project })],
    ['a tag', 'v1', () => ({ kind: 'commit', commit: git('rev-parse', 'v1^{commit}'), prefix: 'shops/kettles/' })],
    ['a commit', 'HEAD', () => ({ kind: 'commit', commit: git('rev-parse', 'HEAD'), prefix: 'shops/kettles/' })],
    ['what is neither may be an image', 'shop:2', () => ({ kind: 'image', image: 'shop:2' })],
    ['a file is no folder', 'build.cjs', () => ({ kind: 'image', image: 'build.cjs' })],
  ])('%s', async (_, name, source) => expect(await findSource(name, described)).toEqual(source()));

  test('a folder goes before a tag of the same name', async () => {
    git('tag', 'src');
    expect(await findSource('src', described)).toMatchObject({ kind: 'release-folder' });
  });

  test.each(['views/front.ejs', 'migrations'])('without its %s a folder holds no release', async (missing) => {
    write(other, RELEASE_FILES);
    rmSync(join(other, missing), { recursive: true });
    expect(await findSource('../../other', described)).toMatchObject({ kind: 'checkout' });
  });

  test('nor without a file of its start command', async () => {
    write(other, RELEASE_FILES);
    rmSync(join(other, 'server.js'));
    expect(await findSource('../../other', described)).toMatchObject({ kind: 'checkout' });
  });

  test('where there is no git repository, what is no folder may be an image', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'canarybed-no-repository-'));
    try {
      process.chdir(outside);
      expect(await findSource('v1', described)).toEqual({ kind: 'image', image: 'v1' });
    } finally {
      process.chdir(project);
      rmSync(outside, { recursive: true });
    }
  });
});

test('a folder that is a release is used as it is, under a name of its own and without a build', async () => {
  write(other, { ...RELEASE_FILES, 'views/front.ejs': 'Pots' });
  const release = await fetched('../../other');
  expect(release).toMatchObject({ name: 'shop-new', folder: other, env: { GREETING: 'hello' }, command: ['node', 'server.js'] });
  expect(release).not.toHaveProperty('build');
  expect(release).not.toHaveProperty('image');
  expect(front(release)).toBe('Pots');
});

test('where a release knows its id, it is told the new one', async () => {
  const release = await fetched('dist', { ...described, releaseId: { setting: 'RELEASE' } });
  expect(release).toMatchObject({ env: { GREETING: 'hello', RELEASE: 'new' }, releaseId: { setting: 'RELEASE' } });
});

test('in containers a release is laid over the image that is there', async () => {
  const image = { name: 'shop:1', folder: '/srv/shop', build: ['make'] };
  expect((await fetched('dist', { ...described, image })).image).toEqual({ name: 'shop:1', folder: '/srv/shop', overlaid: true });
});

describe('a checkout', () => {
  beforeEach(() => write(other, sourceFiles('Pots')));

  test('is built where it stands, with the dependencies of the project where it has none', async () => {
    const release = await fetched('../../other');
    expect(release.folder).toBe(join(other, 'dist'));
    expect(front(release)).toBe('<h1>Pots</h1>\n');
    expect(readlinkSync(join(other, 'node_modules'))).toBe(join(project, 'node_modules'));
    expect(readFileSync(join(project, 'dist/views/front.ejs'), 'utf8')).toBe(RELEASE_FILES['views/front.ejs']);
  });

  test('keeps dependencies of its own', async () => {
    write(other, { 'node_modules/left-pad/index.js': '', 'node_modules/own/index.js': '' });
    await fetched('../../other');
    expect(lstatSync(join(other, 'node_modules')).isSymbolicLink()).toBe(false);
    expect(existsSync(join(other, 'node_modules/own'))).toBe(true);
  });

  test('whose build fails is refused with what the build said', async () => {
    write(other, { 'build.cjs': `console.error('no kettles'); process.exit(1);` });
    const refused = fetched('../../other');
    await expect(refused).rejects.toThrow(EnvironmentError);
    await expect(refused).rejects.toThrow(/^the build of shop failed: no kettles$/);
  });

  test('that has no release once it is built is refused by name', async () => {
    write(other, { 'build.cjs': '' });
    const refused = fetched('../../other');
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(`new: expected the pages, migrations and start command of shop in ${join(other, 'dist')}, they are not all there`);
  });
});

test('a commit is built in a folder of its own, also where the project is a folder of its repository', async () => {
  const release = await fetched('v1');
  expect(release.folder).toBe(join(workplace, 'checkout-new/shops/kettles/dist'));
  expect(front(release)).toBe('<h1>Kettles of before</h1>\n');
  expect(readFileSync(join(workplace, 'checkout-new/readme.txt'), 'utf8')).toBe('two shops');
  expect(readlinkSync(join(workplace, 'checkout-new/shops/kettles/node_modules'))).toBe(join(project, 'node_modules'));
  expect(front({ ...described, folder: join(project, 'src') })).toBe('<h1>Kettles of now</h1>\n');
});

test('two releases of one commit do not get into each other', async () => {
  const source = await findSource('v1', described);
  const [old, next] = await Promise.all(['old', 'new'].map((name) => releaseFrom(source, described, name, workplace)));
  expect([old?.name, next?.name]).toEqual(['shop-old', 'shop-new']);
  expect([old?.folder, next?.folder]).toEqual(['old', 'new'].map((name) => join(workplace, `checkout-${name}/shops/kettles/dist`)));
});

describe('a name that is neither a folder nor a commit', () => {
  test('is refused where the app is described without an image', async () => {
    const refused = fetched('shop:2');
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(`shop:2: expected a folder or a git ref, found neither; for an image the app's description needs "image"`);
  });

  test('is refused where no engine has such an image, or none answers', async () => {
    const refused = fetched('canarybed-test/no-such-image:never', { ...described, image: { name: 'shop:1', folder: '/srv/shop' } });
    await expect(refused).rejects.toThrow(EnvironmentError);
    await expect(refused).rejects.toThrow(/^canarybed-test\/no-such-image:never is no folder(?: and no git ref, and no container engine answers|, no git ref and no image of the engine)/);
  });
});
