import { spawn, type ChildProcess } from 'node:child_process';
import { readLines } from '../model/lines.js';

/**
 * The program leads a process group, in which a small shell holds a pipe from us: when the pipe closes, be it because we
 * ended, however we did, it ends the whole group. As long as it lives nobody else can get the group's number.
 */
const GUARD = 'exec 3<&0; (read -r _ <&3; kill -9 0) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface GuardedProcessSpec {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whole lines of either stream, without their ends. */
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** A program that ends with us, together with all that it started. */
export class GuardedProcess {
  /** The program's own end, after the last of its lines; code 127 and a line when it could not be started. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;

  constructor({ command, folder, environment, onLine }: GuardedProcessSpec) {
    const child = spawn('/bin/sh', ['-c', GUARD, 'canarybed-guard', ...command], { cwd: folder, env: environment, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    child.stdin.on('error', () => undefined);
    for (const stream of ['stdout', 'stderr'] as const) readLines(child[stream], (line) => onLine(line, stream));
    this.ended = new Promise((resolve) => {
      child.on('error', (error) => {
        onLine(`could not be started: ${error.message}`, 'stderr');
        resolve({ code: 127, signal: null });
      });
      // What it left running would hold its output open for good.
      child.on('exit', () => this.end());
      child.on('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** Asks the program itself, not what it started. */
  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  /** Ends it and all that it started, at once. Safe to call at any time. */
  end(): void {
    this.#child.stdin?.destroy();
  }

  /** Does not keep our own process from ending. */
  letGo(): void {
    this.#child.unref();
    for (const stream of this.#child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
  }
}
