import { join } from 'node:path';
import { isRunningHere } from '../../model/process-mark.js';
import { wallNow } from '../../model/wall-clock.js';
import type { Report } from '../html.js';
import { resultsOf } from '../results.js';
import { JournalFollower } from './follow-journal.js';
import { isSilentSince } from '../silence.js';
import type { LiveSource, VersionedReport } from './live-source.js';
import { ResultsFile } from './results-file.js';

/** The run of a folder, whose journal is followed. */
export class RunSource implements LiveSource {
  readonly #journal: JournalFollower;
  readonly #results: ResultsFile;
  #looks = 0;
  #isOver = false;
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
   * Looks at the journal, or at results without one; another version where they changed, or where a run has ended without a word.
   * @throws ConfigError for a journal that is none
   */
  version(): string {
    // Asked first: one that is gone then has written all that it ever will.
    const isWriting = this.#isWriting();
    const isNew = this.#journal.look() || (!this.#journal.isThere && this.#results.look());
    const isOver = (!isNew && isWriting === false) || (isWriting === undefined && this.#isSilent()) || this.#hasEnded();
    if (isNew || isOver !== this.#isOver) this.#looks += 1;
    this.#isOver = isOver;
    return `${this.name}-${this.#looks}`;
  }

  /** @throws ConfigError as `version`, and for results that are none */
  report(): VersionedReport | undefined {
    const version = this.version();
    if (!this.isThere) return undefined;
    if (this.#made?.version === version) return this.#made;
    const since = wallNow();
    this.#made = { version, report: this.#makeRun() };
    this.seconds = wallNow() - since;
    return this.#made;
  }

  #makeRun(): Report {
    if (!this.#journal.isThere) return { kind: 'run', results: this.#results.read() };
    const { lines } = this.#journal;
    const { unjudged, ...results } = resultsOf(lines);
    if (this.#isOver) return { kind: 'run', results: { ...results, ...(unjudged ? { unjudged } : {}) } };
    const [first] = lines;
    const of = first?.type === 'run-started' ? first.scenarios : undefined;
    const running = { ended: results.scenarios.length, ...(of === undefined ? {} : { of }) };
    return { kind: 'run', results: { ...results, interrupted: false }, running };
  }

  /** Whether the process that began the journal still runs; undefined where that cannot be known, as of one on another machine. */
  #isWriting(): boolean | undefined {
    const [first] = this.#journal.lines;
    return first?.type === 'run-started' && first.writer ? isRunningHere(first.writer) : undefined;
  }

  #hasEnded(): boolean {
    return this.#journal.lines.findLast(({ type }) => type === 'run-ended') !== undefined;
  }

  #isSilent(): boolean {
    return isSilentSince(this.#journal.writtenAt);
  }
}
