import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type TinyProject } from './tiny-project.testing.js';

/** A project, and where its runs keep what is theirs. */
export type Place = Pick<TinyProject, 'folder' | 'temporary'>;

/** Longest wait in milliseconds for what a program is to say or do; far more than it needs, also on a busy machine. */
const PATIENCE = 60_000;

/** A program that runs in a tiny project, with all that it said so far. */
export class StartedProgram {
  stdout = '';
  stderr = '';
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly #looks = new Set<() => void>();
  #over = false;

  constructor(
    readonly child: ChildProcess,
    private readonly project: Place,
  ) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#heard(() => (this.stdout += text)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#heard(() => (this.stderr += text)));
    this.ended = this.#end();
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }
  get output(): string {
    return this.stdout + this.stderr;
  }

  /** Not by the child's own 'close': that never comes once its IPC channel was closed from this side. */
  async #end(): Promise<number | NodeJS.Signals | null> {
    const streams = [this.child.stdout, this.child.stderr].map((stream) => stream && once(stream, 'close'));
    const [code, signal] = (await once(this.child, 'exit')) as [number | null, NodeJS.Signals | null];
    await Promise.all(streams);
    this.#heard(() => (this.#over = true));
    return code ?? signal;
  }

  #heard(note: () => void): void {
    note();
    for (const look of this.#looks) look();
  }

  /** Resolves when the output matches; rejects with the output when it does not in time, or cannot any more. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#looks.delete(look);
      };
      const fail = (why: string): void => {
        done();
        reject(new Error(`expected ${String(pattern)}, ${why}:\n${this.output}`));
      };
      const look = (): void => {
        const match = pattern.exec(this.output);
        if (match) {
          done();
          resolve(match);
        } else if (this.#over) fail('and the program has ended; it said');
      };
      const timer = setTimeout(() => fail('not found in time; it said'), PATIENCE);
      this.#looks.add(look);
      look();
    });
  }

  /** Processes and folders of this program and of what it started that are there at this moment. */
  remains(): string[] {
    const folders = [this.project.temporary, '/dev/shm'].flatMap((root) =>
      entries(root).filter((name) => name.startsWith(`canarybed-run-${this.pid}-`) || name === `canarybed-${this.pid}.sock`).map((name) => join(root, name)),
    );
    return [...this.#processes(), ...folders];
  }

  /** Resolves when nothing is left; rejects with what is, after a bound. */
  async isGone(): Promise<void> {
    for (const since = Date.now(); this.remains().length > 0; await pause(25)) {
      if (Date.now() - since > PATIENCE / 3) throw new Error(`still there:\n${this.remains().join('\n')}`);
    }
  }

  /** Resolves when so many processes whose command contains this text run at once. */
  async comesToRun(command: string, count: number): Promise<void> {
    for (const since = Date.now(); this.#running(command) < count; await pause(25)) {
      if (this.#over || Date.now() - since > PATIENCE) throw new Error(`expected ${count} x ${command}, found:\n${this.#processes().join('\n')}\n${this.output}`);
    }
  }

  #running(command: string): number {
    return this.#processes().filter((line) => line.includes(command)).length;
  }

  /** Ends it and what it started, whatever state a failed test left it in. */
  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
    for (const line of this.#processes()) kill(Number(line.split(' ')[0]));
  }

  /** Processes that carry the project's folder or the run's name in their command or environment. */
  #processes(): string[] {
    return entries('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .flatMap((pid) => {
        const command = text(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
        const all = command + text(`/proc/${pid}/environ`);
        return all.includes(`${this.project.folder}/`) || all.includes(`canarybed-run-${this.pid}-`) ? [`${pid} ${command}`] : [];
      });
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Environment of a program in a project: none of the surrounding Jest's variables, and a folder for its own files. */
export function environmentIn(project: Place, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  // Not that programs of examples are required, either: what a tiny project lacks is what its test is about. Nor the job of
  // GitHub Actions, which would get annotations of it.
  const { JEST_WORKER_ID: _worker, CANARYBED_SUPERVISOR: _socket, NODE_ENV: _mode, CANARYBED_REQUIRE_PROGRAMS: _required, GITHUB_ACTIONS: _actions, GITHUB_STEP_SUMMARY: _summary, ...own } = process.env;
  return { ...own, TMPDIR: project.temporary, CANARYBED_RUNTIME: 'embedded', ...more };
}

/** Starts `canarybed` in a project. */
export function startCommand(project: Place, args: readonly string[], env: NodeJS.ProcessEnv = {}): StartedProgram {
  const child = spawn(process.execPath, [join(ROOT, 'bin/canarybed.mjs'), ...args], {
    cwd: project.folder,
    env: environmentIn(project, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new StartedProgram(child, project);
}

/** Runs `canarybed` to its end. */
export async function runCommand(project: Place, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const program = startCommand(project, args, env);
  const code = await program.ended;
  return { code, stdout: program.stdout, stderr: program.stderr };
}
