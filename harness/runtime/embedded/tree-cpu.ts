import { readFileSync, readdirSync } from 'node:fs';
import { statOf } from '../../model/process-mark.js';

/** Clock ticks a second in /proc, fixed by the kernel's interface. */
const TICKS = 100;

/** Fields of a process's `stat`: its own user and system time, and that of children which have ended. */
const TIMES = [11, 12, 13, 14];

/**
 * Processor seconds of a process and all below it, also of those that have ended: a job starts its server as a child.
 * 0 where /proc is missing or the process is gone.
 */
export function cpuSecondsOfTree(pid: number): number {
  const stat = statOf(pid);
  if (stat === undefined) return 0;
  const own = TIMES.reduce((sum, field) => sum + Number(stat[field]), 0) / TICKS;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSecondsOfTree(child), own);
}

/** Each thread lists the children that it has started. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    // It, or one of its threads, has just ended.
    return [];
  }
}
