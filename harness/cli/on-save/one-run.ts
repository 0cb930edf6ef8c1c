import type { Release } from '../../model/release.js';
import { ConfigError } from '../../model/errors.js';
import type { JournalLine } from '../../model/journal.js';
import type { Scenario, UnrunScenario } from '../../model/scenario.js';
import { endedIn, keptLines } from '../../report/kept-lines.js';
import { readJournalLines } from '../../report/read-lines.js';
import { loadRun } from '../../runner/load-run.js';
import { registeredApps } from '../../runner/registry.js';
import { findScenarioFiles, scenarioFileOf, unrunLike } from '../../runner/scenario-files.js';
import { interruption } from '../interruption.js';
import { parseCommand } from '../options.js';
import { OutputFiles } from '../output-files.js';
import { JOURNAL } from '../report-destinations.js';
import { runScenarios, type Selection } from '../run.js';
import { tellError } from '../tell-error.js';
import { importsOf } from './imports-of.js';
import type { RunMap, Touched } from './touched.js';

/** What the process of one run is told; without more all is run. */
export interface RunOrder {
  readonly again?: {
    readonly due: Touched;
    /** The journal of the runs before: what is not due stays as it was there. */
    readonly earlier: string;
  };
}

/**
 * One run of a command that is repeated as files are saved, in a process of its own, which loads them as they are now.
 * @param args of the command line
 * @param tell is told what the run is made of, as soon as it is loaded
 * @returns the exit code
 */
export async function oneRun(args: readonly string[], { again }: RunOrder, tell: (map: RunMap) => void): Promise<number> {
  // Who is interrupted says so; this process only stops.
  const interrupted = interruption(() => undefined);
  try {
    const command = parseCommand(args, process.env);
    if (command.name !== 'run') throw new Error(`expected the command run, found ${command.name}`);
    const { files, title, runtime, shard: _shard, onSave: _onSave, reporters, ...how } = command;
    // Let go as this process ends.
    const output = new OutputFiles('run', reporters, again !== undefined);
    const found = findScenarioFiles(files);
    const { scenarios, choice } = await loadRun(found, title, runtime);
    tell(mapOf(found, registeredApps()));
    const selection = again ? selectionAgain(scenarios, unrunLike(title), again) : { scenarios, unrun: unrunLike(title) };
    // All reports are written nonetheless: they were removed, and what is not there any more must not be told.
    if (again && selection.scenarios.length === 0) process.stdout.write('nothing is left to be run of what was saved\n');
    const code = await runScenarios(selection, { ...how, choice, output }, interrupted.signal);
    return interrupted.exitCode() ?? code;
  } catch (error) {
    return interrupted.exitCode() ?? tellError(error);
  } finally {
    interrupted.dispose();
  }
}

/** What is due and what has not ended yet; the journal keeps the rest, as far as it is still there. */
function selectionAgain(scenarios: readonly Scenario[], unrun: readonly UnrunScenario[], { due, earlier }: NonNullable<RunOrder['again']>): Selection {
  const isDue = (scenario: Scenario): boolean => due.apps.includes(scenario.release.name) || due.files.includes(scenarioFileOf(scenario) ?? '');
  const isUnrunDue = ({ location }: UnrunScenario): boolean => due.files.includes(location.file);
  const kept = keptLines(linesOf(earlier), {
    scenarios: scenarios.filter((scenario) => !isDue(scenario)).map(({ id }) => id),
    unrun: unrun.filter((each) => !isUnrunDue(each)).map(({ title }) => title),
  });
  const ended = endedIn(kept);
  return { scenarios: scenarios.filter(({ id }) => !ended.has(id)), unrun: unrun.filter(isUnrunDue), kept };
}

/** None of a journal that cannot be read: then all is run. */
function linesOf(text: string): JournalLine[] {
  try {
    return readJournalLines(text, JOURNAL);
  } catch (error) {
    if (error instanceof ConfigError) return [];
    throw error;
  }
}

const mapOf = (files: readonly string[], apps: readonly Release[]): RunMap => ({
  files: files.map((file) => ({ file, imports: importsOf(file) })),
  apps: apps.map(({ name, folder, build }) => ({ name, folders: [build?.folder ?? folder], built: build && build.folder !== folder ? [folder] : [] })),
});
