import { readFileSync, statSync } from 'node:fs';
import { readResults } from '../read-report.js';
import type { RunResults } from '../results.js';

/** A results.json that lies where no journal does: what `report` made of shards, or what alone was kept of a run. */
export class ResultsFile {
  #seen = '';

  constructor(private readonly file: string) {}

  /** Whether it was there at the last look. */
  get isThere(): boolean {
    return this.#seen !== '';
  }

  /** Tells whether it has changed since the look before, or has come or gone. */
  look(): boolean {
    const stats = statSync(this.file, { throwIfNoEntry: false });
    const seen = stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : '';
    const changed = seen !== this.#seen;
    this.#seen = seen;
    return changed;
  }

  /** @throws ConfigError for a file that is no results.json of this version */
  read(): RunResults {
    return readResults(readFileSync(this.file, 'utf8'), this.file);
  }
}
