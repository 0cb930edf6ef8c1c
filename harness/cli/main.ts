import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, DEFECT_EXIT_CODE, describeError, EnvironmentError } from '../model/errors.js';
import type { Scenario } from '../model/scenario.js';
import { findScenarioFiles, loadScenarios } from '../runner/scenario-files.js';
import { unrunScenarios } from '../runner/registry.js';
import { doctor } from './doctor.js';
import { explainLines } from './explain.js';
import { interruption } from './interruption.js';
import { listJson, listLines } from './list.js';
import { parseCommand, USAGE, type Command } from './options.js';
import { rollout } from './rollout.js';
import { run } from './run.js';
import { serve } from './serve.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function dispatch(command: Command, packageFolder: string, signal: AbortSignal): Promise<number> {
  switch (command.name) {
    case 'help':
      print(USAGE);
      return 0;
    case 'version':
      print((JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version);
      return 0;
    case 'run':
      return run(command, signal);
    case 'rollout':
      return rollout(command, signal);
    case 'serve':
      return serve(command, signal, print);
    case 'list': {
      const scenarios = loadScenarios(findScenarioFiles(command.files), command.title);
      if (command.json) print(JSON.stringify(listJson(scenarios), null, 1));
      else for (const line of listLines(scenarios)) print(line);
      if (!command.json) for (const { title, why, reason } of unrunScenarios()) print(`${why.padEnd(18)} ${title}: ${reason}`);
      return 0;
    }
    case 'explain': {
      const scenarios = loadScenarios(findScenarioFiles([]), command.title);
      const exact = scenarios.filter(({ title }) => title === command.title);
      for (const scenario of exact.length > 0 ? exact : scenarios) print(explainLines(scenario).join('\n'));
      return 0;
    }
    case 'doctor': {
      const scenarios = knownScenarios();
      const images = [...new Set(scenarios.flatMap(({ release }) => (release.image ? [release.image.name] : [])))];
      return doctor(command.runtime, images, print);
    }
  }
}

/** Scenarios of the working folder, if it has any that load: the doctor looks at folders without them too. */
function knownScenarios(): readonly Scenario[] {
  try {
    return loadScenarios(findScenarioFiles([]), undefined);
  } catch {
    return [];
  }
}

/**
 * Parses, dispatches, and turns whatever happens into an exit code; never rejects.
 * @param packageFolder where our package.json lies
 */
export async function main(args: readonly string[], packageFolder: string): Promise<number> {
  const interrupted = interruption((line) => process.stderr.write(`${line}\n`));
  try {
    const code = await dispatch(parseCommand(args, process.env), packageFolder, interrupted.signal);
    return interrupted.exitCode() ?? code;
  } catch (error) {
    return interrupted.exitCode() ?? report(error);
  } finally {
    interrupted.dispose();
  }
}

function report(error: unknown): number {
  if (error instanceof ConfigError || error instanceof EnvironmentError) {
    process.stderr.write(`canarybed: ${describeError(error)}\n`);
    return error.exitCode;
  }
  process.stderr.write(`canarybed: a defect of canarybed; please report it with the lines below\n${(error as Error).stack ?? String(error)}\n`);
  return DEFECT_EXIT_CODE;
}
