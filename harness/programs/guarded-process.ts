import { spawn, type ChildProcess } from 'node:child_process';
import { readLines } from '../model/lines.js';
import { wallTimer } from '../model/wall-clock.js';

/**
 * The program leads a process group, in which a small shell holds a pipe from us: when the pipe closes, be it because we
 * ended, however we did, it ends the whole group. As long as it lives nobody else can get the group's number. It is no
 * child of the program's, which may wait for all of its children.
 */
const GUARD = 'exec 3<&0; ( (read -r _ <&3; kill -9 0) >/dev/null 2>&1 & ); exec "$@" </dev/null 3<&-';

const GUARD_NAME = 'canarybed-guard';

/** How shells begin the line that says why there is no such program; no program of its own is named so. */
const OF_GUARD = new RegExp(`^${GUARD_NAME}: (?:line )?\\d+: (?:exec: )?`);

const NOT_STARTED = 'could not be started: ';

/** Wall seconds for the last lines of a program that has ended: a child that left its group may hold its output open for good. */
const LAST_LINES = 3;

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface GuardedProcessSpec {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Whole lines of either stream, without their ends. */
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** Settings whose names are no words of the shell's are lost on the way through some shells; `env` gives them back. */
function withOddNames(environment: NodeJS.ProcessEnv): string[] {
  const odd = Object.entries(environment).filter(([name, value]) => value !== undefined && !/^[A-Za-z_]\w*$/.test(name));
  return odd.length === 0 ? [] : ['env', '--', ...odd.map(([name, value]) => `${name}=${value}`)];
}

/** A program that ends with us, together with all that it started. */
export class GuardedProcess {
  /** The program's own end, after the last of its lines; code 127 and a line when it could not be started. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;

  constructor({ command, folder, environment, onLine }: GuardedProcessSpec) {
    const child = spawn('/bin/sh', ['-c', GUARD, GUARD_NAME, ...withOddNames(environment), ...command], { cwd: folder, env: environment, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    child.stdin.on('error', () => undefined);
    for (const stream of ['stdout', 'stderr'] as const) readLines(child[stream], (line) => onLine(line.replace(OF_GUARD, NOT_STARTED), stream));
    this.ended = new Promise((resolve) => {
      child.on('error', (error) => {
        onLine(`${NOT_STARTED}${error.message} (in ${folder})`, 'stderr');
        resolve({ code: 127, signal: null });
      });
      let stopReading = (): void => undefined;
      child.on('exit', () => {
        // What it left running would hold its output open, as what has left its group still does.
        this.end();
        stopReading = wallTimer(LAST_LINES, () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()));
      });
      child.on('close', (code, signal) => {
        stopReading();
        resolve({ code, signal });
      });
    });
  }

  /** Its lines may still come. */
  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
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
