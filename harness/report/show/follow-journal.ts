import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { JournalLine } from '../../model/journal.js';
import { readJournalLines } from '../read-lines.js';

/** Bytes by which another run's journal is told from the one that was read: its first line has the date of its start. */
const HEAD = 1024;

/** Reads a journal while it is written: at each look only what was added, and all anew once another run began it again. */
export class JournalFollower {
  #lines: JournalLine[] = [];
  /** Bytes of whole lines that were read. */
  #read = 0;
  #head: Buffer = Buffer.alloc(0);
  #isThere = false;
  #writtenAt = 0;

  constructor(private readonly file: string) {}

  /** Whether the file was there at the last look. */
  get isThere(): boolean {
    return this.#isThere;
  }

  /** Whole lines, as far as they had been written at the last look. */
  get lines(): readonly JournalLine[] {
    return this.#lines;
  }

  /** When it was last written to, in milliseconds of the system's date. */
  get writtenAt(): number {
    return this.#writtenAt;
  }

  /**
   * Reads on; tells whether there was anything new.
   * @throws ConfigError for what is no line of a journal, at this look and at each that finds it still there
   */
  look(): boolean {
    const wasThere = this.#isThere;
    const file = opened(this.file);
    this.#isThere = file !== undefined;
    if (file === undefined) return this.#forget() || wasThere;
    try {
      return this.#readOn(file) || !wasThere;
    } finally {
      closeSync(file);
    }
  }

  #readOn(file: number): boolean {
    const { size, mtimeMs } = fstatSync(file);
    this.#writtenAt = mtimeMs;
    const isAnother = size < this.#read || !bytesOf(file, 0, this.#head.length).equals(this.#head);
    const forgot = isAnother && this.#forget();
    const added = bytesOf(file, this.#read, size);
    // By bytes: a letter of several may be cut, too.
    const end = added.lastIndexOf('\n') + 1;
    if (end === 0) return forgot;
    const text = added.toString('utf8', 0, end);
    for (const line of readJournalLines(text, this.file, this.#lines.length)) this.#lines.push(line);
    if (this.#read === 0) this.#head = Buffer.from(added.subarray(0, Math.min(end, HEAD)));
    this.#read += end;
    return true;
  }

  #forget(): boolean {
    const hadAny = this.#lines.length > 0;
    this.#lines = [];
    this.#read = 0;
    this.#head = Buffer.alloc(0);
    return hadAny;
  }
}

function opened(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function bytesOf(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(file, bytes, length, bytes.length - length, from + length);
    // It was made shorter meanwhile.
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}
