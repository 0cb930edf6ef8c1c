import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../../model/errors.js';
import { wallTimer } from '../../model/wall-clock.js';
import { DEPENDENCY_FOLDERS } from '../../runtime/shared-dependencies.js';

/** Wall seconds without another one after which files count as saved: editors and checkouts write several at once. */
const QUIET = 0.2;

/** Folders that runs and programs write of their own accord. */
const NOT_SOURCES = new Set([...DEPENDENCY_FOLDERS, 'reports', 'coverage', '__pycache__']);

const isSource = (name: string): boolean => !name.startsWith('.') && !NOT_SOURCES.has(name);

/**
 * Tells which files in a set of folders were saved. What is written again as it was, as builds do, counts at most once.
 */
export class SavedFiles {
  readonly #watchers = new Map<string, FSWatcher>();
  /** What each file was like when it was last looked at. */
  readonly #known = new Map<string, { readonly stamp: string; readonly hash?: string }>();
  #saved = new Set<string>();
  #cancel: () => void = () => undefined;
  #tell: () => void = () => undefined;

  /** @param ours files that runs themselves write, by their whole paths: nobody saved them */
  constructor(
    private readonly ours: ReadonlySet<string> = new Set(),
    private readonly quiet = QUIET,
  ) {}

  /**
   * Follows these folders from now on, beside those that it follows already.
   * @param since milliseconds of the system's date: a file that was saved later is told of, too
   * @throws EnvironmentError when the system lets nobody watch more folders
   */
  follow(folders: readonly string[], since = Number.POSITIVE_INFINITY): void {
    for (const folder of folders) this.#followOne(folder, since);
  }

  /** The same with all folders below them that hold sources. */
  followTrees(folders: readonly string[], since = Number.POSITIVE_INFINITY): void {
    for (const folder of folders) {
      this.#followOne(folder, since);
      this.followTrees(foldersIn(folder), since);
    }
  }

  /** Resolves with the files that were saved since the last time, once no more are; with none when it is aborted. */
  async next(signal: AbortSignal): Promise<readonly string[]> {
    if (this.#saved.size > 0) this.#rearm();
    await new Promise<void>((resolve) => {
      this.#tell = resolve;
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const saved = [...this.#saved].sort();
    this.#saved = new Set();
    return saved;
  }

  close(): void {
    this.#cancel();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #followOne(folder: string, since: number): void {
    if (this.#watchers.has(folder)) return;
    const watcher = watchFolder(folder, (name) => this.#look(join(folder, name)));
    if (!watcher) return;
    watcher.on('error', () => this.#leave(folder));
    this.#watchers.set(folder, watcher);
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      const stats = statOf(path);
      if (!stats?.isFile() || this.ours.has(path)) continue;
      this.#known.set(path, { stamp: stampOf(stats) });
      if (stats.mtimeMs > since) this.#note(path);
    }
  }

  #leave(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #look(path: string): void {
    if (this.ours.has(path)) return;
    const stats = statOf(path);
    if (stats?.isDirectory()) return void (isSource(path.split('/').at(-1) ?? '') && this.followTrees([path], 0));
    const known = this.#known.get(path);
    if (!stats) {
      this.#leave(path);
      if (this.#known.delete(path)) this.#note(path);
      return;
    }
    const stamp = stampOf(stats);
    if (known?.stamp === stamp) return;
    const hash = hashOf(path);
    this.#known.set(path, { stamp, hash });
    if (known?.hash !== hash) this.#note(path);
  }

  #note(path: string): void {
    this.#saved.add(path);
    this.#rearm();
  }

  #rearm(): void {
    this.#cancel();
    this.#cancel = wallTimer(this.quiet, () => this.#tell());
  }
}

/** @returns undefined for a folder that is gone */
function watchFolder(folder: string, onName: (name: string) => void): FSWatcher | undefined {
  try {
    return watch(folder, (_, name) => name !== null && onName(name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EMFILE') return undefined;
    throw new EnvironmentError(`the system lets nobody watch one more folder: ${folder}`, 'Raise its limit (on Linux the setting fs.inotify.max_user_watches), or leave --watch out.');
  }
}

const foldersIn = (folder: string): string[] => namesIn(folder).filter(isSource).map((name) => join(folder, name)).filter((path) => statOf(path)?.isDirectory() === true);

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });

const stampOf = ({ size, mtimeMs, ino }: { size: number; mtimeMs: number; ino: number }): string => `${size} ${mtimeMs} ${ino}`;

function hashOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return '';
  }
}
