import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { startTicksOf } from '../../model/process-mark.js';

export const RUN_LABEL = 'canarybed.run';
export const PID_LABEL = 'canarybed.pid';
const TICKS_LABEL = 'canarybed.pid-start';
const PLACE_LABEL = 'canarybed.pid-place';

type Labels = Readonly<Record<string, string>>;

/** Labels of everything that this process makes for a run; they say who may remove it, and when. */
export function labelsOf(runId: string): Record<string, string> {
  return {
    [RUN_LABEL]: runId,
    [PID_LABEL]: String(process.pid),
    [TICKS_LABEL]: startTicksOf(process.pid) ?? '',
    [PLACE_LABEL]: placeOfPids(),
  };
}

/**
 * Whether the process that made something is known to have ended. False where it cannot be known: a process id means
 * nothing on another machine, or in another container, that uses the same engine.
 */
export function isAbandoned(labels: Labels): boolean {
  const pid = Number(labels[PID_LABEL]);
  if (!Number.isInteger(pid) || pid <= 0 || labels[PLACE_LABEL] !== placeOfPids()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  // The id lives; it may have been given to another process since.
  const ticks = startTicksOf(pid);
  return ticks !== undefined && labels[TICKS_LABEL] !== '' && labels[TICKS_LABEL] !== ticks;
}

function placeOfPids(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
