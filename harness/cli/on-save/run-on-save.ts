import { fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join, relative } from 'node:path';
import { wallDate } from '../../model/wall-clock.js';
import { findScenarioFiles } from '../../runner/scenario-files.js';
import { filesOfReports } from '../reports.js';
import type { RunCommand } from '../run.js';
import type { RunOrder } from './one-run.js';
import { SavedFiles } from './saved-files.js';
import { touchedBy, touchesNothing, type RunMap, type Touched } from './touched.js';

/**
 * Runs scenarios, and again those that a saved file touches, until it is aborted. What is saved while a run goes on is run
 * after it.
 * @param args of the command line that asked for it
 * @param command as it was read
 * @returns the exit code of one that was not interrupted
 * @throws ConfigError where there are no scenario files, EnvironmentError when no more folders can be watched
 */
export async function runOnSave(args: readonly string[], { files, reporters }: Pick<RunCommand, 'files' | 'reporters'>, signal: AbortSignal, print: (line: string) => void): Promise<number> {
  const saved = new SavedFiles(new Set(filesOfReports('run', reporters)));
  try {
    saved.follow(findScenarioFiles(files).map((file) => dirname(file)));
    let order: RunOrder = {};
    while (!signal.aborted) {
      const map = await runInProcess(args, order, signal, (loaded, since) => follow(saved, loaded, since));
      if (signal.aborted) break;
      print('\nA saved file runs what it touches; Ctrl-C ends it.');
      // What could not be loaded may be mended by any file, and is to be run then.
      const next = await nextTouched(saved, signal, files, map, print);
      order = map && next ? { only: next } : order;
    }
    return 0;
  } finally {
    saved.close();
  }
}

function follow(saved: SavedFiles, { files, apps }: RunMap, since: number): void {
  saved.follow([...new Set(files.flatMap(({ file, imports }) => [file, ...imports]).map((file) => dirname(file)))], since);
  for (const { folders } of apps) saved.followTrees(folders, since);
}

/** Resolves when files were saved that touch anything, or when it is aborted. */
async function nextTouched(saved: SavedFiles, signal: AbortSignal, names: readonly string[], map: RunMap | undefined, print: (line: string) => void): Promise<Touched | undefined> {
  for (;;) {
    const paths = await saved.next(signal);
    if (signal.aborted) return undefined;
    const touched = map && touchedBy(paths, withNewFiles(map, names));
    if (touched && touchesNothing(touched)) continue;
    print(`\nsaved: ${paths.map((path) => relative(process.cwd(), path)).join(', ')}`);
    return touched;
  }
}

/** Scenario files that have come since, too. */
function withNewFiles(map: RunMap, names: readonly string[]): RunMap {
  const known = new Set(map.files.map(({ file }) => file));
  return { ...map, files: [...map.files, ...findScenarioFiles(names).filter((file) => !known.has(file)).map((file) => ({ file, imports: [] }))] };
}

/**
 * @param onLoaded told what the run is made of, and when its process was started, in milliseconds of the system's date
 * @returns what the run was made of, or undefined where it could not be loaded
 */
async function runInProcess(args: readonly string[], order: RunOrder, signal: AbortSignal, onLoaded: (map: RunMap, since: number) => void): Promise<RunMap | undefined> {
  const since = Date.parse(wallDate());
  let map: RunMap | undefined;
  let refused: unknown;
  // In a session of its own: what Ctrl-C sends to all of a terminal's processes would come there twice.
  const child = fork(join(__dirname, 'one-run-entry.cjs'), [...args], { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  child.once('message', (loaded) => {
    try {
      onLoaded((map = loaded as RunMap), since);
    } catch (error) {
      refused = error;
      stop();
    }
  });
  child.send(order);
  if (signal.aborted) stop();
  await once(child, 'exit');
  signal.removeEventListener('abort', stop);
  if (refused !== undefined) throw refused;
  return map;
}
