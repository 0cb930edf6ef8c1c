import type { Scenario } from '../model/scenario.js';
import { planLaunch, type LaunchPlan } from '../runtime/carry-out/plan.js';

/** The release of a scenario with its faults applied. Whether they apply was settled when it was registered. */
export const breakRelease = ({ release, faults, healthCheck }: Scenario): LaunchPlan => planLaunch(release, faults, healthCheck);
