import { constants } from 'node:os';
import type { ProcessExit } from '../port.js';

const NAMES = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));
// SIGIOT and SIGPOLL are other names of these; the first one entered would win.
NAMES.set(constants.signals.SIGABRT, 'SIGABRT');
NAMES.set(constants.signals.SIGIO, 'SIGIO');

/**
 * A container's exit code as a process's end. The init process in the container gives 128 + n for an app that signal n
 * ended; an app that itself exits with such a code cannot be told from that.
 */
export function exitOf(status: number): ProcessExit {
  const signal = status > 128 ? NAMES.get(status - 128) : undefined;
  return signal === undefined ? { code: status, signal: null } : { code: null, signal };
}
