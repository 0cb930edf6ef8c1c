import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { commandLineText } from '../model/command-text.js';
import { describeError } from '../model/errors.js';
import { readLines } from '../model/lines.js';
import { wallTimer } from '../model/wall-clock.js';

/** How a command ended; `said` is its last lines, joined by a line break and two blanks, or else what is known of its end. */
export type CommandEnd =
  | { readonly kind: 'done' }
  /** `late`: it was ended at its limit. `stopped`: it was ended since nobody needs it any more. */
  | { readonly kind: 'failed' | 'late' | 'stopped'; readonly said: string };

export interface CommandOptions {
  readonly folder: string;
  /** Left out: our own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Wall seconds after which it is ended. */
  readonly limit?: number;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** Lines of its output that are told. */
const LINES_TOLD = 12;

/** Wall seconds for the last lines of a command that has ended: a child that left its group may hold its output open for good. */
const LAST_LINES = 2;

/**
 * Runs a user's command to its end, in a process group of its own: with it ends what it left running in the background, also
 * where we end first, unless we are killed. Never rejects.
 */
export async function runCommand(command: readonly string[], options: CommandOptions): Promise<CommandEnd> {
  if (options.signal?.aborted) return { kind: 'stopped', said: 'it was not begun' };
  try {
    return await toItsEnd(start(command, options), options);
  } catch (error) {
    return { kind: 'failed', said: commandLineText(describeError(error)) };
  }
}

type Running = ChildProcessByStdio<null, Readable, Readable>;

function start([program = '', ...args]: readonly string[], { folder, env = process.env }: CommandOptions): Running {
  return spawn(program === 'node' ? process.execPath : program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

async function toItsEnd(child: Running, { limit, signal }: CommandOptions): Promise<CommandEnd> {
  const kill = (): void => killGroup(child);
  let [wasLate, stopReading] = [false, (): void => undefined];
  child.once('exit', () => {
    kill();
    stopReading = wallTimer(LAST_LINES, () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()));
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', ({ message }) => resolve(commandLineText(message)));
    child.once('close', (code, by) => resolve(code === 0 ? undefined : `it ended with ${by ?? `exit code ${code}`}`));
  });
  const [out, errors] = [lastLinesOf(child.stdout), lastLinesOf(child.stderr)];
  const cancel = limit === undefined ? undefined : wallTimer(limit, () => ((wasLate = true), kill()));
  signal?.addEventListener('abort', kill);
  process.once('exit', kill);
  const how = await ended;
  cancel?.();
  stopReading();
  signal?.removeEventListener('abort', kill);
  process.off('exit', kill);
  if (how === undefined) return { kind: 'done' };
  const lines = [errors, out].find(({ length }) => length > 0) ?? [how];
  return { kind: wasLate ? 'late' : signal?.aborted ? 'stopped' : 'failed', said: lines.join('\n  ') };
}

function lastLinesOf(stream: Readable): readonly string[] {
  const lines: string[] = [];
  readLines(stream, (line) => {
    if (line.trim() === '') return;
    lines.push(line);
    if (lines.length > LINES_TOLD) lines.shift();
  });
  return lines;
}

/** The group, also when its leader is gone: that number is nobody else's while one of the group is there. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}
