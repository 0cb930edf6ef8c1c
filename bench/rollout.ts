import type { Scenario } from '../harness/model/scenario.js';
import { findScenarioFiles, loadScenarios } from '../harness/runner/scenario-files.js';
import { figureLine, median, numberAfter } from './figures.js';
import { rolloutParts, type RolloutParts } from './rollout-parts.js';
import { lineOf, runQuietly } from './run-quietly.js';

/** Wall seconds that a rollout beside an old fleet may take beyond the boots of both fleets. */
const MOST_ADDED = 1.5;

/** A rollout of two instances beside two old ones, with users' traffic, alone and fast: what it adds to booting the four. */
export async function benchRollout(args: readonly string[]): Promise<boolean> {
  const runs = numberAfter(args, '--runs', 5);
  const [scenario] = loadScenarios(findScenarioFiles(['scenarios/rollout.scenario.ts']), 'a good release takes over behind a classic balancer');
  if (!scenario) throw new Error('expected the scenario of a good release behind a classic balancer, found none');
  const seen: RolloutParts[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const parts = await rollOutOnce(scenario, `run ${run}`);
    if (parts) seen.push(parts);
  }
  const middle = (of: (parts: RolloutParts) => number): number => median(seen.map(of));
  console.log(figureLine(`launch of the first old instance to verdict, median of ${seen.length}`, middle(({ total }) => total), 's'));
  console.log(figureLine('boot of the old fleet', middle(({ boots }) => boots.old), 's'));
  console.log(figureLine('boot of the canary fleet', middle(({ boots }) => boots.canary), 's'));
  const added = middle((parts) => parts.added);
  console.log(figureLine('added to the boots of the four', added, 's', MOST_ADDED));
  for (const [index, [name]] of (seen[0]?.parts ?? []).entries()) {
    console.log(figureLine(`  of it: ${name}`, middle(({ parts }) => parts[index]?.[1] ?? Number.NaN), 's'));
  }
  return seen.length === runs && added <= MOST_ADDED;
}

/** Undefined when it did not go as expected; after a repeat in real time there were two rollouts, neither of them fast. */
async function rollOutOnce(scenario: Scenario, name: string): Promise<RolloutParts | undefined> {
  const { ends, events } = await runQuietly([scenario], 'fast');
  const end = ends.get(scenario.id);
  const repeated = end?.confirmation?.state === 'repeated' ? end.confirmation.why : undefined;
  if (end?.outcome !== 'as-expected' || repeated !== undefined) {
    console.log(`  ${name} is not counted: ${repeated === undefined ? lineOf(end) : `repeated in real time, since ${repeated}`}`);
    return undefined;
  }
  const parts = rolloutParts(events, scenario.id);
  const { total, boots, added } = parts;
  const users = end.beside?.users;
  console.log(
    `${name}: ${total.toFixed(2)} s, boots ${boots.old.toFixed(2)} s and ${boots.canary.toFixed(2)} s, added ${added.toFixed(2)} s; users sent ${users?.requests ?? 0} requests, ${users?.errors ?? 0} went wrong`,
  );
  return parts;
}
