import { SCHEMA_VERSION, type JournalLine, type ScenarioEnd, type UserAnswer } from '../model/journal.js';
import type { SourceLocation } from '../model/scenario.js';
import { failuresShipped, type ShippedFailure } from './shipped-failures.js';

export interface ScenarioResult extends ScenarioEnd {
  readonly title: string;
  readonly family: string;
  readonly location: SourceLocation;
  readonly faults: readonly { readonly name: string; readonly summary: string }[];
  readonly expectation: { readonly verdict: string; readonly because?: string; readonly harm?: string };
  readonly healthCheck: string;
  readonly balancer: string;
  readonly evidence: readonly { readonly fault: string; readonly live: boolean; readonly sentence: string }[];
  /** By one check in the form of each other kind, after the verdict. */
  readonly otherKinds: readonly { readonly kind: string; readonly sentence: string }[];
  /** By the same answers that the judging kind got. */
  readonly otherDecisions: readonly { readonly kind: string; readonly sentence: string }[];
  readonly users: readonly Omit<UserAnswer, 'body' | 'shape'>[];
  /** Events of the canary's failed health checks as they reached its collectors: the last 20 by time. */
  readonly events: readonly ShippedFailure[];
}

/** `results.json`: what reports are made of. Times in seconds. */
export interface RunResults {
  readonly schemaVersion: number;
  readonly runtime: string;
  readonly pace: string;
  readonly wallSeconds: number;
  readonly interrupted: boolean;
  readonly counts: Readonly<Record<ScenarioEnd['outcome'] | 'unrun', number>>;
  readonly controls: readonly { readonly accepted: boolean; readonly bootSeconds?: number; readonly detail: string }[];
  readonly scenarios: readonly ScenarioResult[];
  readonly unrun: readonly { readonly title: string; readonly why: string; readonly reason: string }[];
}

/** Derives the results of a run from its journal. Pure; scenarios in the order in which they ended. */
export function resultsOf(lines: readonly JournalLine[]): RunResults {
  const of = <T extends JournalLine['type']>(type: T): Extract<JournalLine, { type: T }>[] =>
    lines.filter((line): line is Extract<JournalLine, { type: T }> => line.type === type);
  const started = new Map(of('scenario-started').map((line) => [line.scenario, line]));
  const scenarios = of('scenario-ended').flatMap(({ type: _type, time: _time, scenario, ...end }): ScenarioResult[] => {
    const start = started.get(scenario);
    if (!start) return [];
    // A rollout that was repeated began again: what its first attempt showed is not trusted, and stays in the journal.
    const rollout = lines.findLastIndex((line) => line.type === 'rollout-started' && line.scenario === scenario);
    const trusted = new Set(lines.slice(rollout + 1));
    const mine = <T extends JournalLine & { readonly scenario: string }>(line: T): boolean => line.scenario === scenario && trusted.has(line);
    return [
      {
        title: start.title,
        family: start.family,
        location: start.location,
        faults: start.faults,
        expectation: start.expectation,
        healthCheck: start.healthCheck,
        balancer: start.balancer,
        ...end,
        evidence: of('evidence').filter(mine).map(({ fault, live, sentence }) => ({ fault, live, sentence })),
        otherKinds: of('other-kinds').filter(mine).flatMap(({ kinds }) => kinds),
        otherDecisions: of('other-decisions').filter(mine).flatMap(({ kinds }) => kinds),
        events: failuresShipped(of('shipped').filter(mine), healthPathOf(lines[rollout])),
        users: of('users').filter(mine).flatMap(({ answers }) => answers.map(({ body: _body, shape: _shape, ...answer }) => answer)),
      },
    ];
  });
  const [run] = of('run-started');
  const [ended] = of('run-ended');
  const unrun = of('scenario-unrun').map(({ title, why, reason }) => ({ title, why, reason }));
  const count = (outcome: ScenarioEnd['outcome']): number => scenarios.filter((scenario) => scenario.outcome === outcome).length;
  return {
    schemaVersion: SCHEMA_VERSION,
    runtime: run?.runtime ?? 'unknown',
    pace: run?.pace ?? 'unknown',
    wallSeconds: ended?.wallSeconds ?? 0,
    interrupted: ended?.interrupted ?? true,
    counts: {
      'as-expected': count('as-expected'),
      surprise: count('surprise'),
      'harness-error': count('harness-error'),
      'control-refused': count('control-refused'),
      'timed-out': count('timed-out'),
      unrun: unrun.length,
    },
    controls: of('control').map(({ accepted, bootSeconds, detail }) => ({ accepted, ...(bootSeconds === undefined ? {} : { bootSeconds }), detail })),
    scenarios,
    unrun,
  };
}

const healthPathOf = (line: JournalLine | undefined): string | undefined => (line?.type === 'rollout-started' ? line.healthPath : undefined);
