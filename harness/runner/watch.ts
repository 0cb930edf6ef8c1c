import type { Clock } from '../model/clock.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { Rollout } from './3-rollout.js';
import type { TargetPoller } from './target-poller.js';

export type WatchResult =
  | { readonly state: 'steady'; readonly watchedSeconds: number }
  | { readonly state: 'changed'; readonly why: string };

/**
 * Keeps a judged fleet running, its faults on and without users, at its true slots until one true gap has passed: at
 * least interval + timeout of wall time after the last event of a fault. An app whose answer changes in that time has
 * a clock of its own that no skipping could see.
 */
export async function watchFleet(rollout: Rollout): Promise<WatchResult> {
  const results = await Promise.all(rollout.pollers.map((poller) => watchOne(poller, rollout.lastFaultAt, rollout.clock)));
  return (
    results.find(({ state }) => state === 'changed') ?? {
      state: 'steady',
      watchedSeconds: Math.max(0, ...results.map((result) => (result.state === 'steady' ? result.watchedSeconds : 0))),
    }
  );
}

async function watchOne(poller: TargetPoller, lastFaultAt: number, clock: Clock): Promise<WatchResult> {
  const { instance, healthCheck } = poller.options;
  const settled = poller.probes.at(-1);
  const startedAt = wallNow();
  const until = Math.max(lastFaultAt, startedAt) + healthCheck.interval + healthCheck.timeout;
  const marked = { sequence: instance.sequence, restarts: instance.restarts };
  // Nothing can change any more where no process runs and none will be started.
  if (settled === undefined || instance.gone) return { state: 'steady', watchedSeconds: 0 };
  for (let next = poller.lastSentAt + healthCheck.interval; next <= until; next += healthCheck.interval) {
    if (!(await sleepWhileAlive(next, poller))) {
      return { state: 'changed', why: 'the process ended after the verdict, though no fault of ours struck then' };
    }
    const seen = await poller.look(clock.now());
    if (seen.outcome !== settled.outcome && instance.sequence === marked.sequence) {
      return { state: 'changed', why: `at its true slot the answer was ${seen.outcome}, not ${settled.outcome}` };
    }
  }
  const steady = await sleepWhileAlive(until, poller);
  if (steady) return { state: 'steady', watchedSeconds: wallNow() - startedAt };
  return { state: 'changed', why: 'the process ended after the verdict, though no fault of ours struck then' };
}

/** False when the instance's process ended meanwhile. */
async function sleepWhileAlive(until: number, { options }: TargetPoller): Promise<boolean> {
  const { instance } = options;
  const exits = instance.exits.length;
  while (wallNow() < until) {
    if (instance.exits.length !== exits) return false;
    await wallSleep(Math.min(0.5, until - wallNow()));
  }
  return instance.exits.length === exits;
}
