import { groupSettings } from '../fleet/group-settings.js';
import { refreshPreferences } from '../fleet/refresh-preferences.js';
import { ConfigError } from '../model/errors.js';
import { phaseOnsetOf, type Fault, type PhaseOnset } from '../model/fault.js';
import type { FleetPlan } from '../model/fleet-plan.js';
import type { Scenario } from '../model/scenario.js';

/** AWS: connection draining and deregistration delay, in seconds. */
const LONGEST_DRAINING = 3600;

/**
 * Refuses a rollout that could not be played, or in which something that was asked for would never come.
 * @throws ConfigError with what was expected and found.
 */
export function checkFleets({ faults, fleets, balancer, instances, deadline }: Omit<Scenario, 'expectation'>): void {
  for (const fault of [...faults, ...(fleets?.old.faults ?? [])]) {
    const onset = phaseOnsetOf(fault);
    if (onset) checkOnset(fault, onset, fleets, deadline);
  }
  if (!fleets) return;
  checkWiring(faults, 'the canary');
  checkWiring(fleets.old.faults, 'the old fleet');
  const { slowStart, draining, rollout, old, group } = fleets;
  if (slowStart > 0 && balancer !== 'application') throw new ConfigError(`slowStart: ${balancer} balancers have none; expected balancer: 'application', or no slowStart`);
  if (draining > LONGEST_DRAINING) throw new ConfigError(`draining: expected at most ${LONGEST_DRAINING} s, found ${draining} s`);
  if (rollout.policy === 'instance-refresh' && instances !== old.instances) {
    throw new ConfigError(`an instance refresh replaces the old instances one for one: expected instances: ${old.instances}, found ${instances}`);
  }
  const { gracePeriod, ...rest } = group;
  const settings = groupSettings({ name: 'canary', minSize: 0, maxSize: 2 * instances + 1, desiredCapacity: instances, ...rest, healthCheckGracePeriod: gracePeriod });
  if (rollout.policy !== 'instance-refresh') return;
  const { policy: _policy, ...preferences } = rollout;
  refreshPreferences(preferences, settings);
}

function checkOnset({ summary }: Fault, { after, seconds }: PhaseOnset, fleets: FleetPlan | undefined, deadline: number): void {
  const refuse = (why: string): never => {
    throw new ConfigError(`fault "${summary}": ${why}`);
  };
  if (!fleets) return refuse('it counts from a moment of a rollout: expected "old", the number of old instances, too');
  if (!['rollout', 'accepted'].includes(after)) return refuse(`expected onset.after to be rollout or accepted, found "${after}"`);
  if (!(Number.isFinite(seconds) && seconds >= 0)) return refuse(`expected onset.seconds of 0 or more, found ${seconds}`);
  const end = after === 'accepted' ? fleets.bake : deadline + fleets.bake;
  if (seconds > end) return refuse(`it would strike ${seconds} s after "${after}", and the rollout is over ${end} s after that; make "bake" longer`);
}

/** One balancer checks both fleets, so that its check cannot be set up wrongly for one of them. */
function checkWiring(faults: readonly Fault[], whose: string): void {
  const wired = faults.find((fault) => fault.kind === 'request' && ['wrong-path', 'wrong-port'].includes(fault.operator));
  if (wired) throw new ConfigError(`fault "${wired.summary}" of ${whose}: both fleets are behind one check; set "healthCheck.target" for both instead`);
}
