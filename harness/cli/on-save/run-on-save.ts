import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import { wallDate } from '../../model/wall-clock.js';
import { findScenarioFiles } from '../../runner/scenario-files.js';
import { filesOfReports, JOURNAL } from '../report-destinations.js';
import type { RunCommand } from '../run.js';
import type { RunOrder } from './one-run.js';
import { SavedFiles } from './saved-files.js';
import { bothOf, NOTHING, touchedBy, touchesNothing, type RunMap, type Touched } from './touched.js';

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
    let known: RunMap | undefined;
    let order: RunOrder = {};
    while (!signal.aborted) {
      const map = await runInProcess(args, order, signal, (loaded, since) => follow(saved, loaded, since));
      if (signal.aborted) break;
      print('\nA saved file runs what it touches; Ctrl-C ends it.');
      known = map ?? known;
      const earlier = map ? journalText() : order.again?.earlier;
      const touched = await nextTouched(saved, signal, files, known, map !== undefined, print);
      // What could not be loaded is still to be run, with what was saved since; any file may have mended it.
      const due = map ? NOTHING : order.again?.due;
      order = touched && due && earlier !== undefined ? { again: { due: bothOf(due, touched), earlier } } : {};
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

/** What the run before left behind: that of the next one takes over what it does not run again. */
function journalText(): string {
  try {
    return readFileSync(JOURNAL, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Resolves when files were saved that touch anything, or when it is aborted.
 * @param known what the last run that could be loaded was made of
 * @param wasLoaded whether that was the last run; else every file counts, as it may have mended the one that could not be
 */
async function nextTouched(saved: SavedFiles, signal: AbortSignal, names: readonly string[], known: RunMap | undefined, wasLoaded: boolean, print: (line: string) => void): Promise<Touched | undefined> {
  for (;;) {
    const paths = await saved.next(signal);
    if (signal.aborted) return undefined;
    const touched = known && touchedBy(paths, withNewFiles(known, names));
    if (wasLoaded && touched && touchesNothing(touched)) continue;
    print(`\nsaved: ${paths.map((path) => relative(process.cwd(), path)).join(', ')}`);
    return touched;
  }
}

/** Scenario files that have come since, too. */
function withNewFiles(map: RunMap, names: readonly string[]): RunMap {
  const known = new Set(map.files.map(({ file }) => file));
  const found = names.length === 0 ? filesAt([]) : names.flatMap((name) => filesAt([name]));
  return { ...map, files: [...map.files, ...found.filter((file) => !known.has(file)).map((file) => ({ file, imports: [] }))] };
}

/** None where the name leads nowhere at the moment, as while a checkout goes on: the next run says so. */
function filesAt(names: readonly string[]): string[] {
  try {
    return findScenarioFiles(names);
  } catch (error) {
    if (error instanceof ConfigError) return [];
    throw error;
  }
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
