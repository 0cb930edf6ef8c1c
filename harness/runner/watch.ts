import type { Clock } from '../model/clock.js';
import type { HealthCheck } from '../model/health-check.js';
import type { ProbeResult } from '../model/probe-result.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { JudgedTarget, Rollout } from './3-rollout.js';

export type WatchResult =
  | { readonly state: 'steady'; readonly watchedSeconds: number }
  | { readonly state: 'changed'; readonly why: string }
  /** Before the gap was over. */
  | { readonly state: 'interrupted' };

export interface WatchHow {
  /** Wall seconds; left out: one true gap. */
  readonly atLeast?: number;
  /** An answer that changes does not end it, only a process that does. Left out: either does. */
  readonly throughChanges?: boolean;
}

/**
 * Keeps a judged fleet running, its faults on and without users, at its true slots until one true gap has passed: at
 * least interval + timeout of wall time after the last event of a fault. An app whose answer changes in that time has
 * a clock of its own that no skipping could see.
 * @param signal ends it at once
 */
export async function watchFleet(rollout: Rollout, signal: AbortSignal, how: WatchHow = {}): Promise<WatchResult> {
  const results = await Promise.all(rollout.pollers.map((poller) => watchOne(poller, rollout, signal, how)));
  return (
    results.find(({ state }) => state === 'changed') ??
    results.find(({ state }) => state === 'interrupted') ?? {
      state: 'steady',
      watchedSeconds: Math.max(0, ...results.map((result) => (result.state === 'steady' ? result.watchedSeconds : 0))),
    }
  );
}

async function watchOne(poller: JudgedTarget, rollout: Rollout, signal: AbortSignal, how: WatchHow): Promise<WatchResult> {
  const result = await watchToTheEnd(poller, rollout, signal, how);
  // What it showed then may be that it was stopped.
  return signal.aborted ? INTERRUPTED : result;
}

async function watchToTheEnd(
  poller: JudgedTarget,
  { lastFaultAt, clock }: Rollout,
  signal: AbortSignal,
  { atLeast = 0, throughChanges = false }: WatchHow,
): Promise<WatchResult> {
  const { instance, healthCheck } = poller.options;
  const settled = await settledAt(poller, clock);
  const startedAt = wallNow();
  const until = Math.max(lastFaultAt, startedAt) + Math.max(atLeast, healthCheck.interval + healthCheck.timeout);
  // Nothing can change any more where no process runs and none will be started.
  if (settled === undefined || instance.gone) return { state: 'steady', watchedSeconds: 0 };
  const { mark } = instance;
  // One that never opened its port, and is gone, is refused as it was before.
  const ended = (): WatchResult =>
    settled.outcome === 'connection-refused' && instance.gone ? { state: 'steady', watchedSeconds: wallNow() - startedAt } : ENDED;
  for (const at of looksFor(settled, poller.lastSentAt, until, healthCheck)) {
    if (!(await sleepWhileAlive(at, poller, signal))) return ended();
    const seen = await poller.look(clock.now());
    if (!throughChanges && seen.outcome !== settled.outcome && instance.mark === mark) {
      return { state: 'changed', why: `after the verdict the answer was ${seen.outcome}, not ${settled.outcome}` };
    }
  }
  return (await sleepWhileAlive(until, poller, signal)) ? { state: 'steady', watchedSeconds: wallNow() - startedAt } : ended();
}

/** The last check of one that was launched late may have come before its port opened: what it says now is what must last. */
async function settledAt(poller: JudgedTarget, clock: Clock): Promise<ProbeResult | undefined> {
  const last = poller.probes.at(-1);
  const wasBooting = last?.outcome === 'connection-refused' && poller.options.instance.listening;
  return wasBooting ? poller.look(clock.now()) : last;
}

const INTERRUPTED: WatchResult = { state: 'interrupted' };

const ENDED: WatchResult = { state: 'changed', why: 'the process ended after the verdict, though no fault of ours struck then' };

/** Wall milliseconds from which on one more check would make the watch longer. */
const SLOW_MS = 1000;

/**
 * Wall times of the checks of a watch: the true slots after the last check, and, for an instance that fails, one at
 * the very end, since it may have recovered between two slots. Pure.
 */
export function looksFor(
  settled: Pick<ProbeResult, 'outcome' | 'tookMs'>,
  lastSentAt: number,
  until: number,
  { interval }: Pick<HealthCheck, 'interval'>,
): number[] {
  const slots = Math.max(0, Math.floor((until - lastSentAt) / interval));
  const looks = Array.from({ length: slots }, (_, index) => lastSentAt + (index + 1) * interval);
  const fails = settled.outcome !== 'passed' && settled.tookMs < SLOW_MS;
  return fails && looks.at(-1) !== until ? [...looks, until] : looks;
}

/** False when the instance's process ended meanwhile, or the watch is to end. */
async function sleepWhileAlive(until: number, { options }: JudgedTarget, signal: AbortSignal): Promise<boolean> {
  const { instance } = options;
  const exits = instance.exits.length;
  while (wallNow() < until) {
    if (instance.exits.length !== exits || signal.aborted) return false;
    await wallSleep(Math.min(0.5, until - wallNow()), signal);
  }
  return instance.exits.length === exits;
}
