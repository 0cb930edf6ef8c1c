import type { ScenarioResult } from '../../results.js';
import type { RolloutRecord } from '../../rollout-record.js';

type Timed = { readonly at: number };

/**
 * A scenario whose every second counts from where the verdict's own does, which beside an old fleet is when the canary was
 * let in: what came before that is below 0. Pure.
 */
export function onOneClock(scenario: ScenarioResult): ScenarioResult {
  const { rollout, events } = scenario;
  if (!rollout || rollout.began === 0) return scenario;
  const { began } = rollout;
  const moved = <T extends Timed>(list: readonly T[]): T[] => list.map((item) => ({ ...item, at: item.at - began }));
  return { ...scenario, events: moved(events), rollout: { ...rollout, ...movedLists(rollout, moved), began: 0 } };
}

function movedLists({ instances, probes, transitions, phases, activities, users, traffic, api, began }: RolloutRecord, moved: <T extends Timed>(list: readonly T[]) => T[]) {
  return {
    instances: instances.map((instance) => ({ ...instance, events: moved(instance.events), log: moved(instance.log) })),
    probes: moved(probes),
    transitions: moved(transitions),
    phases: moved(phases),
    activities: moved(activities),
    ...(traffic ? { traffic: { ...traffic, counts: moved(traffic.counts), errors: moved(traffic.errors) } } : {}),
    ...(api ? { api: moved(api) } : {}),
    users: users.map((user) => (user.at === undefined ? user : { ...user, at: user.at - began })),
  };
}

/** From when the seconds on the page of a scenario count, in a sentence. Pure. */
export const clockWords = ({ instances }: Pick<RolloutRecord, 'instances'>): string =>
  instances.some(({ side }) => side === 'old') ? 'Seconds count from when the canary was let in; before that they are below 0.' : 'Seconds count from the launch.';
