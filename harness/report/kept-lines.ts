import type { JournalLine } from '../model/journal.js';
import type { LineOf } from './scenario-lines.js';

/** What of an earlier run is kept. */
export interface Kept {
  /** Ids. */
  readonly scenarios: readonly string[];
  /** Titles of what is not run. */
  readonly unrun: readonly string[];
}

/** Ids of the scenarios that have ended in these lines. Pure. */
export const endedIn = (lines: readonly JournalLine[]): ReadonlySet<string> => new Set(lines.flatMap((line) => (line.type === 'scenario-ended' ? [line.scenario] : [])));

/**
 * The lines of an earlier run's journal that a later one takes over where it runs only a part again: all of these scenarios,
 * as far as they ended, of their controls, and of the texts that both name. Their times stay those of the run that wrote
 * them. Pure.
 */
export function keptLines(lines: readonly JournalLine[], keep: Kept): JournalLine[] {
  const ended = endedIn(lines);
  const scenarios = new Set(keep.scenarios.filter((id) => ended.has(id)));
  const controls = namesOfControls(lines, scenarios);
  const unrun = new Set(keep.unrun);
  const kept = lines.flatMap((line) => (line.type === 'scenario-unrun' ? (unrun.has(line.title) ? [line] : []) : ofScenarios(line, scenarios, controls)));
  const hashes = new Set(kept.flatMap((line) => (line.type === 'probe' ? [line.requestHash, line.bodyHash] : [])));
  return [...lines.filter((line) => line.type === 'body' && hashes.has(line.hash)), ...kept];
}

/** One that another run has taken over already has a name that no control of its own can have. */
const TAKEN_OVER = / \(\d{4}-[^)]+\)$/;

/** The controls of these scenarios, each with a name that says of which run it is: a later run has such of its own. */
function namesOfControls(lines: readonly JournalLine[], scenarios: ReadonlySet<string>): ReadonlyMap<string, string> {
  const run = lines.find((line): line is LineOf<'run-started'> & JournalLine => line.type === 'run-started');
  const names = lines.flatMap((line) => (line.type === 'scenario-started' && scenarios.has(line.scenario) ? (line.control ?? []) : []));
  return new Map(names.map((name) => [name, TAKEN_OVER.test(name) ? name : `${name} (${run?.facts?.startedAt ?? ''})`]));
}

function ofScenarios(line: JournalLine, scenarios: ReadonlySet<string>, controls: ReadonlyMap<string, string>): JournalLine[] {
  if (!('scenario' in line) || line.scenario === undefined) return [];
  const control = controls.get(line.scenario);
  if (control !== undefined) return [{ ...line, scenario: control }];
  if (!scenarios.has(line.scenario)) return [];
  return [line.type === 'scenario-started' && line.control !== undefined ? { ...line, control: controls.get(line.control) ?? line.control } : line];
}
