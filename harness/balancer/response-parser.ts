import { ReceivedBytes } from './received-bytes.js';
import { framingOf, headOf, mayBeHttp, parseField, parseStatusLine, STATUS_LINE_START } from './response-head.js';
import type { Fault, Field, Framing, Head } from './response-head.js';

/** Bytes of all heads of one answer together, interim ones included, and of its body on the wire. */
export const HEAD_LIMIT = 64 * 1024;
/** AWS names no limit; this one only keeps an endless answer from occupying the machine until the timeout. */
export const BODY_LIMIT = 1024 * 1024;
/** Bytes of the body that are kept. */
export const KEPT_BODY = 64 * 1024;

/** What has arrived so far. `body` is without chunk framing and ends at `KEPT_BODY`. */
export type Answer =
  | { readonly phase: 'head' }
  | { readonly phase: 'body' | 'whole'; readonly head: Head; readonly framing: Framing; readonly body: Buffer }
  | { readonly phase: 'malformed'; readonly fault: string; readonly head?: Head; readonly body: Buffer };

type Phase =
  | 'status-line'
  | 'fields'
  | 'sized-body'
  | 'body-to-close'
  | 'chunk-size'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailers'
  | 'whole';

/**
 * Reads one HTTP/1 answer as it arrives; one to a HEAD has no body, whatever length it tells. Makes no difference how the bytes are cut: every decision depends on
 * the bytes up to it alone. Interim answers (1xx) are skipped, bytes after the whole answer are ignored, lines may end
 * in a bare line feed. Does no I/O and throws nothing.
 */
export class ResponseParser {
  #phase: Phase = 'status-line';
  #fault: string | undefined;
  readonly #received = new ReceivedBytes();
  #spent = 0;
  #status = 0;
  #fields: Field[] = [];
  #head: Head | undefined;
  #framing: Framing = { by: 'none' };
  #body: Buffer = Buffer.alloc(0);
  #left = 0;

  constructor(private readonly method: 'GET' | 'HEAD' = 'GET') {}

  get answer(): Answer {
    const [head, framing, body] = [this.#head, this.#framing, this.#body];
    if (this.#fault !== undefined) return { phase: 'malformed', fault: this.#fault, body, ...(head && { head }) };
    if (!head) return { phase: 'head' };
    return { phase: this.#phase === 'whole' ? 'whole' : 'body', head, framing, body };
  }

  feed(chunk: Buffer): Answer {
    this.#received.push(chunk);
    while (this.#fault === undefined && this.#received.length > 0 && this.#advance());
    return this.answer;
  }

  /** The peer will send no more, which is what ends a body without length. */
  end(): Answer {
    if (this.#phase === 'body-to-close' && this.#fault === undefined) this.#phase = 'whole';
    return this.answer;
  }

  /** Takes one step; false when more bytes are needed for it. */
  #advance(): boolean {
    switch (this.#phase) {
      case 'status-line':
        return this.#readStatusLine();
      case 'fields':
        return this.#readField();
      case 'sized-body':
        return this.#readData('whole');
      case 'body-to-close':
        return this.#readToClose();
      case 'chunk-size':
        return this.#readChunkSize();
      case 'chunk-data':
        return this.#readData('chunk-end');
      case 'chunk-end':
        return this.#readChunkEnd();
      case 'trailers':
        return this.#readTrailer();
      case 'whole':
        this.#received.take(this.#received.length);
        return false;
    }
  }

  #readStatusLine(): boolean {
    if (!mayBeHttp(this.#received.peek(STATUS_LINE_START.length))) return this.#fail('not HTTP');
    const line = this.#takeLine();
    if (line === undefined) return false;
    const status = parseStatusLine(line);
    if (typeof status !== 'number') return this.#fail(status.fault);
    this.#status = status;
    this.#fields = [];
    return this.#go('fields');
  }

  #readField(): boolean {
    const line = this.#takeLine();
    if (line === undefined) return false;
    if (line === '') return this.#endHead();
    const field = parseField(line);
    if ('fault' in field) return this.#fail(field.fault);
    this.#fields.push(field);
    return true;
  }

  #endHead(): boolean {
    if (this.#status < 200 && this.#status !== 101) return this.#go('status-line');
    this.#head = headOf(this.#status, this.#fields);
    this.#spent = 0;
    const framing: Framing | Fault = framingOf(this.#head, this.method);
    if ('fault' in framing) return this.#fail(framing.fault);
    this.#framing = framing;
    switch (framing.by) {
      case 'none':
        return this.#go('whole');
      case 'length':
        return this.#expect(framing.bytes) && this.#go(framing.bytes === 0 ? 'whole' : 'sized-body');
      case 'chunks':
        return this.#go('chunk-size');
      case 'close':
        return this.#go('body-to-close');
    }
  }

  #readChunkSize(): boolean {
    const line = this.#takeLine();
    if (line === undefined) return false;
    const [, size] = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
    if (size === undefined) return this.#fail(`bad chunk size ${JSON.stringify(line.slice(0, 80))}`);
    const bytes = Number.parseInt(size, 16);
    return this.#expect(bytes) && this.#go(bytes === 0 ? 'trailers' : 'chunk-data');
  }

  #readChunkEnd(): boolean {
    // Told by the first byte, since a line end may never come.
    if (!/^[\r\n]/.test(this.#received.peek(1).toString('latin1'))) return this.#fail('a chunk is longer than its size');
    const line = this.#takeLine();
    if (line === undefined) return false;
    return line === '' ? this.#go('chunk-size') : this.#fail('a chunk is longer than its size');
  }

  #readTrailer(): boolean {
    const line = this.#takeLine();
    if (line === undefined) return false;
    return line === '' ? this.#go('whole') : true;
  }

  #readToClose(): boolean {
    const bytes = this.#received.length;
    this.#keep(bytes);
    return this.#expect(bytes);
  }

  #readData(next: Phase): boolean {
    const bytes = Math.min(this.#left, this.#received.length);
    this.#left -= bytes;
    this.#keep(bytes);
    return this.#left === 0 && this.#go(next);
  }

  #keep(bytes: number): void {
    const room = KEPT_BODY - this.#body.length;
    const taken = this.#received.take(bytes);
    if (room > 0) this.#body = Buffer.concat([this.#body, taken.subarray(0, room)]);
  }

  /** Counts bytes of the body before they are read, so that an oversized one fails where its size is told. */
  #expect(bytes: number): boolean {
    this.#left = bytes;
    this.#spent += bytes;
    return this.#spent <= BODY_LIMIT || this.#failAtLimit();
  }

  #takeLine(): string | undefined {
    const { length, whole } = this.#received.nextLine();
    if (this.#spent + length > (this.#head ? BODY_LIMIT : HEAD_LIMIT)) {
      this.#failAtLimit();
      return undefined;
    }
    if (!whole) return undefined;
    this.#spent += length;
    return this.#received.takeLine(length);
  }

  #go(phase: Phase): true {
    this.#phase = phase;
    return true;
  }

  #failAtLimit(): false {
    return this.#fail(this.#head ? `body over ${BODY_LIMIT / 1024} KB` : `headers over ${HEAD_LIMIT / 1024} KB`);
  }

  #fail(fault: string): false {
    this.#fault = fault;
    return false;
  }
}
