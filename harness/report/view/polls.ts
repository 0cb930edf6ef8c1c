import { oldInstances } from '../old-instances.js';
import type { ScenarioResult } from '../results.js';

/** How a health check ended, as the strip of a row draws it; in capitals: projected. */
export type Poll = 'p' | 'f' | 't' | 'P' | 'F' | 'T';

/** The last so many fit in a row. */
const SHOWN = 12;

/** The last checks of the canary up to its verdict, oldest first. Pure. */
export function pollsOf({ rollout, verdict }: Pick<ScenarioResult, 'rollout' | 'verdict'>): Poll[] {
  if (!rollout) return [];
  const old = oldInstances(rollout.instances);
  const until = rollout.began + (verdict?.at ?? Number.POSITIVE_INFINITY);
  return rollout.probes
    .filter(({ phase, instance, at }) => phase === 'rollout' && at <= until && !old.has(instance))
    .slice(-SHOWN)
    .map(({ outcome, projected }) => {
      const poll = outcome === 'passed' ? 'p' : outcome === 'timeout' ? 't' : 'f';
      return projected === true ? (poll.toUpperCase() as Poll) : poll;
    });
}
