import { wallTimer } from '../model/wall-clock.js';
import { GuardedProcess, type GuardedProcessSpec, type ProcessEnd } from './guarded-process.js';

export interface Limits {
  /** Wall seconds after which the program is interrupted; left out, it has all the time that it takes. */
  readonly seconds?: number | undefined;
  /** Wall seconds that it has to end after that, before it is killed together with what it started. */
  readonly graceSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

export interface RunEnd extends ProcessEnd {
  /** Why it did not end by itself. */
  readonly stopped?: 'aborted' | 'timed-out';
}

/** Runs a program to its end, within bounds. Not started at all when the signal says so already. */
export async function runToEnd(spec: GuardedProcessSpec, { seconds, graceSeconds, signal }: Limits): Promise<RunEnd> {
  if (signal?.aborted) return { code: null, signal: null, stopped: 'aborted' };
  const running = new GuardedProcess(spec);
  let stopped: RunEnd['stopped'];
  let cancelKill = (): void => undefined;
  const stop = (why: NonNullable<RunEnd['stopped']>): void => {
    if (stopped !== undefined || running.hasExited) return;
    stopped = why;
    running.interrupt();
    cancelKill = wallTimer(graceSeconds, () => running.end());
  };
  const abort = (): void => stop('aborted');
  const cancelLimit = seconds === undefined ? (): void => undefined : wallTimer(seconds, () => stop('timed-out'));
  signal?.addEventListener('abort', abort);
  try {
    const end = await running.ended;
    return stopped === undefined ? end : { ...end, stopped };
  } finally {
    cancelLimit();
    cancelKill();
    signal?.removeEventListener('abort', abort);
  }
}
