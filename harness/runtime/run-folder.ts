import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_FOLDER_PREFIX, endNotedProcesses, startTicksOf } from './sweep.js';

/** Memory-backed where the machine has it: initdb and CREATE DATABASE are file copies. */
export function fastTemporaryRoot(): string {
  try {
    return statSync('/dev/shm').isDirectory() ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/**
 * Folders and processes of one run. Every process group started is written down before anything waits for it, and a
 * small shell process holds a pipe from us: when this process ends, however it ends, the pipe closes and the shell ends
 * what is left and removes the folders.
 */
export class RunFolder {
  readonly path: string;
  readonly dataPath: string;
  readonly #reaper;

  constructor(runId: string) {
    this.path = join(tmpdir(), `${RUN_FOLDER_PREFIX}${runId}`);
    this.dataPath = join(fastTemporaryRoot(), `${RUN_FOLDER_PREFIX}${runId}-data`);
    for (const folder of [this.path, this.dataPath]) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o711);
      writeFileSync(join(folder, 'owner'), `${process.pid} ${startTicksOf(process.pid) ?? ''}\n`);
    }
    writeFileSync(join(this.path, 'processes'), '');
    this.#reaper = spawn('/bin/sh', ['-c', REAPER, 'canarybed-reaper', this.path, this.dataPath], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#reaper.on('error', () => undefined);
    this.#reaper.stdin?.on('error', () => undefined);
    this.#reaper.unref();
    (this.#reaper.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }

  /** Notes a process group leader, to be ended with this run. */
  noteProcess(pid: number): void {
    appendFileSync(join(this.path, 'processes'), `${pid} ${startTicksOf(pid) ?? '-'}\n`);
  }

  makeFolder(name: string): string {
    const folder = join(this.path, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Ends every noted process and removes the folders; the reaper then finds nothing left to do. */
  remove(): void {
    endNotedProcesses(this.path);
    rmSync(this.dataPath, { recursive: true, force: true });
    rmSync(this.path, { recursive: true, force: true });
    this.#reaper.stdin?.end();
  }
}

/** Waits for the pipe to close, then ends the noted groups (if the ids were not given to others) and tidies up. */
const REAPER = `
cat >/dev/null
while read -r pid ticks; do
  now=$(cut -d' ' -f22 "/proc/$pid/stat" 2>/dev/null)
  if [ "$ticks" = - ] || [ "$now" = "$ticks" ]; then kill -9 "-$pid" 2>/dev/null; fi
done < "$1/processes" 2>/dev/null
rm -rf "$1" "$2"
`;
