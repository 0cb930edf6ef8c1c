import { join } from 'node:path';
import { wallDate, wallNow } from '../../model/wall-clock.js';
import type { Report } from '../html.js';
import { resultsOf } from '../results.js';
import { JournalFollower } from './follow-journal.js';
import type { LiveSource, VersionedReport } from './live-source.js';
import { ResultsFile } from './results-file.js';

/** Milliseconds without a line after which a run that told of no end is taken for killed. */
const SILENCE = 600_000;

/** The run of a folder, whose journal is followed. */
export class RunSource implements LiveSource {
  readonly #journal: JournalFollower;
  readonly #results: ResultsFile;
  #looks = 0;
  #made: VersionedReport | undefined;
  seconds = 0;

  /** @param name of this server: of another one at the same port a page must not believe that it knows the version */
  constructor(
    folder: string,
    private readonly name: string,
  ) {
    this.#journal = new JournalFollower(join(folder, 'journal.jsonl'));
    this.#results = new ResultsFile(join(folder, 'results.json'));
  }

  /** Whether there was a journal, or results without one, at the last look. */
  get isThere(): boolean {
    return this.#journal.isThere || this.#results.isThere;
  }

  /**
   * Looks at the journal, or at results without one; another version where they changed.
   * @throws ConfigError for a journal that is none
   */
  version(): string {
    if (this.#journal.look() || (!this.#journal.isThere && this.#results.look())) this.#looks += 1;
    return `${this.name}-${this.#looks}`;
  }

  /** @throws ConfigError as `version`, and for results that are none */
  report(): VersionedReport | undefined {
    const version = this.version();
    if (!this.isThere) return undefined;
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
}

const isRunning = (report: Report): boolean => report.kind === 'run' && report.running !== undefined;
