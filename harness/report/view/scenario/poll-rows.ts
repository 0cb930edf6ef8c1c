import type { HealthCheckNumbers } from '../../../model/journal.js';
import type { ProbeRecord, RolloutRecord } from '../../rollout-record.js';
import { healthIn, type Health } from './health-bands.js';
import { secondsText } from './time-window.js';

/** A health check as a row of the table, and a mark of the timeline. */
export interface PollRow {
  /** From 1, over all instances by time. */
  readonly number: number;
  readonly at: number;
  readonly probe: ProbeRecord;
  /** Length of the run of equal outcomes, and how many would change the state: `2/2`; beyond that the length alone. */
  readonly run: string;
  readonly health: Health;
  /** In AWS's words; undefined where the balancer had said nothing of it yet. */
  readonly state?: string;
}

type Thresholds = Pick<HealthCheckNumbers, 'initialSuccesses' | 'healthyThreshold' | 'unhealthyThreshold'>;

interface Run {
  passed: boolean;
  length: number;
  /** How many of its transitions were looked at. */
  seen: number;
  health: Health;
  state?: string;
}

/** Each health check of a rollout with the run that it belongs to and the state after it. Pure. */
export function pollRows({ probes, transitions }: Pick<RolloutRecord, 'probes' | 'transitions'>, thresholds?: Thresholds): PollRow[] {
  const byInstance = grouped(transitions);
  const runs = new Map<string, Run>();
  return [...probes]
    .sort((a, b) => a.at - b.at)
    .map((probe, index) => {
      const run = runs.get(probe.instance) ?? { passed: false, length: 0, seen: 0, health: 'initial' as const };
      runs.set(probe.instance, run);
      const passed = probe.outcome === 'passed';
      run.length = run.length > 0 && run.passed === passed ? run.length + 1 : 1;
      run.passed = passed;
      const needed = neededIn(run.health, passed, thresholds);
      const own = byInstance.get(probe.instance) ?? [];
      for (let next = own[run.seen]; next && next.at <= probe.at; next = own[run.seen]) {
        Object.assign(run, { seen: run.seen + 1, health: healthIn(next), state: next.state });
      }
      return { number: index + 1, at: probe.at, probe, run: runText(run.length, needed), health: run.health, ...(run.state === undefined ? {} : { state: run.state }) };
    });
}

function grouped<T extends { readonly instance: string }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const own = groups.get(item.instance);
    if (own) own.push(item);
    else groups.set(item.instance, [item]);
  }
  return groups;
}

/** How many checks in a row with this outcome would change the state; undefined where none do, or it is not known. */
function neededIn(health: Health, passed: boolean, thresholds: Thresholds | undefined): number | undefined {
  if (!thresholds || health === (passed ? 'healthy' : 'unhealthy') || health === 'draining' || health === 'unused') return undefined;
  if (!passed) return thresholds.unhealthyThreshold;
  return health === 'initial' ? thresholds.initialSuccesses : thresholds.healthyThreshold;
}

const runText = (length: number, needed: number | undefined): string => (needed === undefined ? String(length) : `${length}/${needed}`);

/** A check in a sentence, as it is read beside the pointer. Pure. */
export function pollSentence({ number, probe, run, state }: PollRow): string {
  const sent = probe.projected ? 'taken to be like those before it, not sent' : `took ${probe.tookMs} ms`;
  const then = state === undefined ? '' : `; then ${state}`;
  return `Check ${number} at ${secondsText(probe.at)}: ${probe.outcome}, ${probe.detail} (${sent}), ${run} in a row${then}`;
}

/** What stands beside a mark: a status, or in a word how there was none. Pure. */
export function pollLabel({ outcome, status }: Pick<ProbeRecord, 'outcome' | 'status'>): string {
  if (status !== undefined) return String(status);
  return { 'connection-refused': 'refused', 'connection-reset': 'reset', 'malformed-response': 'malformed', 'unframed-body': 'unframed', 'tls-error': 'TLS' }[outcome as string] ?? outcome;
}
