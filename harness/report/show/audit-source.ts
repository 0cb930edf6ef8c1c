import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResults } from '../../model/audit.js';
import { ConfigError } from '../../model/errors.js';
import { isRunningHere, type ProcessMark } from '../../model/process-mark.js';
import { wallNow } from '../../model/wall-clock.js';
import { readReport } from '../read-report.js';
import { isSilentSince } from '../silence.js';
import type { LiveSource, VersionedReport } from './live-source.js';

/** The audit of a folder, which writes what it has come to anew as it goes on. */
export class AuditSource implements LiveSource {
  readonly #file: string;
  readonly #journal: string;
  #stamp = '';
  #writer: ProcessMark | undefined;
  #looks = 0;
  #made: VersionedReport | undefined;
  seconds = 0;

  /** @param name of this server: of another one at the same port a page must not believe that it knows the version */
  constructor(
    folder: string,
    private readonly name: string,
  ) {
    this.#file = join(folder, 'audit.json');
    this.#journal = join(folder, 'audit-journal.jsonl');
  }

  version(): string {
    const stats = statSync(this.#file, { throwIfNoEntry: false });
    const stamp = stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino} ${this.#isOver()}` : '';
    if (stamp !== this.#stamp) this.#looks += 1;
    this.#stamp = stamp;
    return `${this.name}-audit-${this.#looks}`;
  }

  /** @throws ConfigError for a file that is no audit.json */
  report(): VersionedReport | undefined {
    const version = this.version();
    if (this.#stamp === '') return undefined;
    if (this.#made?.version === version) return this.#made;
    const since = wallNow();
    const read = readReport(readFileSync(this.#file, 'utf8'), this.#file);
    if (read.kind !== 'audit') throw new ConfigError(`${this.#file}:1: expected an audit.json, found the results of a run`);
    this.#writer = read.results.underWay?.writer;
    this.#made = { version, report: { kind: 'audit', results: this.#asOfNow(read.results) } };
    this.seconds = wallNow() - since;
    return this.#made;
  }

  /** One under way counts as interrupted on disk, where nobody may come back to it. */
  #asOfNow(results: AuditResults): AuditResults {
    return results.underWay && !this.#isOver() ? { ...results, interrupted: false } : results;
  }

  /** Told by its process, where that can be seen. */
  #isOver(): boolean {
    const runs = this.#writer && isRunningHere(this.#writer);
    return runs === undefined ? this.#isSilent() : !runs;
  }

  #isSilent(): boolean {
    const { mtimeMs = 0 } = statSync(this.#journal, { throwIfNoEntry: false }) ?? {};
    return isSilentSince(mtimeMs);
  }
}
