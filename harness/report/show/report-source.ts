import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import { wallDate, wallNow } from '../../model/wall-clock.js';
import type { Report } from '../html.js';
import { readReport } from '../read-report.js';
import { resultsOf } from '../results.js';
import { JournalFollower } from './follow-journal.js';
import { ResultsFile } from './results-file.js';

/** Milliseconds without a line after which a run that told of no end is taken for killed. */
const SILENCE = 600_000;

/** A report, and by what it is told from the one before. */
export interface VersionedReport {
  readonly version: string;
  readonly report: Report;
}

/** The reports of a folder that runs and audits write to, as they are at the moment. */
export class ReportSource {
  readonly #journal: JournalFollower;
  readonly #results: ResultsFile;
  readonly #audit: string;
  // Of another server at the same port a page must not believe that it knows the version.
  readonly #name = randomUUID().slice(0, 8);
  #looks = 0;
  #made: VersionedReport | undefined;
  /** Wall seconds that the last report took to be made. */
  seconds = 0;

  constructor(folder: string) {
    this.#journal = new JournalFollower(join(folder, 'journal.jsonl'));
    this.#results = new ResultsFile(join(folder, 'results.json'));
    this.#audit = join(folder, 'audit.json');
  }

  /**
   * Looks at the journal, or at results without one; another version where they changed.
   * @throws ConfigError for a journal that is none
   */
  version(): string {
    if (this.#journal.look() || (!this.#journal.isThere && this.#results.look())) this.#looks += 1;
    return `${this.#name}-${this.#looks}`;
  }

  /**
   * Of the run; undefined where there is neither a journal nor results.
   * @throws ConfigError as `version`, and for results that are none
   */
  run(): VersionedReport | undefined {
    const version = this.version();
    if (!this.#journal.isThere && !this.#results.isThere) return undefined;
    // One that has stopped writing comes to count as killed without a change.
    if (this.#made?.version === version && !(isRunning(this.#made.report) && this.#isSilent())) return this.#made;
    const since = wallNow();
    this.#made = { version, report: this.#makeRun() };
    this.seconds = wallNow() - since;
    return this.#made;
  }

  #makeRun(): Report {
    if (!this.#journal.isThere) return { kind: 'run', results: this.#results.read() };
    const { lines } = this.#journal;
    const { unjudged, ...results } = resultsOf(lines);
    if (this.#isSilent() || lines.some(({ type }) => type === 'run-ended')) return { kind: 'run', results: { ...results, ...(unjudged ? { unjudged } : {}) } };
    const [first] = lines;
    const of = first?.type === 'run-started' ? first.scenarios : undefined;
    const running = { ended: results.scenarios.length, ...(of === undefined ? {} : { of }) };
    return { kind: 'run', results: { ...results, interrupted: false }, running };
  }

  #isSilent(): boolean {
    return Date.parse(wallDate()) - this.#journal.writtenAt > SILENCE;
  }

  /**
   * Of the audit; undefined where there is none.
   * @throws ConfigError for a file that is no audit.json
   */
  audit(): Report | undefined {
    if (!existsSync(this.#audit)) return undefined;
    const read = readReport(readFileSync(this.#audit, 'utf8'), this.#audit);
    if (read.kind === 'audit') return { kind: 'audit', results: read.results };
    throw new ConfigError(`${this.#audit}:1: expected an audit.json, found the results of a run`);
  }
}

const isRunning = (report: Report): boolean => report.kind === 'run' && report.running !== undefined;
