import { Progress, type RunProgress } from '../progress.js';
import { LiveProgress } from './live-progress.js';
import { CLEARED } from './status-line.js';
import { lookOf } from './terminal-look.js';

export interface ProgressOptions {
  /** How many will end. */
  readonly total: number;
  /** Marks that are counted aloud from the start. */
  readonly awaited: readonly string[];
  /** Aborted by Ctrl-C: from then on there are lines alone. */
  readonly signal: AbortSignal;
  /** Writes a plain line to the same stream. */
  print(line: string): void;
}

/** Progress as a stream bears it: with a line that is redrawn on a terminal, else plain lines alone. */
export function progressOn(stream: NodeJS.WriteStream, { total, awaited, signal, print }: ProgressOptions): RunProgress {
  const look = lookOf(stream, process.env);
  return look ? new LiveProgress(stream, look, total, awaited, signal) : new Progress(total, print);
}

/** What is to be written before a line that comes while a status line may stand, also one that another process drew. */
export const overStatus = (stream: NodeJS.WriteStream): string => (lookOf(stream, process.env) ? CLEARED : '');
