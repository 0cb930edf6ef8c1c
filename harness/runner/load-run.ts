import { outlookIn, programsRequiredIn, tellOutlook, type RuntimeOutlook } from '../model/runtime-outlook.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import type { Scenario } from '../model/scenario.js';
import { chooseRuntime, foresee, type RuntimeChoice } from '../runtime/choose-runtime.js';
import { skipReason } from './missing-programs.js';
import { registerUnrun } from './registry.js';
import { loadScenarios } from './scenario-files.js';

export interface LoadedRun {
  readonly scenarios: readonly Scenario[];
  readonly choice: RuntimeChoice;
  /** For other processes that load the same files: they must skip what is skipped here. */
  readonly outlook: RuntimeOutlook;
}

/**
 * Tells every app that this process is going to load whether it may be booted embedded.
 * @param programsRequired a missing program is an error; else its app's scenarios are skipped
 */
export async function lookAhead(wish: RuntimeWish, programsRequired = programsRequiredIn(process.env)): Promise<void> {
  tellOutlook(process.env, { ...(await foresee(wish)), programsRequired });
}

/** The runtime for these scenarios. @throws EnvironmentError when the one that was asked for cannot be used. */
export function runtimeFor(scenarios: readonly Scenario[], wish: RuntimeWish): Promise<RuntimeChoice> {
  return chooseRuntime(wish, [...new Set(scenarios.map(({ release }) => release.image?.name))]);
}

/**
 * Loads scenario files and chooses the runtime for what they hold. Scenarios that turn out to lack a program under it
 * are skipped.
 * @throws ConfigError when there is nothing to run, EnvironmentError when the runtime asked for cannot be used.
 */
export async function loadRun(files: readonly string[], title: string | undefined, wish: RuntimeWish): Promise<LoadedRun> {
  await lookAhead(wish);
  const loaded = loadScenarios(files, title);
  const choice = await runtimeFor(loaded, wish);
  const outlook: RuntimeOutlook = { ...outlookIn(process.env), kind: choice.kind };
  const scenarios = loaded.filter(({ title, family, location, release }) => {
    const reason = skipReason(release, outlook);
    if (reason !== undefined) registerUnrun({ title, family, location, why: 'skip', reason });
    return reason === undefined;
  });
  return { scenarios, choice, outlook };
}
