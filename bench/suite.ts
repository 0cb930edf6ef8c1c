import { availableParallelism } from 'node:os';
import { findScenarioFiles, loadScenarios } from '../harness/runner/scenario-files.js';
import { figureLine, median, numberAfter } from './figures.js';
import { lineOf, runQuietly, type TimedEvent } from './run-quietly.js';

/** Wall seconds that a provisional verdict on a good release may take beyond its boot and settle time. */
const PROVISIONAL_MARGIN = 0.5;

/**
 * The scenarios of a canary that is alone, embedded, against their bound: every instance boots in the time of a control,
 * spread over the processors, and then comes the one tail of the watch. Then all of the suite, once: rollouts beside an
 * old fleet boot several instances one after another, and have a figure of their own.
 */
export async function benchSuite(args: readonly string[]): Promise<boolean> {
  const all = loadScenarios(findScenarioFiles([]), undefined);
  const scenarios = all.filter(({ fleets }) => fleets === undefined);
  const tail = Math.max(...scenarios.map(({ healthCheck }) => healthCheck.interval + healthCheck.timeout));
  const walls: number[] = [];
  const ratios: number[] = [];
  const boots: number[] = [];
  const runs = numberAfter(args, '--runs', 3);
  let asExpected = true;
  for (let run = 0; run < runs; run += 1) {
    const { ends, wallSeconds, controlBoots, events } = await runQuietly(scenarios, 'fast');
    const booted = bootsIn(events);
    const bound = (booted * median(controlBoots)) / availableParallelism();
    walls.push(wallSeconds);
    boots.push(median(controlBoots));
    ratios.push((wallSeconds - tail) / bound);
    const others = scenarios.filter(({ id }) => ends.get(id)?.outcome !== 'as-expected');
    for (const { id, title } of others) console.log(`  not as expected: ${title}: ${lineOf(ends.get(id))}`);
    asExpected &&= others.length === 0;
    console.log(
      `run ${run + 1}: ${scenarios.length} scenarios, ${booted} boots in ${wallSeconds.toFixed(1)} s; bound ${bound.toFixed(1)} s, tail ${tail} s`,
    );
  }
  const margin = await provisionalMargin(scenarios.filter(({ faults, instances, balancer }) => faults.length === 0 && instances === 1 && balancer === 'classic'));
  const whole = await runQuietly(all, 'fast');
  for (const { id, title } of all) {
    if (whole.ends.get(id)?.outcome === 'as-expected') continue;
    asExpected = false;
    console.log(`  not as expected: ${title}: ${lineOf(whole.ends.get(id))}`);
  }
  console.log(figureLine(`${scenarios.length} canaries that are alone, median of ${runs}`, median(walls), 's', 60));
  console.log(figureLine(`the whole suite of ${all.length}, once`, whole.wallSeconds, 's'));
  console.log(figureLine('boot of a control, median', median(boots), 's', 0.7));
  console.log(figureLine('(suite - tail) / bound, median', median(ratios), 'times', 1.6));
  console.log(figureLine('provisional verdict on a good release, after boot and settle', margin, 's', PROVISIONAL_MARGIN));
  return asExpected && median(walls) <= 60 && margin <= PROVISIONAL_MARGIN;
}

const bootsIn = (events: readonly TimedEvent[]): number =>
  events.filter(({ event }) => event.type === 'instance' && event.event === 'starting').length;

/** Wall seconds from the start of a process to its verdict, less its boot and settle time: a good release alone. */
async function provisionalMargin(good: Parameters<typeof runQuietly>[0]): Promise<number> {
  const [scenario] = good;
  if (!scenario) return Number.NaN;
  const margins: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { events } = await runQuietly([scenario], 'fast');
    const at = (type: string): number =>
      events.find(({ event }) => (event.type === type || (event.type === 'instance' && event.event === type)) && 'scenario' in event && event.scenario === scenario.id)?.at ?? Number.NaN;
    margins.push(at('verdict') - at('listening') - scenario.settle);
  }
  return median(margins);
}
