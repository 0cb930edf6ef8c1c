export interface LogLine {
  /** Seconds of the rollout's clock. */
  readonly at: number;
  readonly line: string;
}

/** The last lines that an instance wrote, with their times; older ones are dropped and counted. */
export class LogRing {
  readonly #lines: LogLine[] = [];
  #written = 0;

  constructor(private readonly capacity = 1000) {}

  push(at: number, line: string): void {
    this.#lines.push({ at, line });
    this.#written += 1;
    if (this.#lines.length > this.capacity) this.#lines.shift();
  }

  /** Lines ever written, also those dropped. */
  get written(): number {
    return this.#written;
  }

  last(count: number): readonly LogLine[] {
    return this.#lines.slice(Math.max(0, this.#lines.length - count));
  }

  find(pattern: RegExp): LogLine | undefined {
    // Not test(): with a global pattern it would begin where the last match ended.
    return this.#lines.find(({ line }) => line.search(pattern) >= 0);
  }
}
