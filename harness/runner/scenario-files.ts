import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../model/errors.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { loadFile } from './load-file.js';
import { registeredScenarios, unrunScenarios } from './registry.js';

/** There are scenarios, and none of them was meant. */
export class NoSuchTitle extends ConfigError {}

const ENDING = /\.scenario\.[cm]?[jt]s$/;

/**
 * Scenario files that are named, or lie below the named folders; without names, all below `scenarios`.
 * @throws ConfigError when a name leads nowhere, or to another file: to load it would run it, whatever it does
 */
export function findScenarioFiles(names: readonly string[]): string[] {
  const wanted = names.length > 0 ? names : ['scenarios'];
  const files = wanted.flatMap((name) => {
    const path = resolve(name);
    if (existsSync(path)) return statSync(path).isDirectory() ? filesBelow(path) : [scenarioFile(path, name)];
    const matching = existsSync('scenarios') ? filesBelow(resolve('scenarios')).filter((file) => file.includes(name)) : [];
    if (matching.length > 0) return matching;
    throw new ConfigError(`expected a scenario file or folder, found nothing at ${name}; files end in .scenario.ts`);
  });
  return [...new Set(files)];
}

function scenarioFile(path: string, name: string): string {
  if (ENDING.test(path)) return path;
  throw new ConfigError(`expected a scenario file or folder, found ${name}; files end in .scenario.ts`);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ENDING.test(name) && !name.includes('node_modules'))
    .sort()
    .map((name) => join(folder, name));

/** Scenario files by the ids of what they registered, also by functions that other files have. */
const loadedBy = new Map<string, string>();

export const scenarioFileOf = ({ id }: Scenario): string | undefined => loadedBy.get(id);

/**
 * Imports scenario files, which register what they hold, and picks by title: the whole of it, or a regular expression.
 * None are left where all that were meant are skipped.
 * @throws ConfigError when no scenario is left otherwise, NoSuchTitle where that is for the title alone.
 */
export function loadScenarios(files: readonly string[], title: string | undefined): Scenario[] {
  for (const file of files) {
    const known = registeredScenarios().length;
    loadFile(file);
    for (const { id } of registeredScenarios().slice(known)) loadedBy.set(id, file);
  }
  const all = registeredScenarios();
  const picked = all.filter((scenario) => isMeant(scenario.title, title));
  if (picked.length > 0 || skippedScenarios(title).length > 0) return picked;
  if (all.length === 0) {
    throw new ConfigError(`expected scenarios in ${files.join(', ') || 'files that end in .scenario.ts'}, found none; a file registers them by scenario()`);
  }
  const known = all.slice(0, 8).map((scenario) => `  ${scenario.title}`).join('\n');
  throw new NoSuchTitle(`no scenario has a title like "${title ?? ''}"; ${all.length} are registered, among them:\n${known}`);
}

/** Titles that were loaded and are not run, picked in the same way. */
export const unrunLike = (title: string | undefined): UnrunScenario[] => unrunScenarios().filter((scenario) => isMeant(scenario.title, title));

/** Those of them that cannot be run or are not to be. */
export const skippedScenarios = (title: string | undefined): UnrunScenario[] => unrunLike(title).filter(({ why }) => why === 'skip');

const isMeant = (title: string, wanted: string | undefined): boolean => wanted === undefined || title === wanted || titlePattern(wanted).test(title);

function titlePattern(text: string): RegExp {
  try {
    return new RegExp(text, 'i');
  } catch {
    return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
  }
}
