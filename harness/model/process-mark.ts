import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told from those of other machines and from a later one with its id. */
export interface ProcessMark {
  readonly host: string;
  readonly pid: number;
  /** When it started, in clock ticks since boot; left out where the system does not tell. */
  readonly ticks?: string;
}

/** The mark of this process. */
export function ownMark(): ProcessMark {
  const ticks = startTicksOf(process.pid);
  return { host: hostname(), pid: process.pid, ...(ticks === undefined ? {} : { ticks }) };
}

/** Whether it still runs; undefined of one on another machine, as containers are to each other. */
export const isRunningHere = ({ host, pid, ticks }: ProcessMark): boolean | undefined => (host === hostname() ? isAlive(pid, ticks) : undefined);

/** Start time of a process in clock ticks since boot, which tells a process from a later one with its id. */
export const startTicksOf = (pid: number): string | undefined => statOf(pid)?.[19];

/** Fields of /proc after the name of the program, which may hold blanks and brackets. */
export function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** @param ticks when it started; empty or left out: whichever has the id */
export function isAlive(pid: number, ticks: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return ticks === undefined || ticks === '' || startTicksOf(pid) === ticks;
}
