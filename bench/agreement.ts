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
  const differing = scenarios.filter(({ id }) => lineOf(fast.ends.get(id)) !== lineOf(real.ends.get(id)));
  // An app that real time does not judge alike twice has no verdict to agree with: a crash loop in step with the checks.
  const again = differing.length > 0 ? await runQuietly(differing, 'realtime') : undefined;
  const counts = { same: 0, differs: 0, unsteady: 0 };
  let virtual = 0;
  for (const { id, title } of scenarios) {
    const [inFast, inReal, inRealAgain] = [fast, real, again].map((run) => lineOf(run?.ends.get(id)));
    const kind = inFast === inReal ? 'same' : inReal === inRealAgain ? 'differs' : 'unsteady';
    counts[kind] += 1;
    const repeated = fast.ends.get(id)?.confirmation?.state === 'repeated' ? ', after a repeat in real time' : '';
    const other = kind === 'same' ? '' : `; in real time ${inReal}${kind === 'unsteady' ? `, and then ${inRealAgain}` : ''}`;
    console.log(`${kind.padEnd(8)} ${title}: ${inFast}${repeated}${other}`);
    virtual += real.ends.get(id)?.wallSeconds ?? 0;
  }
  console.log(figureLine(`${name}: of ${scenarios.length} the same in both paces`, counts.same, ''));
  if (counts.unsteady > 0) console.log(figureLine(`${name}: judged in two ways by real time itself`, counts.unsteady, ''));
  console.log(figureLine(`${name}: fast`, fast.wallSeconds, 's'));
  console.log(figureLine(`${name}: realtime, all at once`, real.wallSeconds, 's'));
  console.log(figureLine(`${name}: realtime, one after the other`, virtual, 's'));
  console.log(figureLine(`${name}: speed-up over one after the other`, virtual / fast.wallSeconds, 'times'));
  return counts.differs === 0;
}
