import { chmodSync, existsSync, lstatSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

/** Folders that hold dependencies: large, and seldom written by an app, so that working copies share their files. */
export const DEPENDENCY_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'vendor', '.venv', 'site-packages']);

/** What helps an app that writes into the files of its dependencies. */
export const COPY_DEPENDENCIES =
  'Its instances share the files of its dependencies, and may not write into them; say copyDependencies: true (--copy-dependencies), so that each has its own.';

/** A write that was refused, and the file, as programs quote it; Node names it last. */
const REFUSED_WRITE = /(?:EACCES|EPERM|EROFS|permission denied|not permitted|read-only file system).*['"]([^'"]+)['"]/i;

/**
 * The remedy for an app whose log says that a write into its dependencies was refused; undefined where it says no such
 * thing. A link that leads there is followed, as long as the folder is there.
 */
export const remedyForRefusedWrite = (lines: readonly string[], folder: string): string | undefined =>
  lines.some((line) => isOfDependency(REFUSED_WRITE.exec(line)?.[1], folder)) ? COPY_DEPENDENCIES : undefined;

function isOfDependency(path: string | undefined, folder: string): boolean {
  if (path === undefined) return false;
  const file = resolve(folder, path);
  return [file, existsSync(file) ? realpathSync(file) : file].some((each) => each.split('/').slice(0, -1).some((name) => DEPENDENCY_FOLDERS.has(name)));
}

/** The files of dependencies in the run's private copy of a release, to which all working copies are linked. */
export class SharedDependencies {
  private constructor(
    private readonly folder: string,
    private readonly sealed: ReadonlyMap<string, string>,
  ) {}

  /**
   * Makes them readable by everybody and writable by nobody: a write in place is then refused to the app, which may
   * still put files of its own in their place. One that runs as the owner could give itself the right: see `changed`.
   */
  static async seal(folder: string): Promise<SharedDependencies> {
    const sealed = new Map<string, string>();
    for await (const file of filesOf(folder)) {
      chmodSync(file, (lstatSync(file).mode & 0o111) === 0 ? 0o444 : 0o555);
      sealed.set(file, stateOf(file));
    }
    return new SharedDependencies(folder, sealed);
  }

  /** Path of a file that is not as it was, from the release's folder; undefined: all are. */
  async changed(): Promise<string | undefined> {
    for await (const file of filesOf(this.folder)) if (this.sealed.get(file) !== stateOf(file)) return relative(this.folder, file);
    return undefined;
  }
}

/** Whoever writes changes the time, whoever is about to changes the rights. */
function stateOf(file: string): string {
  const { size, mtimeNs, mode } = lstatSync(file, { bigint: true });
  return `${size} ${mtimeNs} ${mode}`;
}

async function* filesOf(folder: string, within = false): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesOf(path, within || DEPENDENCY_FOLDERS.has(entry.name));
    else if (within && entry.isFile()) yield path;
  }
}
