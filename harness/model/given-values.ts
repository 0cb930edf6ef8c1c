import { givenByFault, type Fault } from './fault.js';
import type { Release } from './release.js';
import type { Scenario } from './scenario.js';

/** Every value that a release and faults on it give to settings, for its secrets to be known before anything tells one. */
export const valuesGiven = (release: Release, faults: readonly Fault[]): Readonly<Record<string, string>>[] => [release.env, ...faults.map(givenByFault)];

export const valuesOfScenario = ({ release, faults, fleets }: Scenario): Readonly<Record<string, string>>[] =>
  valuesGiven(release, [...faults, ...(fleets?.old.faults ?? [])]);
