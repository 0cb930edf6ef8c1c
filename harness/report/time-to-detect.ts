import type { HealthCheckNumbers } from '../model/journal.js';
import type { Verdict } from '../model/verdict.js';
import { oldInstances } from './old-instances.js';
import type { InstanceRecord, RolloutRecord, TimeToDetect } from './rollout-record.js';

/** States in which a balancer sends users to an instance, of every kind. */
const IN_SERVICE = new Set(['InService', 'healthy']);

/** Two clocks never agree to the last digit. */
const CLOSE = 1e-3;

/** How long a canary was in doubt until it was refused; undefined for one that was accepted. Pure. */
export function timeToDetect(rollout: RolloutRecord, { verdict, at }: Verdict, numbers: HealthCheckNumbers): TimeToDetect | undefined {
  if (verdict !== 'rejected') return undefined;
  const { began, instances } = rollout;
  const judged = began + at;
  const old = oldInstances(instances);
  const canary = instances.filter(({ id }) => !old.has(id));
  const struck = canary.flatMap(({ events }) => strikesIn(events)).filter((when) => when <= judged);
  const failed = canary.flatMap((instance) => wentBadAt(rollout, instance, judged) ?? []);
  const first = struck.length > 0 ? Math.max(began, Math.min(...struck)) : failed.length > 0 ? Math.min(...failed) : began;
  const seconds = judged - first;
  // Nothing but the deadline refuses what is not yet in service.
  if (at >= numbers.deadline - CLOSE) return { seconds, minimum: seconds, atDeadline: true };
  const checks = failed.length > 0 ? numbers.unhealthyThreshold : numbers.initialSuccesses;
  // What is refused sooner than checks could tell was refused for something else.
  return { seconds, minimum: Math.min(seconds, numbers.interval * (checks - 1)) };
}

const strikesIn = (events: InstanceRecord['events']): number[] => events.flatMap(({ event, at }) => (event === 'fault-struck' ? [at] : []));

/** When an instance that was in service first showed that it is bad; undefined for one that never was, or never did. */
function wentBadAt({ probes, transitions }: RolloutRecord, { id, events }: InstanceRecord, judged: number): number | undefined {
  const served = transitions.find(({ instance, state }) => instance === id && IN_SERVICE.has(state))?.at;
  if (served === undefined) return undefined;
  const failures = probes.flatMap(({ instance, outcome, at }) => (instance === id && outcome !== 'passed' ? [at] : []));
  const signs = [...strikesIn(events), ...failures].filter((when) => when > served && when <= judged);
  return signs.length === 0 ? undefined : Math.min(...signs);
}
