import type { HealthCheckNumbers } from '../model/journal.js';
import type { Verdict } from '../model/verdict.js';
import { oldInstances } from './old-instances.js';
import type { RolloutRecord, TimeToDetect } from './rollout-record.js';

/** States in which a balancer sends users to an instance, of every kind. */
const IN_SERVICE = new Set(['InService', 'healthy']);

/** How long a canary was in doubt until it was refused; undefined for one that was accepted. Pure. */
export function timeToDetect({ began, instances, probes, transitions }: RolloutRecord, { verdict, at }: Verdict, numbers: HealthCheckNumbers): TimeToDetect | undefined {
  if (verdict !== 'rejected') return undefined;
  const judged = began + at;
  const old = oldInstances(instances);
  const served = transitions.find(({ instance, state, at: when }) => !old.has(instance) && when <= judged && IN_SERVICE.has(state))?.at;
  const struck = instances.flatMap(({ id, events }) => (old.has(id) ? [] : events.filter(({ event, at: when }) => event === 'fault-struck' && when <= judged).map((event) => event.at)));
  const failed = served === undefined ? undefined : probes.find(({ instance, outcome, at: when }) => !old.has(instance) && outcome !== 'passed' && when > served && when <= judged)?.at;
  const first = struck.length > 0 ? Math.max(began, Math.min(...struck)) : (failed ?? began);
  const checks = served === undefined ? numbers.initialSuccesses : numbers.unhealthyThreshold;
  return { seconds: judged - first, minimum: numbers.interval * (checks - 1) };
}
