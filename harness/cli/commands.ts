import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describedHere } from '../audit/doctor/described-here.js';
import { runtimeOf } from '../model/runtime-wish.js';
import { lookAhead } from '../runner/load-run.js';
import { findScenarioFiles, loadScenarios, skippedScenarios, unrunLike } from '../runner/scenario-files.js';
import { registeredApps } from '../runner/registry.js';
import { audit } from './audit.js';
import { doctor } from './doctor.js';
import { explainLines } from './explain.js';
import { image } from './image.js';
import { init } from './init.js';
import { listJson, listLines, unrunLines } from './list.js';
import { USAGE, type Command } from './options.js';
import { report } from './report.js';
import { rollout } from './rollout.js';
import { run } from './run.js';
import { runOnSave } from './on-save/run-on-save.js';
import { serve } from './serve.js';
import { show } from './show.js';

/** What a command is carried out with beside its own options. */
export interface Context {
  /** As the program was given them. */
  readonly args: readonly string[];
  /** Where our package.json lies. */
  readonly packageFolder: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Every command's options, by its name. */
type Options = { readonly [C in Command as C['name']]: C };

/** Each tells the exit code. */
const COMMANDS: { readonly [N in keyof Options]: (command: Options[N], context: Context) => number | Promise<number> } = {
  help: () => printed(USAGE),
  version: (_, { packageFolder }) => printed(versionIn(packageFolder)),
  run: (command, { args, signal }) => (command.onSave ? runOnSave(args, command, signal, print) : run(command, signal)),
  rollout: (command, { signal }) => rollout(command, signal),
  audit: (command, { packageFolder, signal }) => audit(command, versionIn(packageFolder), signal, print),
  serve: (command, { signal }) => serve(command, signal, print),
  image: (command, { signal }) => image(command, signal, print, (line) => process.stderr.write(`${line}\n`)),
  list,
  explain,
  init: (command, { signal }) => init(command, process.stdin.isTTY ? { input: process.stdin, output: process.stdout } : undefined, signal, print),
  report: (command) => report(command, print),
  show: (command, { signal }) => show(command, signal, print),
  doctor: lookAround,
};

/** Carries a command out and tells its exit code. */
export async function carryOut<N extends keyof Options>(command: Options[N], context: Context): Promise<number> {
  return COMMANDS[command.name as N](command, context);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function printed(text: string): number {
  print(text);
  return 0;
}

async function lookAround({ files, runtime }: Options['doctor']): Promise<number> {
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

async function list({ files, title, json }: Options['list']): Promise<number> {
  await lookAhead(runtimeOf(process.env));
  const scenarios = loadScenarios(findScenarioFiles(files), title);
  if (json) print(JSON.stringify(listJson(scenarios), null, 1));
  else for (const line of [...listLines(scenarios), ...unrunLines(unrunLike(title))]) print(line);
  return 0;
}

async function explain({ title: wanted }: Options['explain']): Promise<number> {
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
