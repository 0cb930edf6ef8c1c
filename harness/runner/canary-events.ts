import { healthFailures, sentencesOf, type HealthFailure } from '../model/explain-events.js';
import { parseTarget } from '../model/health-check-target.js';
import type { Scenario } from '../model/scenario.js';
import { hasEvent } from '../model/verdict.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { Rollout } from './3-rollout.js';

/** Sentences that a report has room for. */
const MOST_SENTENCES = 5;

/** Wall seconds in which what is expected to be told must have come: those who ship in batches do so every few seconds. */
const PATIENCE = 5;

type Canary = Pick<Rollout, 'pollers' | 'everyPoller'>;

/** Events of failed health checks of every canary instance. */
export const canaryEvents = ({ pollers, everyPoller }: Canary): HealthFailure[] =>
  (everyPoller ?? pollers)
    .flatMap(({ options: { instance, healthCheck } }) => healthFailures(instance.shipped.kept, parseTarget(healthCheck.target).path))
    .sort((a, b) => a.at - b.at);

/** What a scenario's end says of them. */
export const explainedBy = (events: readonly HealthFailure[]): string[] => sentencesOf(events).slice(-MOST_SENTENCES);

/** The last lines of the log of every canary instance. */
export const canaryLines = ({ pollers, everyPoller = pollers }: Canary): string[] =>
  everyPoller.flatMap(({ options: { instance } }) => instance.logs.last(1000).map(({ line }) => line));

/** Waits for an event or a log line that the scenario expects: the app may be about to say why its checks failed. */
export async function awaitTold({ expectation: { because } }: Scenario, rollout: Canary & Pick<Rollout, 'verdict'>): Promise<void> {
  const { event, log }: { readonly event?: RegExp; readonly log?: RegExp } = typeof because === 'object' ? because : {};
  if ((event ?? log) === undefined || rollout.verdict.verdict === 'accepted') return;
  const isTold = (): boolean =>
    (event === undefined || hasEvent(canaryEvents(rollout), event)) && (log === undefined || canaryLines(rollout).some((line) => line.search(log) >= 0));
  const until = wallNow() + PATIENCE;
  while (wallNow() < until && !isTold()) await wallSleep(0.05);
}
