import type { MutantResult, MutantStatus, Score } from '../model/audit.js';

const NONE: Readonly<Record<MutantStatus, number>> = {
  killed: 0, survived: 0, 'false-alarm': 0, harmless: 0, invalid: 0, ignored: 0, 'timed-out': 0,
};

/** Sensitivity, specificity and the counts of every status. Pure. */
export function scoreOf(results: readonly Pick<MutantResult, 'status'>[]): Score {
  const counts = { ...NONE };
  for (const { status } of results) counts[status] += 1;
  const sensitivity = percentOf(counts.killed, counts.survived);
  const specificity = percentOf(counts.harmless, counts['false-alarm']);
  return { ...(sensitivity === undefined ? {} : { sensitivity }), ...(specificity === undefined ? {} : { specificity }), counts };
}

/** The score of each area or operator that has mutants, in the order in which they come. Pure. */
export function scoresBy(trait: 'area' | 'operator', results: readonly Pick<MutantResult, 'status' | 'area' | 'operator'>[]): Record<string, Score> {
  const names = [...new Set(results.map((result) => result[trait]))];
  return Object.fromEntries(names.map((name) => [name, scoreOf(results.filter((result) => result[trait] === name))]));
}

/** To a tenth, downwards: only what is whole is called 100. */
function percentOf(right: number, wrong: number): number | undefined {
  const all = right + wrong;
  return all === 0 ? undefined : Math.floor((right * 1000) / all) / 10;
}
