import { findScenarioFiles, loadScenarios } from '../harness/runner/scenario-files.js';
import { measureOverhead } from './data-plane/overhead.js';
import { rolloutUnderLoad, type LoadedRollout } from './data-plane/rollout-under-load.js';
import { figureLine, numberAfter } from './figures.js';

/** Rounds of requests whose times are compared. */
const ROUNDS = 3000;

/** Requests under way at any time of the load. */
const AT_ONCE = 16;

/** Wall seconds after which a load that is not through counts as lost. */
const WITHIN = 300;

/** A busy machine answers checks late, so they are given nearly all of a short interval. */
const HEALTH_CHECK = { interval: 5, timeout: 4 } as const;

/** What the data plane adds to a request, and that none is lost of a load in whose middle a good release takes over. */
export async function benchDataPlane(args: readonly string[]): Promise<boolean> {
  const total = numberAfter(args, '--requests', 100_000);
  const fast = await measureOverhead(numberAfter(args, '--rounds', ROUNDS));
  const [scenario] = loadScenarios(findScenarioFiles(['scenarios/rollout.scenario.ts']), 'a good release takes over behind a classic balancer');
  if (!scenario?.fleets) throw new Error('expected the scenario of a good release beside an old fleet, found none');
  const slower = { ...scenario, healthCheck: { ...scenario.healthCheck, ...HEALTH_CHECK }, deadline: 120 };
  const whole = report(await rolloutUnderLoad(slower, scenario.fleets, { total, atOnce: AT_ONCE, within: WITHIN, table: 'orders' }), total);
  return fast && whole;
}

function report({ verdict, load, seconds, rollout, plane, logged, rows }: LoadedRollout, total: number): boolean {
  console.log(`rollout ${verdict.verdict} (${verdict.comparison}), from request ${rollout.from} to ${rollout.to} of ${load.asked}`);
  console.log(`lines logged by each instance: ${logged.map(({ side, lines }) => `${side} ${lines}`).join(', ')}`);
  for (const { what, times, firstAt } of load.kinds) console.log(`  ${times} times ${what}, first as request ${firstAt}`);
  console.log(figureLine(`requests a second, ${AT_ONCE} at once`, load.asked / seconds, ''));
  console.log(figureLine('a request of the load, median', load.median, 'ms'));
  console.log(figureLine('a request of the load, slowest', load.slowest, 'ms'));
  console.log(figureLine('writes that clients saw succeed', load.written, ''));
  const figures: readonly (readonly [what: string, value: number])[] = [
    [`requests of ${total} that were not sent within ${WITHIN} s`, total - load.asked],
    ['requests without the right answer', load.errors],
    ['requests that the data plane failed at by its own count', plane.failed],
    ['difference of requests sent and asked of the data plane', Math.abs(plane.requests - load.asked)],
    ['difference of writes seen and rows in orders', Math.abs(rows - load.written)],
    ['difference of writes seen and places they led to', Math.abs(load.places - load.written)],
  ];
  for (const [what, value] of figures) console.log(figureLine(what, value, '', 0));
  const inTheMiddle = verdict.verdict === 'accepted' && rollout.to < load.asked;
  if (!inTheMiddle) console.log('  the rollout was not over before the load was: ask for more requests');
  return inTheMiddle && figures.every(([, value]) => value <= 0);
}
