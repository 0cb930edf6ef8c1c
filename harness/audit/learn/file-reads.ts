import { lstatSync, realpathSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkingCopy } from '../../runtime/working-copies.js';

/** Before any file was made, so that the disk notes the next time at which it is read, whatever it notes of further ones. */
const UNREAD_SECOND = 1;

/**
 * Sees which files are read in working copies, by the time of the last read that the disk notes. Where it notes none no
 * file is ever seen to be read: that one was not read counts only together with a time at which it was.
 */
export class FileReads {
  /** Without links in their paths. */
  readonly #folders = new Set<string>();
  readonly #seen = new Set<string>();

  /** @param files that are looked at, relative to the copies' folder */
  constructor(private readonly files: readonly string[]) {}

  /** Begins with a copy in which nothing runs yet. What is read in it counts until it is removed, and is told also afterwards. */
  watch(copy: WorkingCopy): WorkingCopy {
    const folder = realpathSync(copy.folder);
    this.#folders.add(folder);
    for (const file of this.files) this.#forget(folder, file);
    return {
      ...copy,
      remove: () => {
        this.#lookIn(folder);
        this.#folders.delete(folder);
        return copy.remove();
      },
    };
  }

  /** Files that were read since the last look; those that cannot be looked at are taken to be. */
  look(): ReadonlySet<string> {
    for (const folder of this.#folders) this.#lookIn(folder);
    const seen = new Set(this.#seen);
    this.#seen.clear();
    return seen;
  }

  #lookIn(folder: string): void {
    for (const file of this.files) {
      try {
        if (statSync(join(folder, file)).atimeMs === UNREAD_SECOND * 1000) continue;
        this.#seen.add(file);
      } catch {
        this.#seen.add(file);
      }
      this.#forget(folder, file);
    }
  }

  #forget(folder: string, file: string): void {
    try {
      const path = join(folder, file);
      const { nlink, mtimeMs } = lstatSync(path);
      // A link leads to what others have, too, and another name of a file is another's.
      if (realpathSync(path) !== path || nlink > 1) this.#seen.add(file);
      else utimesSync(path, UNREAD_SECOND, mtimeMs / 1000);
    } catch {
      this.#seen.add(file);
    }
  }
}
