import { chmodSync, existsSync, lstatSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, startTicksOf, statOf } from '../model/process-mark.js';

export const RUN_FOLDER_PREFIX = 'canarybed-run-';
/** Ends the name of the folder in which a run's databases lie. */
export const DATA_FOLDER_SUFFIX = '-data';

/** Not when it is dead and only still listed, because nobody has asked for its exit code yet. */
function isRunning(pid: number, ticks: string): boolean {
  const stat = statOf(pid);
  return stat?.[19] === ticks && stat[0] !== 'Z';
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
        if (folder.endsWith(DATA_FOLDER_SUFFIX)) endThoseIn(folder);
        else endUnnotedProcesses(folder);
        removeFolder(folder);
        return folder;
      }),
  );
}

/**
 * Ends the process groups that a run noted in its folder, unless their ids belong to others by now. One noted with
 * `quit` is asked first: a server that is killed leaves its shared memory behind, of which a system has a limited number.
 */
export function endNotedProcesses(folder: string): void {
  for (const [pid, ticks, how] of pairs(join(folder, 'processes'))) {
    if (ticks === undefined) continue;
    if (how === 'quit' && ticks !== '-' && signal(pid, ticks, 'SIGQUIT')) waitForEnd(pid, ticks);
    endGroup(pid, ticks);
  }
}

/** Longest wall milliseconds for which a server that was asked to quit is waited for, and between two looks. */
const QUIT = { limit: 3000, every: 20 };

/** Blocks: also called where nothing asynchronous will run any more. */
function waitForEnd(pid: number, ticks: string): void {
  for (let waited = 0; waited < QUIT.limit && isRunning(pid, ticks); waited += QUIT.every) sleepBlocking(QUIT.every);
}

const sleepBlocking = (milliseconds: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** False when the process is no more, or was never ours to signal. */
function signal(pid: number, ticks: string, name: NodeJS.Signals): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || startTicksOf(pid) !== ticks) return false;
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * Ends what works in a folder of databases. Postgres' own children leave its group, and one that is busy does not
 * notice that the server is gone.
 */
export function endThoseIn(dataFolder: string): void {
  endThoseBelow(dataFolder, () => true);
}

/**
 * Ends what was started in a run's folder by a process that was killed before it could note it. Its home lies there, too,
 * which that of whoever went there to look around does not.
 */
export function endUnnotedProcesses(folder: string): void {
  endThoseBelow(folder, (pid) => readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').some((setting) => setting.startsWith(`HOME=${folder}/`)));
}

function endThoseBelow(parent: string, isMeant: (pid: string) => boolean): void {
  if (!existsSync(parent)) return;
  const folder = realpathSync(parent);
  for (const pid of entries('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`) && isMeant(pid)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself, or is none of ours.
    }
  }
}

/** Also where a process that is still dying puts a file into it meanwhile, or a fault has taken the right to write in it. */
export function removeFolder(folder: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['ENOTEMPTY', 'EACCES'].includes(code) || tries === 40) throw error;
      if (code === 'EACCES') letWriteAll(folder);
      else sleepBlocking(50);
    }
  }
}

function letWriteAll(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) letWriteAll(join(folder, entry.name));
}

function isAbandoned(folder: string): boolean {
  // Anybody may make a folder of this name where all may write; what it says is believed from ourselves only.
  if (lstatSync(folder, { throwIfNoEntry: false })?.uid !== process.getuid?.()) return false;
  const [owner] = pairs(join(folder, 'owner'));
  return owner !== undefined && !isAlive(owner[0], owner[1]);
}

/** Ends a process group, unless its id is another's by now. */
export function endGroup(pid: number, ticks: string | undefined): void {
  // 1 and 0 would end everything, and ourselves; a line that was damaged may hold anything.
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (ticks !== undefined && ticks !== '-' && startTicksOf(pid) !== ticks) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function pairs(file: string): [number, string | undefined, string | undefined][] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' '))
      .map(([pid, ticks, how]) => [Number(pid), ticks, how]);
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
