import { createHash } from 'node:crypto';
import type { DealtOut } from '../model/run-facts.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { wallSecondsOf } from './longest-first.js';

/** One of as many machines as share a run; `index` from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** As options take it and reports show it: `1/3`. */
export const shardName = ({ index, count }: Shard): string => `${index}/${count}`;

/** Wall seconds that every scenario takes, however short it is. */
const BOOT = 1;

/**
 * What of a run falls to this shard. The shards of one run have every scenario once between them, whatever the order in
 * which files were loaded, and last about equally long: the longest scenario goes first, each to the shard that has least
 * to do so far. Pure; in the order that came in.
 */
export function scenariosOfShard(scenarios: readonly Scenario[], shard: Shard): Scenario[] {
  const loads = Array.from({ length: shard.count }, () => 0);
  const mine = new Set<Scenario>();
  for (const scenario of [...scenarios].sort((a, b) => weightOf(b) - weightOf(a) || byText(a.id, b.id))) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + weightOf(scenario);
    if (lightest === shard.index - 1) mine.add(scenario);
  }
  return scenarios.filter((scenario) => mine.has(scenario));
}

/** By what shards that were dealt out other scenarios, as with other files or another `-t`, are told apart. Pure. */
export function dealtOut(scenarios: readonly Scenario[]): DealtOut {
  const ids = scenarios.map(({ id }) => id).sort(byText);
  return { scenarios: ids.length, hash: createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 16) };
}

/** Which of the titles that are not run this shard tells of, so that each is told of once. Pure; in the order that came in. */
export function unrunOfShard(unrun: readonly UnrunScenario[], { index, count }: Shard): UnrunScenario[] {
  const dealt = [...unrun].sort((a, b) => byText(a.title, b.title) || byText(a.location.file, b.location.file) || a.location.line - b.location.line);
  const mine = new Set(dealt.filter((_, place) => place % count === index - 1));
  return unrun.filter((scenario) => mine.has(scenario));
}

const weightOf = (scenario: Scenario): number => BOOT + wallSecondsOf(scenario);

/** The same on every machine, whatever its language. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
