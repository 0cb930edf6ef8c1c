import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { wordsOf } from '../audit/config/split-command.js';
import { programsHere } from '../audit/doctor/machine.js';
import { notByName } from '../audit/doctor/own-program.js';
import { combine } from '../audit/init/combine.js';
import { configOf, type Draft } from '../audit/init/draft.js';
import { isInstalledFor } from '../audit/init/installed.js';
import { look } from '../audit/init/look.js';
import { askAbout } from '../audit/init/questions.js';
import { writtenConfig, type ConfigFormat } from '../audit/init/write-config.js';
import { ConfigError } from '../model/errors.js';
import type { InitOptions } from './init-options.js';
import { withQuestions, type Terminal } from './questions-by-stream.js';

/**
 * Writes a configuration from what a folder's files say, and from answers where somebody is there to give them.
 * @param terminal undefined where nobody is
 * @returns the exit code
 * @throws ConfigError where there is no folder, or a configuration already
 */
export async function init(options: InitOptions, terminal: Terminal | undefined, signal: AbortSignal, print: (line: string) => void): Promise<number> {
  const folder = resolve(options.folder);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new ConfigError(`init: expected a folder at ${folder}, found none`);
  const installed = isInstalledFor(folder);
  const format = options.format ?? (installed ? 'ts' : 'yaml');
  const file = join(folder, `canarybed.config.${format}`);
  refuse(folder, file, options.force);
  const found = combine(look(folder), basename(folder));
  for (const line of found.entries.flatMap(({ told }) => told)) print(line);
  const draft = terminal && !options.yes ? await withQuestions(terminal, signal, (ask) => askAbout(found, ask)) : found;
  write(file, writtenConfig(draft, format, installed), options.force);
  for (const line of [...draft.missing, ...(installed ? [] : unloadable(format)), ...programHints(draft, folder)]) print(`missing: ${line}`);
  print(`wrote ${relative(process.cwd(), file)}`);
  return 0;
}

/** Programs that a command names as if they were on PATH, and the folder has. */
function programHints(draft: Draft, folder: string): string[] {
  const { command, migrations } = configOf(draft);
  const named = { command, 'migrations.command': migrations?.command };
  return Object.entries(named).flatMap(([what, words]) => {
    const hint = words === undefined ? undefined : notByName(wordsOf(words, what)[0] ?? '', folder, programsHere());
    return hint === undefined ? [] : [`${what}: ${hint}`];
  });
}

const unloadable = (format: ConfigFormat): string[] =>
  format === 'ts' ? ['canarybed is not installed here, and canarybed.config.ts imports it; npm install --save-dev canarybed'] : [];

/** A second configuration would leave open which one counts. */
function refuse(folder: string, file: string, force: boolean): void {
  const there = readdirSync(folder).filter((name) => /^canarybed\.config\.\w+$/.test(name));
  const others = there.filter((name) => name !== basename(file));
  if (there.length > others.length && !force) throw new ConfigError(`init: expected no configuration in ${folder}, found ${there.join(', ')}; --force writes over ${basename(file)}`);
  if (others.length > 0) throw new ConfigError(`init: found ${others.join(', ')}, beside which ${basename(file)} would be a second configuration; remove it first, or give its --format`);
}

function write(file: string, text: string, force: boolean): void {
  try {
    writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    throw new ConfigError(`init: ${file} cannot be written: ${(error as Error).message}`);
  }
}
