import { renameSync, writeFileSync } from 'node:fs';
import { wallTimerInBackground } from '../model/wall-clock.js';

/** Wall seconds between two writes at least. */
const EVERY = 2;

/** A file that tells how far something has come, for who looks at it meanwhile, and in case that nobody ends it. */
export class SoFarFile {
  #cancel: (() => void) | undefined;

  /** @param text what is to be written now */
  constructor(
    private readonly path: string,
    private readonly text: () => string,
  ) {}

  /** At once, in one step: nobody sees half of it. */
  write(): void {
    const beside = `${this.path}.new`;
    writeFileSync(beside, this.text());
    renameSync(beside, this.path);
  }

  /** In a moment, once for all that comes until then. */
  writeSoon(): void {
    this.#cancel ??= wallTimerInBackground(EVERY, () => {
      this.#cancel = undefined;
      try {
        this.write();
      } catch {
        // The last write fails where somebody waits for it.
      }
    });
  }

  /** Writes nothing more. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
