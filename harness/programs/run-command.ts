import { commandLineText } from '../model/command-text.js';
import { describeError } from '../model/errors.js';
import { runToEnd, type RunEnd } from './run-to-end.js';

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
  readonly limit?: number | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** Lines of its output that are told. */
const LINES_TOLD = 12;

/** Runs a user's command to its end; with it, and with us, ends what it left running in the background. Never rejects. */
export async function runCommand(command: readonly string[], { folder, env = process.env, limit, signal }: CommandOptions): Promise<CommandEnd> {
  if (signal?.aborted) return { kind: 'stopped', said: 'it was not begun' };
  const [program = '', ...args] = command;
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const onLine = (line: string, stream: 'stdout' | 'stderr'): void => void (line.trim() !== '' && keepLast(lines[stream], line));
  try {
    const end = await runToEnd(
      { command: [program === 'node' ? process.execPath : program, ...args], folder, environment: env, onLine },
      { seconds: limit, graceSeconds: 0, signal },
    );
    if (end.code === 0 && end.stopped === undefined) return { kind: 'done' };
    const said = [lines.stderr, lines.stdout].find(({ length }) => length > 0) ?? [endText(end)];
    return { kind: KINDS[end.stopped ?? 'by itself'], said: said.join('\n  ') };
  } catch (error) {
    return { kind: 'failed', said: commandLineText(describeError(error)) };
  }
}

const KINDS = { 'by itself': 'failed', 'timed-out': 'late', aborted: 'stopped' } as const;

function keepLast(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > LINES_TOLD) lines.shift();
}

const endText = ({ code, signal }: RunEnd): string => `it ended with ${code === null ? signal : `exit code ${code}`}`;
