import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, appendFileSync, chmodSync, constants, mkdirSync, realpathSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTicksOf } from '../model/process-mark.js';
import { DATA_FOLDER_SUFFIX, RUN_FOLDER_PREFIX, endGroup, endNotedProcesses, endThoseIn, endUnnotedProcesses, removeFolder } from './sweep.js';

/** Bytes that a run's databases may need; the memory folder of a container often has no more than 64 MB. */
const ROOM = 2 ** 30;

/** Memory-backed where the machine has enough of it: initdb and CREATE DATABASE are file copies. */
export function fastTemporaryRoot(room = ROOM): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= room ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Tells runs apart, also those of one process. */
export const newRunId = (): string => `${process.pid}-${randomBytes(4).toString('hex')}`;

/**
 * Folders and processes of one run. Every process group started is written down before anything waits for it, and a
 * small shell process holds a pipe from us: when this process ends, however it ends, the pipe closes and the shell ends
 * what is left and removes the folders.
 */
export class RunFolder {
  readonly path: string;
  readonly dataPath: string;
  readonly #reaper;
  #removed = false;

  constructor(runId: string) {
    this.path = join(tmpdir(), `${RUN_FOLDER_PREFIX}${runId}`);
    this.dataPath = join(fastTemporaryRoot(), `${RUN_FOLDER_PREFIX}${runId}${DATA_FOLDER_SUFFIX}`);
    for (const folder of [this.path, this.dataPath]) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o711);
      writeFileSync(join(folder, 'owner'), `${process.pid} ${startTicksOf(process.pid) ?? ''}\n`);
    }
    writeFileSync(join(this.path, 'processes'), '');
    this.#reaper = spawn('/bin/sh', ['-c', REAPER, 'canarybed-reaper', this.path, realpathSync(this.dataPath), realpathSync(this.path)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#reaper.on('error', () => undefined);
    this.#reaper.stdin?.on('error', () => undefined);
    this.#reaper.unref();
    (this.#reaper.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }

  /**
   * Notes a process group leader, to be ended with this run; one that may `quit` is asked to before it is killed.
   * @throws when the run is removed already; the process is ended then, since nobody else would.
   */
  noteProcess(pid: number, how: 'kill' | 'quit' = 'kill'): void {
    const ticks = startTicksOf(pid);
    try {
      appendFileSync(join(this.path, 'processes'), `${pid} ${ticks ?? '-'} ${how}\n`);
    } catch (error) {
      endGroup(pid, ticks);
      throw error;
    }
  }

  /** @throws when the run is removed already: nobody would remove it again */
  makeFolder(name: string): string {
    if (this.#removed) throw new Error('the run was stopped');
    const folder = join(this.path, name);
    mkdirSync(folder, { recursive: true });
    // Not left to the umask: the app, who is another user when we are root, must be able to come through.
    chmodSync(folder, 0o755);
    return folder;
  }

  /** Ends every noted process and removes the folders; the reaper then finds nothing left to do. */
  remove(): void {
    this.#removed = true;
    endNotedProcesses(this.path);
    endUnnotedProcesses(this.path);
    endThoseIn(this.dataPath);
    for (const folder of [this.dataPath, this.path]) removeFolder(folder);
    this.#reaper.stdin?.end();
  }
}

/**
 * Waits for the pipe to close, then ends the noted groups (if the ids were not given to others), and tidies up. A
 * process that is still dying may put a file where the folder is being emptied, so that is done until it is gone.
 */
const REAPER = `
# State and start of a process; what stands before may hold blanks and brackets.
stat_of() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  set -- \${stat##*)}
  echo "$1 \${20}"
}
ticks_of() { set -- $(stat_of "$1"); echo "$2"; }
# One that is dead and only still listed is not running.
is_running() {
  case $(stat_of "$1") in
    Z*) return 1 ;;
    *" $2") return 0 ;;
  esac
  return 1
}
cat >/dev/null
[ -e "$1" ] || [ -e "$2" ] || exit 0
while read -r pid ticks how; do
  [ "$pid" -gt 1 ] && [ -n "$ticks" ] || continue
  if [ "$how" = quit ] && is_running "$pid" "$ticks"; then
    kill -QUIT "$pid" 2>/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
      is_running "$pid" "$ticks" || break
      sleep 0.2
    done
  fi
  if [ "$ticks" = - ] || [ "$(ticks_of "$pid")" = "$ticks" ]; then kill -9 "-$pid" 2>/dev/null; fi
done < "$1/processes" 2>/dev/null
# The children of Postgres are in no group of ours, and what was started last may not be noted.
ls -ld /proc/[0-9]*/cwd 2>/dev/null | while read -r line; do
  pid=\${line%%/cwd -> *}
  pid=\${pid##*/}
  case "$line" in
    *"/cwd -> $2/"*) kill -9 "$pid" 2>/dev/null ;;
    *"/cwd -> $3/"*) tr '\\0' '\\n' < "/proc/$pid/environ" 2>/dev/null | grep -q "^HOME=$1/" && kill -9 "$pid" 2>/dev/null ;;
  esac
done
for _ in 1 2 3 4 5 6 7 8 9 10; do
  rm -rf "$2" "$1" 2>/dev/null || chmod -R u+rwX "$1" 2>/dev/null
  [ -e "$1" ] || [ -e "$2" ] || exit 0
  sleep 0.2
done
`;
