import { Ring } from './ring.js';

export interface LogLine {
  /** Seconds of the rollout's clock. */
  readonly at: number;
  readonly line: string;
}

/** The last lines that an instance wrote, with their times. */
export class LogRing extends Ring<LogLine> {
  push(at: number, line: string): void {
    this.keep({ at, line });
  }

  find(pattern: RegExp): LogLine | undefined {
    // Not test(): with a global pattern it would begin where the last match ended.
    return this.last(this.written).find(({ line }) => line.search(pattern) >= 0);
  }
}
