import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const RUN_FOLDER_PREFIX = 'canarybed-run-';

/** Start time of a process in clock ticks since boot, which tells a process from a later one with its id. */
export function startTicksOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, ticks: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return ticks === undefined || ticks === '' || startTicksOf(pid) === ticks;
}

/** Ends processes and removes folders of runs whose own process is gone. Returns the folders removed. */
export function sweepLeftovers(roots: readonly string[] = [tmpdir(), '/dev/shm']): string[] {
  return [...new Set(roots)].flatMap((root) =>
    entries(root)
      .filter((name) => name.startsWith(RUN_FOLDER_PREFIX))
      .map((name) => join(root, name))
      .filter(isAbandoned)
      .map((folder) => {
        endNotedProcesses(folder);
        rmSync(folder, { recursive: true, force: true });
        return folder;
      }),
  );
}

/** Ends the process groups that a run noted in its folder, unless their ids belong to others by now. */
export function endNotedProcesses(folder: string): void {
  for (const [pid, ticks] of pairs(join(folder, 'processes'))) endGroup(pid, ticks);
}

function isAbandoned(folder: string): boolean {
  const [owner] = pairs(join(folder, 'owner'));
  return owner !== undefined && !isAlive(...owner);
}

function endGroup(pid: number, ticks: string | undefined): void {
  if (ticks !== undefined && ticks !== '-' && startTicksOf(pid) !== ticks) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function pairs(file: string): [number, string | undefined][] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' '))
      .map(([pid, ticks]) => [Number(pid), ticks]);
  } catch {
    return [];
  }
}

function entries(root: string): string[] {
  try {
    return readdirSync(root);
  } catch {
    return [];
  }
}
