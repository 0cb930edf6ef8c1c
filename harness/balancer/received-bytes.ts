const LF = 10;
const CR = 13;

/** Bytes that have arrived and are not read yet, taken from the front by lines or by count. */
export class ReceivedBytes {
  #bytes: Buffer = Buffer.alloc(0);

  get length(): number {
    return this.#bytes.length;
  }

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  peek(count: number): Buffer {
    return this.#bytes.subarray(0, count);
  }

  take(count: number): Buffer {
    const taken = this.peek(count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  /**
   * The next line with its end, or how many bytes of it are here when its end is not. The length is given apart, so
   * that a line can be refused for it before it is whole.
   */
  nextLine(): { readonly length: number; readonly whole: boolean } {
    const end = this.#bytes.indexOf(LF);
    return end < 0 ? { length: this.#bytes.length, whole: false } : { length: end + 1, whole: true };
  }

  /** Takes a line of `length` bytes and gives its text without its end, which may be a bare line feed. */
  takeLine(length: number): string {
    const line = this.take(length);
    return line.toString('latin1', 0, line[length - 2] === CR ? length - 2 : length - 1);
  }
}
