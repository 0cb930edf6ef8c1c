import { appendFileSync, mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Journal, JournalEvent, JournalLine } from '../model/journal.js';
import { ownMark } from '../model/process-mark.js';
import { maskEnv, SecretMask, secretsOf } from '../model/secrets.js';
import { wallNow, wallTimerInBackground } from '../model/wall-clock.js';
import { endedIn } from './kept-lines.js';

/** Lines kept in memory before they are written out together. */
const BUFFERED = 200;

/** Wall seconds that a line waits at most, so that who follows the file sees a run as it goes on. */
const WAITING = 1;

/**
 * The journal of a run as JSON lines. Secrets of every release that was rolled out are masked before a line is kept,
 * and a body that was seen before is not written again.
 */
export class JournalFile implements Journal {
  readonly #startedAt = wallNow();
  readonly #secrets = new Set<string>();
  #mask = new SecretMask([]);
  readonly #bodies = new Set<string>();
  readonly #lines: JournalLine[] = [];
  #buffer = '';
  #buffered = 0;
  #cancel: (() => void) | undefined;
  /** The last time that lines were due they could not be written. */
  #hasFailed = false;
  /** Another journal is there, in whose place the first lines are written. */
  #isAnew: boolean;

  /** @param kept lines of an earlier journal, masked as they are, which this one takes over once its run has begun */
  constructor(
    readonly path: string,
    private readonly kept: readonly JournalLine[] = [],
  ) {
    mkdirSync(dirname(path), { recursive: true });
    // One that is taken over stays until then: who follows it never sees it empty.
    this.#isAnew = kept.length > 0;
    if (!this.#isAnew) writeFileSync(path, '');
  }

  write(event: JournalEvent): void {
    if (event.type === 'body') {
      if (this.#bodies.has(event.hash)) return;
      this.#bodies.add(event.hash);
    }
    if (event.type === 'rollout-started') this.learnSecrets(event.env);
    this.#add({ time: Math.round((wallNow() - this.#startedAt) * 1000) / 1000, ...this.#masked(this.#shown(event)) });
    if (event.type === 'run-started') this.#takeOver();
    // A disk that is full must not fail who has something to tell.
    if ((this.#buffered >= BUFFERED && !this.#hasFailed) || event.type === 'run-ended') this.#flushInTime();
    else this.#cancel ??= wallTimerInBackground(WAITING, () => this.#flushInTime());
  }

  /** In what an app wrote a number may be a secret, too; ours are measured. */
  #masked(event: JournalEvent): JournalEvent {
    // What an audit tells comes masked, but for the ids of mutants, by which it is found again.
    if (event.type === 'audit-started' || event.type === 'mutant-ended') return event;
    if (event.type !== 'shipped') return this.mask(event);
    const { event: theirs, ...ours } = event;
    return { ...this.mask(ours), event: this.#mask.foreign(theirs) };
  }

  #shown(event: JournalEvent): JournalEvent {
    if (event.type === 'rollout-started') return { ...event, env: maskEnv(event.env) };
    if (event.type !== 'run-started') return event;
    return { ...event, writer: ownMark(), ...(event.scenarios === undefined ? {} : { scenarios: event.scenarios + endedIn(this.kept).size }) };
  }

  #add(line: JournalLine): void {
    this.#lines.push(line);
    this.#buffer += `${JSON.stringify(line)}\n`;
    this.#buffered += 1;
  }

  #takeOver(): void {
    for (const line of this.kept) {
      if (line.type === 'body') this.#bodies.add(line.hash);
      this.#add(line);
    }
  }

  /** Values of these settings that are or look like secrets are masked from now on. */
  learnSecrets(env: Readonly<Record<string, string>>): void {
    const known = this.#secrets.size;
    for (const secret of secretsOf(env)) this.#secrets.add(secret);
    if (this.#secrets.size > known) this.#mask = new SecretMask([...this.#secrets]);
  }

  mask<T>(value: T): T {
    return this.#mask.deep(value);
  }

  lines(): readonly JournalLine[] {
    return this.#lines;
  }

  /** Writes the end of a run that has begun and told of none itself: it was interrupted, or failed. */
  end(): void {
    const [first] = this.#lines;
    if (!first || this.#lines.some(({ type }) => type === 'run-ended')) return;
    this.write({ type: 'run-ended', wallSeconds: wallNow() - this.#startedAt, interrupted: true });
  }

  flush(): void {
    if (this.#buffer !== '') {
      if (this.#isAnew) writeFileSync(this.path, this.#buffer);
      else appendWhole(this.path, this.#buffer);
      this.#isAnew = false;
    }
    this.#buffer = '';
    this.#buffered = 0;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #flushInTime(): void {
    this.#cancel = undefined;
    try {
      this.flush();
      this.#hasFailed = false;
    } catch {
      // What was not written is kept: the next flush fails where somebody waits for it.
      this.#hasFailed = true;
    }
  }
}

/** A part that a full disk still took would stand there twice. */
function appendWhole(path: string, text: string): void {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
  try {
    appendFileSync(path, text);
  } catch (error) {
    try {
      truncateSync(path, size);
    } catch {
      // It is no file.
    }
    throw error;
  }
}
