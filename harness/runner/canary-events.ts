import { healthFailures, sentencesOf, type HealthFailure } from '../model/explain-events.js';
import { parseTarget } from '../model/health-check-target.js';
import type { Because, Scenario } from '../model/scenario.js';
import { hasEvent } from '../model/verdict.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { Rollout } from './3-rollout.js';

/** Sentences that a report has room for. */
const MOST_SENTENCES = 5;

/** Wall seconds in which an event that is expected must have come: those who ship in batches do so every few seconds. */
const PATIENCE = 5;

type Canary = Pick<Rollout, 'pollers' | 'everyPoller'>;

/** Events of failed health checks of every canary instance. */
export const canaryEvents = ({ pollers, everyPoller }: Canary): HealthFailure[] =>
  (everyPoller ?? pollers)
    .flatMap(({ options: { instance, healthCheck } }) => healthFailures(instance.shipped.kept, parseTarget(healthCheck.target).path))
    .sort((a, b) => a.at - b.at);

/** What a scenario's end says of them. */
export const explainedBy = (events: readonly HealthFailure[]): string[] => sentencesOf(events).slice(-MOST_SENTENCES);

/** Waits for an event that the scenario expects and that may still be on its way. */
export async function awaitEvent({ expectation: { because } }: Scenario, rollout: Canary & Pick<Rollout, 'verdict'>): Promise<void> {
  const event = eventOf(because);
  if (event === undefined || rollout.verdict.verdict === 'accepted') return;
  const until = wallNow() + PATIENCE;
  while (wallNow() < until && !hasEvent(canaryEvents(rollout), event)) await wallSleep(0.05);
}

const eventOf = (because: Because | undefined): RegExp | undefined => (typeof because === 'object' ? because.event : undefined);
