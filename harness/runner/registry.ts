import { ConfigError } from '../model/errors.js';
import type { StandingImage } from '../model/machine-image.js';
import type { Release } from '../model/release.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';

/** Scenarios of one process, by their ids, in the order of registration. A scenario file does not know who will run it. */
const scenarios = new Map<string, Scenario>();
const unrun: UnrunScenario[] = [];

/** @throws ConfigError when a scenario is there already whose title is the same, or differs in its punctuation alone. */
export function registerScenario(scenario: Scenario): void {
  const twin = scenarios.get(scenario.id);
  if (twin) {
    throw new ConfigError(
      `two scenarios are called "${scenario.title}": ${place(twin)} and ${place(scenario)}. Titles must differ in letters or digits; change one.`,
    );
  }
  scenarios.set(scenario.id, scenario);
}

const place = ({ location }: Scenario): string => `${location.file}:${location.line}`;

export const registerUnrun = (scenario: UnrunScenario): number => unrun.push(scenario);
export const registeredScenarios = (): readonly Scenario[] => [...scenarios.values()];
export const unrunScenarios = (): readonly UnrunScenario[] => unrun;

const apps: Release[] = [];

/** Notes an app that was described; what it describes is the same for all its scenarios. */
export function registerApp(release: Release): void {
  apps.push(release);
}

export const registeredApps = (): readonly Release[] => apps;

const images = new Map<string, StandingImage>();

/** @throws ConfigError when the id stands for something already. */
export function registerImage(image: StandingImage): void {
  const twin = images.get(image.id);
  if (twin) throw new ConfigError(`${image.id} is described twice: as "${twin.description}" and as "${image.description}"; give one of them another id`);
  images.set(image.id, image);
}

/** In the order in which they were described. */
export const registeredImages = (): readonly StandingImage[] => [...images.values()];
