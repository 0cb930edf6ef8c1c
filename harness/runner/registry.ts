import { ConfigError } from '../model/errors.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';

/** Scenarios of one process in the order of registration. A scenario file does not know who will run it. */
const scenarios = new Map<string, Scenario>();
const unrun: UnrunScenario[] = [];

/** @throws ConfigError when a scenario of the same title is there already. */
export function registerScenario(scenario: Scenario): void {
  const twin = scenarios.get(scenario.title);
  if (twin) {
    throw new ConfigError(
      `two scenarios are called "${scenario.title}": ${place(twin)} and ${place(scenario)}. Titles must differ; change one.`,
    );
  }
  scenarios.set(scenario.title, scenario);
}

const place = ({ location }: Scenario): string => `${location.file}:${location.line}`;

export const registerUnrun = (scenario: UnrunScenario): number => unrun.push(scenario);
export const registeredScenarios = (): readonly Scenario[] => [...scenarios.values()];
export const unrunScenarios = (): readonly UnrunScenario[] => unrun;
