import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describedHere } from '../audit/doctor/described-here.js';
import { ConfigError, DEFECT_EXIT_CODE, describeError, EnvironmentError } from '../model/errors.js';
import { runtimeOf } from '../model/runtime-wish.js';
import { lookAhead } from '../runner/load-run.js';
import { findScenarioFiles, loadScenarios, skippedScenarios } from '../runner/scenario-files.js';
import { registeredApps, unrunScenarios } from '../runner/registry.js';
import { audit } from './audit.js';
import { doctor } from './doctor.js';
import { explainLines } from './explain.js';
import { image } from './image.js';
import { init } from './init.js';
import { interruption } from './interruption.js';
import { listJson, listLines, unrunLines } from './list.js';
import { parseCommand, USAGE, type Command } from './options.js';
import { report as makeReport } from './report.js';
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
      print(versionIn(packageFolder));
      return 0;
    case 'run':
      return run(command, signal);
    case 'rollout':
      return rollout(command, signal);
    case 'audit':
      return audit(command, versionIn(packageFolder), signal, print);
    case 'serve':
      return serve(command, signal, print);
    case 'image':
      return image(command, print, (line) => process.stderr.write(`${line}\n`));
    case 'list':
      return list(command);
    case 'explain':
      return explain(command.title);
    case 'init':
      return init(command, process.stdin.isTTY ? { input: process.stdin, output: process.stdout } : undefined, signal, print);
    case 'report':
      return makeReport(command, print);
    case 'doctor':
      return lookAround(command);
  }
}

async function lookAround({ files, runtime }: Extract<Command, { name: 'doctor' }>): Promise<number> {
  await lookAhead(runtime, false);
  // Before scenarios, whose files may describe other apps.
  const described = await describedHere(process.cwd());
  try {
    loadWhatCan(files);
    return await doctor(runtime, described, registeredApps(), print);
  } finally {
    if (described.kind === 'well') await described.input.dispose?.();
  }
}

const versionIn = (packageFolder: string): string => (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;

async function list({ files, title, json }: Extract<Command, { name: 'list' }>): Promise<number> {
  await lookAhead(runtimeOf(process.env));
  const scenarios = loadScenarios(findScenarioFiles(files), title);
  if (json) print(JSON.stringify(listJson(scenarios), null, 1));
  else for (const line of [...listLines(scenarios), ...unrunLines(unrunScenarios())]) print(line);
  return 0;
}

async function explain(wanted: string): Promise<number> {
  await lookAhead(runtimeOf(process.env));
  const scenarios = loadScenarios(findScenarioFiles([]), wanted);
  const exact = scenarios.filter(({ title }) => title === wanted);
  for (const scenario of exact.length > 0 ? exact : scenarios) print(explainLines(scenario).join('\n'));
  if (scenarios.length === 0) for (const { title, reason } of skippedScenarios(wanted)) print(`${title}\n  skipped      ${reason}`);
  return 0;
}

/** The doctor looks at folders without scenarios, or with such as cannot be loaded, too. */
function loadWhatCan(files: readonly string[]): void {
  try {
    loadScenarios(findScenarioFiles(files), undefined);
  } catch (error) {
    // A name that was given must lead somewhere.
    if (files.length > 0) throw error;
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
