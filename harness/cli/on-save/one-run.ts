import type { Release } from '../../model/release.js';
import type { Scenario } from '../../model/scenario.js';
import { loadRun } from '../../runner/load-run.js';
import { registeredApps, unrunScenarios } from '../../runner/registry.js';
import { findScenarioFiles, scenarioFileOf } from '../../runner/scenario-files.js';
import { interruption } from '../interruption.js';
import { parseCommand } from '../options.js';
import { runScenarios } from '../run.js';
import { tellError } from '../tell-error.js';
import { importsOf } from './imports-of.js';
import type { RunMap, Touched } from './touched.js';

/** What the process of one run is told; left out: all is run. */
export interface RunOrder {
  readonly only?: Touched;
}

/**
 * One run of a command that is repeated as files are saved, in a process of its own, which loads them as they are now.
 * @param args of the command line
 * @param tell is told what the run is made of, as soon as it is loaded
 * @returns the exit code
 */
export async function oneRun(args: readonly string[], { only }: RunOrder, tell: (map: RunMap) => void): Promise<number> {
  // Who is interrupted says so; this process only stops.
  const interrupted = interruption(() => undefined);
  try {
    const command = parseCommand(args, process.env);
    if (command.name !== 'run') throw new Error(`expected the command run, found ${command.name}`);
    const { files, title, runtime, shard: _shard, onSave: _onSave, ...how } = command;
    const found = findScenarioFiles(files);
    const { scenarios, choice } = await loadRun(found, title, runtime);
    tell(mapOf(found, registeredApps()));
    const isMeant = (scenario: Scenario): boolean => only === undefined || only.apps.includes(scenario.release.name) || only.files.includes(scenarioFileOf(scenario) ?? '');
    const code = await runScenarios({ scenarios: scenarios.filter(isMeant), unrun: only ? [] : unrunScenarios() }, { ...how, choice }, interrupted.signal);
    return interrupted.exitCode() ?? code;
  } catch (error) {
    return interrupted.exitCode() ?? tellError(error);
  } finally {
    interrupted.dispose();
  }
}

const mapOf = (files: readonly string[], apps: readonly Release[]): RunMap => ({
  files: files.map((file) => ({ file, imports: importsOf(file) })),
  apps: apps.map(({ name, folder, build }) => ({ name, folders: [build?.folder ?? folder], built: build && build.folder !== folder ? [folder] : [] })),
});
