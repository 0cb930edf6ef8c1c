/** Bytes of a message; what is longer is left out. */
const LONGEST = 65_536;

const LINE_FEED = 0x0a;

/** Length, blank, and the beginning of a message (RFC 6587, section 3.4.1). */
const COUNTED = /^([1-9]\d{0,9}) </;
/** What may become that with more bytes. */
const UNDECIDED = /^(?:[1-9]\d{0,9} ?)?$/;

/**
 * Takes the messages out of a TCP stream, each counted in octets or ended by a line feed (RFC 6587). Keeps at most one
 * message in memory, whatever comes.
 */
export class SyslogFrames {
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of a counted message that is too long, or all to the end of a line that is. */
  #skipped: number | 'line' = 0;

  take(chunk: Buffer): string[] {
    const messages: string[] = [];
    let bytes: Buffer = Buffer.concat([this.#rest, chunk]);
    for (let left = -1; left !== bytes.length && bytes.length > 0; ) {
      left = bytes.length;
      bytes = this.#skipped === 0 ? this.#next(bytes, messages) : this.#skip(bytes);
    }
    this.#rest = Buffer.from(bytes);
    return messages;
  }

  /** What a stream that has ended leaves without an end of its own. */
  end(): string[] {
    const last = this.#rest.toString();
    this.#rest = Buffer.alloc(0);
    return last.trim() === '' || this.#skipped !== 0 ? [] : [last];
  }

  /** Takes one message if all of it is there; gives what is left. */
  #next(bytes: Buffer, messages: string[]): Buffer {
    const head = bytes.toString('latin1', 0, 13);
    const length = COUNTED.exec(head)?.[1];
    if (length !== undefined) return this.#counted(bytes.subarray(length.length + 1), bytes, Number(length), messages);
    if (UNDECIDED.test(head)) return bytes;
    const end = bytes.indexOf(LINE_FEED);
    if (end < 0) {
      if (bytes.length <= LONGEST) return bytes;
      this.#skipped = 'line';
      return Buffer.alloc(0);
    }
    const line = bytes.toString('utf8', 0, end);
    if (end <= LONGEST && line.trim() !== '') messages.push(line);
    return bytes.subarray(end + 1);
  }

  #counted(message: Buffer, all: Buffer, length: number, messages: string[]): Buffer {
    if (length > LONGEST) {
      this.#skipped = length;
      return message;
    }
    if (message.length < length) return all;
    messages.push(message.toString('utf8', 0, length));
    return message.subarray(length);
  }

  #skip(bytes: Buffer): Buffer {
    if (this.#skipped === 'line') {
      const end = bytes.indexOf(LINE_FEED);
      if (end >= 0) this.#skipped = 0;
      return end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 1);
    }
    const taken = Math.min(this.#skipped, bytes.length);
    this.#skipped -= taken;
    return bytes.subarray(taken);
  }
}
