import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { leaves } from './copy-entry.js';
import type { EditedFiles } from './edited-files.js';
import type { Identity } from './embedded/identity.js';
import { moveUntouched, type LinkedFolder } from './linked-dependencies.js';
import { copyTree, editFiles, type FileEdit } from './working-copy.js';

/** A copy of a release that one instance may write in. */
export interface WorkingCopy {
  readonly folder: string;
  /** Carries out file edits. @returns and @throws as `editFiles` */
  edit(edits: readonly FileEdit[]): Promise<EditedFiles>;
  /** Removes it; no process may be at work in it any more. */
  remove(): Promise<void>;
}

/** A folder that is removed with its instance. */
export const onlyCopy = (folder: string): WorkingCopy => ({
  folder,
  edit: (edits) => editFiles(folder, edits),
  remove: () => rm(folder, { recursive: true, force: true }),
});

/**
 * The working copies of one release. Dependencies that a copy left as they were go to the next one: to link 20,000 files
 * and to remove them again takes more than a second of the kernel's time.
 */
export class WorkingCopies {
  #spares: LinkedFolder[] = [];
  #made = 0;

  /**
   * @param base the run's private copy of the release
   * @param place where copies are made, on the disk of `base`
   * @param linkDependencies false: each copy has files of its own; true: those of `base` must be sealed
   */
  constructor(
    private readonly base: string,
    private readonly place: string,
    private readonly linkDependencies: boolean,
    private readonly owner: Identity | undefined,
  ) {}

  async make(): Promise<WorkingCopy> {
    this.#made += 1;
    const folder = join(this.place, String(this.#made));
    const linked: LinkedFolder[] = [];
    await copyTree(this.base, folder, {
      linkDependencies: this.linkDependencies,
      owner: this.owner,
      reuse: (source, target) => this.#takeSpare(source, target),
      onLinked: (each) => linked.push(each),
    });
    return {
      folder,
      async edit(edits) {
        // Where the kernel's clock is coarse the time of an edit may be that at which the folder was made.
        const isUntouched = (each: LinkedFolder): boolean => edits.every(({ path }) => leaves(relative(each.folder, join(folder, path))));
        linked.splice(0, Infinity, ...linked.filter(isUntouched));
        return editFiles(folder, edits);
      },
      remove: () => this.#remove(folder, linked),
    };
  }

  #takeSpare(source: string, target: string): LinkedFolder | undefined {
    const spare = this.#spares.find((each) => each.source === source);
    this.#spares = this.#spares.filter((each) => each !== spare);
    return spare && moveUntouched(spare, target);
  }

  async #remove(folder: string, linked: LinkedFolder[]): Promise<void> {
    for (const each of linked.splice(0)) {
      this.#made += 1;
      const spare = moveUntouched(each, join(this.place, `spare-${this.#made}`));
      if (spare) this.#spares.push(spare);
    }
    await rm(folder, { recursive: true, force: true });
  }
}
