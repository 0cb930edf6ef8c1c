import type { Scenario } from '../harness/model/scenario.js';
import { figureLine, numberAfter } from './figures.js';
import { lineOf, runQuietly } from './run-quietly.js';
import { registerSample } from './sample.js';
import { buildSmallApp } from './small-app/build.js';
import { registerGenerated } from './small-app/register.js';

/** The same verdict and reason in both paces: on a fixed sample, and on small apps drawn from a seed. */
export async function benchAgreement(args: readonly string[]): Promise<boolean> {
  const seed = numberAfter(args, '--seed', 20_261_125);
  const smallApp = buildSmallApp();
  try {
    const sample = await compare('the fixed sample', registerSample(smallApp.folder));
    console.log(`seed ${seed}`);
    const generated = await compare('generated apps', registerGenerated(smallApp.folder, seed, 20));
    return sample && generated;
  } finally {
    smallApp.remove();
  }
}

async function compare(name: string, scenarios: readonly Scenario[]): Promise<boolean> {
  const fast = await runQuietly(scenarios, 'fast');
  const real = await runQuietly(scenarios, 'realtime');
  let agreed = 0;
  let virtual = 0;
  for (const { id, title } of scenarios) {
    const [inFast, inReal] = [lineOf(fast.ends.get(id)), lineOf(real.ends.get(id))];
    const same = inFast === inReal;
    if (same) agreed += 1;
    const repeated = fast.ends.get(id)?.confirmation?.state === 'repeated' ? ', after a repeat in real time' : '';
    console.log(`${same ? 'same    ' : 'DIFFERS '} ${title}: ${inFast}${repeated}${same ? '' : `; in real time ${inReal}`}`);
    virtual += real.ends.get(id)?.wallSeconds ?? 0;
  }
  console.log(figureLine(`${name}: of ${scenarios.length} the same in both paces`, agreed, ''));
  console.log(figureLine(`${name}: fast`, fast.wallSeconds, 's'));
  console.log(figureLine(`${name}: realtime, all at once`, real.wallSeconds, 's'));
  console.log(figureLine(`${name}: realtime, one after the other`, virtual, 's'));
  console.log(figureLine(`${name}: speed-up over one after the other`, virtual / fast.wallSeconds, 'times'));
  return agreed === scenarios.length;
}
