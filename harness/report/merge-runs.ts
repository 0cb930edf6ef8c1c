import { ConfigError } from '../model/errors.js';
import type { JournalLine } from '../model/journal.js';
import type { LineOf } from './scenario-lines.js';
import { byPlace } from './by-place.js';
import { noJournal } from './read-lines.js';
import { mergedUnjudged } from './unjudged.js';
import { countOutcomes, lastControls, resultsOf, type ControlResult, type RunResults, type ScenarioResult } from './results.js';

/** The journal of a run, or of one shard of it. */
export interface RunJournal {
  /** For messages. */
  readonly file: string;
  readonly lines: readonly JournalLine[];
}

export interface MergedRun {
  readonly results: RunResults;
  /** Shards whose journals are not there, as `2/3`: what they ran is not in the results, which count as interrupted. */
  readonly missing: readonly string[];
}

/**
 * The results of one run by the journals of its shards: those that it would have had in one, but for times. Scenarios come
 * in the order in which they ended, each by the time of its shard. A shard that never wrote a line is missing. Pure.
 * @throws ConfigError, with file and line, for journals that are not of one run, and for a scenario that two of them have
 */
export function mergeRuns(given: readonly RunJournal[]): MergedRun {
  const journals = given.filter(({ lines }) => lines.length > 0);
  checkOneRun(journals);
  const shards = journals.flatMap((journal) => shardsOf(journal)).sort(byShard);
  const missing = missingAmong(shards);
  const empty = given.filter(({ lines }) => lines.length === 0);
  if (empty[0] && empty.length > missing.length) throw noJournal(empty[0].file, 'nothing');
  const runs = journals.map(({ lines }) => ({ lines, results: resultsOf(lines) }));
  const [first] = runs;
  if (!first) throw new ConfigError('expected the journal of a run, found none');
  const all = runs.map(({ results }) => results);
  const interrupted = missing.length > 0 || all.some((results) => results.interrupted);
  // A run that was not sharded was dealt out to nobody; only then what is missing has left no trace either.
  const dealt = shards.length === 0 ? undefined : journals.map((journal) => startOf(journal)?.dealt?.scenarios).find((count) => count !== undefined);
  const judged = all.reduce((sum, results) => sum + results.scenarios.length, 0);
  const parts = all.map(({ unjudged }) => unjudged);
  const unjudged = interrupted ? { unjudged: mergedUnjudged(missing.length > 0 ? [...parts, { begun: [] }] : parts, dealt, judged) } : {};
  if (runs.length === 1) return { results: { ...first.results, interrupted, ...unjudged }, missing };
  const scenarios = inOrderOfEnd(runs);
  const unrun = [...new Map(all.flatMap((results) => results.unrun).map((each) => [`${each.location?.file ?? ''}\n${each.title}`, each])).values()].sort(byPlace);
  return {
    results: {
      ...first.results,
      facts: {
        ...first.results.facts,
        startedAt: all.map(({ facts }) => facts.startedAt).sort()[0] ?? '',
        command: first.results.facts.command.replace(/ --shard[ =]\d+\/\d+/, ''),
        ...(shards.length === 0 ? {} : { shards }),
      },
      runtime: [...new Set(all.map(({ runtime }) => runtime))].join(', '),
      wallSeconds: Math.max(...all.map(({ wallSeconds }) => wallSeconds)),
      interrupted,
      ...unjudged,
      counts: countOutcomes(scenarios, unrun.length),
      controls: mergedControls(runs),
      scenarios,
      unrun,
      bodies: Object.assign({}, ...all.map(({ bodies }) => bodies)) as RunResults['bodies'],
    },
    missing,
  };
}

interface Derived {
  readonly lines: readonly JournalLine[];
  readonly results: RunResults;
}

function inOrderOfEnd(runs: readonly Derived[]): ScenarioResult[] {
  const ended = runs.flatMap(({ lines, results }) => {
    const times = new Map(lines.flatMap((line) => (line.type === 'scenario-ended' ? [[line.scenario, line.time] as const] : [])));
    return results.scenarios.map((scenario) => ({ scenario, time: times.get(scenario.id) ?? 0 }));
  });
  return ended.sort((a, b) => a.time - b.time || a.scenario.title.localeCompare(b.scenario.title, 'en')).map(({ scenario }) => scenario);
}

/** Every shard has its own of the same settings; one that was refused is not covered up by another's. */
function mergedControls(runs: readonly Derived[]): ControlResult[] {
  const merged = new Map<string, ControlResult>();
  for (const { lines, results } of runs) {
    const keys = lastControls(lines).map(({ key }) => key);
    for (const [index, control] of results.controls.entries()) {
      const key = keys[index] ?? '';
      if (!control.accepted || !merged.has(key)) merged.set(key, control);
    }
  }
  return [...merged.values()];
}

const startOf = ({ lines }: RunJournal): LineOf<'run-started'> | undefined => lines.find((line): line is LineOf<'run-started'> & JournalLine => line.type === 'run-started');

const shardsOf = (journal: RunJournal): readonly string[] => startOf(journal)?.facts?.shards ?? [];

const byShard = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10);

/** Shards that are not among those of a run: of as many as each of them speaks of. Pure. */
export function missingAmong(shards: readonly string[]): string[] {
  const count = Number(shards[0]?.split('/')[1] ?? 0);
  return Array.from({ length: count }, (_, index) => `${index + 1}/${count}`).filter((shard) => !shards.includes(shard));
}

function checkOneRun(journals: readonly RunJournal[]): void {
  const [first, ...others] = journals;
  if (!first) return;
  const facts = ['commit', "canarybed's version", 'pace', 'number of shards'] as const;
  const said = (journal: RunJournal): readonly (string | undefined)[] => {
    const start = startOf(journal);
    return [start?.facts?.commit, start?.facts?.canarybed, start?.pace, shardsOf(journal)[0]?.split('/')[1]];
  };
  const whole = others.length === 0 ? undefined : journals.find((journal) => shardsOf(journal).length === 0);
  if (whole) throw new ConfigError(`${whole.file}:1: expected a shard of a run, found one that was not sharded; name its journal alone`);
  for (const other of others) {
    for (const [index, fact] of facts.entries()) {
      const [wanted, found] = [said(first)[index], said(other)[index]];
      if (wanted === found) continue;
      throw new ConfigError(`${other.file}:1: expected a shard of the same run as ${first.file}, of ${fact} ${wanted ?? 'none'}, found ${found ?? 'none'}; name the journals of one run alone`);
    }
    checkDealt(first, other);
  }
  const files = new Map<string, string>();
  for (const journal of journals) {
    for (const shard of shardsOf(journal)) {
      const twin = files.get(shard);
      if (twin !== undefined) throw new ConfigError(`${journal.file}:1: expected each shard once, found ${shard}, which ${twin} is too`);
      files.set(shard, journal.file);
    }
  }
  checkScenarios(journals);
}

/** Of other scenarios each would have taken its part, and some would have been run by none. */
function checkDealt(first: RunJournal, other: RunJournal): void {
  const [wanted, found] = [first, other].map((journal) => startOf(journal)?.dealt);
  if (wanted?.hash === found?.hash) return;
  const count = wanted?.scenarios === found?.scenarios ? 'as many others' : (found?.scenarios ?? 'what is not known');
  throw new ConfigError(
    `${other.file}:1: expected a shard of the same ${wanted?.scenarios ?? 'unknown'} scenarios as ${first.file}, found one of ${count}; give all shards the same files and the same -t, and what their apps need`,
  );
}

function checkScenarios(journals: readonly RunJournal[]): void {
  const places = new Map<string, string>();
  for (const { file, lines } of journals) {
    for (const [index, line] of lines.entries()) {
      if (line.type !== 'scenario-ended') continue;
      const place = `${file}:${index + 1}`;
      const twin = places.get(line.scenario);
      // Within one journal it was run again.
      if (twin !== undefined && !twin.startsWith(`${file}:`)) {
        throw new ConfigError(`${place}: expected each scenario in one shard alone, found "${line.scenario}", which ended at ${twin} too; name each shard once`);
      }
      places.set(line.scenario, place);
    }
  }
}
