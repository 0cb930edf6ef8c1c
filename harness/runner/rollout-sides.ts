import type { FleetPlan } from '../model/fleet-plan.js';
import type { Scenario } from '../model/scenario.js';
import { patienceFor } from '../traffic/patience.js';
import { planLaunch, type LaunchPlan } from '../runtime/carry-out/plan.js';
import type { BesideOptions } from './fleet-rollout.js';
import type { StageOptions } from './fleet-stage.js';

/** How an instance of the old fleet is launched: as what the fleet plan names, else as the unbroken release. Pure. */
export const oldPlanOf = ({ release, healthCheck }: Scenario, { old }: FleetPlan): LaunchPlan => planLaunch(old.release ?? release, old.faults, healthCheck);

/** How each instance of a side is launched, what users are to get from it, and how long they wait for that. Pure. */
export function sidesOf({ scenario, plan, fleets, answers, canaryAnswers }: BesideOptions): Pick<StageOptions, 'planOf' | 'answersOf' | 'patience'> {
  const good = planLaunch(scenario.release, [], plan.healthCheck);
  const old = oldPlanOf(scenario, fleets);
  return {
    planOf: (side, ordinal) => (side === 'old' ? old : ordinal < fleets.faulty ? plan : good),
    patience: patienceFor(answers),
    answersOf: (side) => (side === 'old' ? answers : canaryAnswers),
  };
}
