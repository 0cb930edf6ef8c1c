import { parseTarget } from '../model/health-check-target.js';
import type { JournalEvent } from '../model/journal.js';
import type { Pace } from '../model/scenario.js';
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
export function rolloutEntry(scenario: string, pace: Pace, { healthCheck }: LaunchPlan, env: Readonly<Record<string, string>>): JournalEvent {
  const { path } = parseTarget(healthCheck.target);
  return { type: 'rollout-started', scenario, pace, env, ...(path === undefined ? {} : { healthPath: path }) };
}
