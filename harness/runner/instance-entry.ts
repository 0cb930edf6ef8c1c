import { parseTarget } from '../model/health-check-target.js';
import type { JournalEvent } from '../model/journal.js';
import type { Pace } from '../model/scenario.js';
import { environmentFor } from '../runtime/carry-out/env.js';
import type { LaunchPlan } from '../runtime/carry-out/plan.js';
import type { InstanceEvent } from '../runtime/instance.js';

/** Whose event it is, and when it came by the rollout's clock. */
export interface EntryPlace {
  readonly scenario: string;
  readonly instance: string;
  readonly side?: string;
  readonly at: number;
}

/** What the journal has of an instance's event. Pure. */
export const instanceEntry = (place: EntryPlace, event: InstanceEvent): JournalEvent =>
  event.type === 'shipped' ? { type: 'shipped', ...place, ...event.shipped } : { type: 'instance', ...place, event: event.type, detail: event };

/** What it has of the first launch of a canary. Pure. */
export function rolloutEntry(scenario: string, pace: Pace, plan: LaunchPlan, env: Readonly<Record<string, string>>): JournalEvent {
  const { path } = parseTarget(plan.healthCheck.target);
  const meant = environmentFor(plan, {});
  const [placed, bent] = [differing(meant, env), differing(plan.release.env, meant)];
  return {
    type: 'rollout-started',
    scenario,
    pace,
    env,
    ...(path === undefined ? {} : { healthPath: path }),
    ...(placed.length === 0 ? {} : { placed }),
    ...(bent.length === 0 ? {} : { bent }),
  };
}

type Env = Readonly<Record<string, string>>;

const differing = (before: Env, after: Env): string[] => [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
