import { findScenarioFiles, loadScenarios } from '../harness/runner/scenario-files.js';
import { figureLine, median, numberAfter } from './figures.js';
import { rolloutParts, type RolloutParts } from './rollout-parts.js';
import { lineOf, runQuietly } from './run-quietly.js';

const TITLE = 'a good release takes over behind a classic balancer and no request is lost';

/** Wall seconds that a rollout beside an old fleet may take beyond the boots of both fleets. */
const MOST_ADDED = 1.5;

/** A rollout of two instances beside two old ones, with users' traffic, alone and fast: what it adds to booting the four. */
export async function benchRollout(args: readonly string[]): Promise<boolean> {
  const runs = numberAfter(args, '--runs', 5);
  const scenarios = loadScenarios(findScenarioFiles(['scenarios/rollout.scenario.ts']), undefined).filter(({ title }) => title === TITLE);
  const [scenario] = scenarios;
  if (!scenario) throw new Error(`expected a scenario "${TITLE}", found none`);
  const seen: RolloutParts[] = [];
  let asExpected = true;
  for (let run = 1; run <= runs; run += 1) {
    const { ends, events } = await runQuietly(scenarios, 'fast');
    const end = ends.get(scenario.id);
    // After a repeat in real time there are two rollouts, and neither is the one to be measured.
    if (end?.outcome !== 'as-expected' || end.confirmation?.state === 'repeated') {
      console.log(`  run ${run} not as expected: ${lineOf(end)}${end?.confirmation?.state === 'repeated' ? `, repeated: ${end.confirmation.why}` : ''}`);
      asExpected = false;
      continue;
    }
    const parts = rolloutParts(events, scenario.id);
    seen.push(parts);
    const { total, boots, added } = parts;
    const requests = end.beside?.users.requests ?? 0;
    console.log(`run ${run}: ${total.toFixed(2)} s, boots ${boots.old.toFixed(2)} s and ${boots.canary.toFixed(2)} s, added ${added.toFixed(2)} s; ${requests} requests of users, ${end.beside?.users.errors ?? 0} errors`);
  }
  const middle = (of: (parts: RolloutParts) => number): number => median(seen.map(of));
  console.log(figureLine(`launch of the first old instance to the verdict, median of ${seen.length}`, middle(({ total }) => total), 's'));
  console.log(figureLine('boot of the old fleet, median', middle(({ boots }) => boots.old), 's'));
  console.log(figureLine('boot of the canary fleet, median', middle(({ boots }) => boots.canary), 's'));
  for (const [index, [name]] of (seen[0]?.parts ?? []).entries()) {
    console.log(figureLine(`  ${name}, median`, middle(({ parts }) => parts[index]?.[1] ?? Number.NaN), 's'));
  }
  const added = middle((parts) => parts.added);
  console.log(figureLine('added to the boots of the four, median', added, 's', MOST_ADDED));
  return asExpected && added <= MOST_ADDED;
}
