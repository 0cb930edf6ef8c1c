import type { HealthFailure } from './explain-events.js';
import type { Checks } from './release.js';
import type { OldFleetEnd } from './fleet-plan.js';
import type { Because, ExpectedCount, Expectation, Harm } from './scenario.js';
import { eventText } from './shipped-event.js';
import type { UsersTally } from './users-tally.js';
import type { ProbeOutcome } from './probe-result.js';

/** What a rollout came to. Times in seconds of the rollout's clock. */
export interface Verdict {
  readonly verdict: 'accepted' | 'rejected';
  readonly at: number;
  /** The comparison that decided it, in words and numbers. */
  readonly comparison: string;
}

/** What is known about why a canary was refused. */
export interface Observation {
  readonly verdict: Verdict;
  /** Of the last health check that failed. */
  readonly outcome?: ProbeOutcome;
  readonly status?: number;
  readonly failingChecks: readonly string[];
  readonly exitCodes: readonly (number | null)[];
  readonly lines: readonly string[];
  /** Events of failed health checks that reached the collectors of the canary. */
  readonly events: readonly HealthFailure[];
  readonly harm: Harm;
  /** What a rollout beside an old fleet showed beyond its canary. */
  readonly beside?: FleetFindings;
}

export interface FleetFindings {
  readonly oldHarm: Harm;
  readonly users: UsersTally;
  /** Canary instances that were launched in the place of others. */
  readonly replacements: number;
  readonly oldFleet: OldFleetEnd;
}

/** Whether what was seen is what was expected, and if not, in what it differs. */
export type Judgement =
  | { readonly outcome: 'as-expected' }
  | { readonly outcome: 'surprise'; readonly differences: readonly string[] };

/** Compares a rollout with what its scenario expects. Pure. */
export function judge(expectation: Expectation, observation: Observation, checks: Checks): Judgement {
  const differences: string[] = [];
  const { verdict } = observation;
  if (verdict.verdict !== expectation.verdict) {
    differences.push(`expected ${expectation.verdict}, got ${verdict.verdict} (${verdict.comparison})`);
  } else if (expectation.because !== undefined) {
    differences.push(...differingReason(expectation.because, observation, checks));
  }
  if (expectation.harm !== undefined && observation.harm !== expectation.harm) {
    differences.push(`expected users ${expectation.harm}, found them ${observation.harm}`);
  }
  if (observation.beside) differences.push(...differingFleets(expectation, observation.beside));
  return differences.length === 0 ? { outcome: 'as-expected' } : { outcome: 'surprise', differences };
}

function differingFleets(expectation: Expectation, { oldHarm, users, replacements, oldFleet }: FleetFindings): string[] {
  const differences: string[] = [];
  if (expectation.oldHarm !== undefined && expectation.oldHarm !== oldHarm) {
    differences.push(`expected users of the old fleet ${expectation.oldHarm}, found them ${oldHarm}`);
  }
  if (!isCount(expectation.userErrors, users.errors)) {
    const [example] = users.examples;
    const found = `found ${users.errors} in ${users.requests} requests${example === undefined ? '' : ` (${example})`}`;
    differences.push(`expected ${countText(expectation.userErrors)} errors for users, ${found}`);
  }
  if (!isCount(expectation.replacements, replacements)) {
    differences.push(`expected ${countText(expectation.replacements)} instances launched in the place of others, found ${replacements}`);
  }
  if (expectation.oldFleet !== undefined && expectation.oldFleet !== oldFleet) {
    differences.push(`expected the old fleet ${expectation.oldFleet}, found it ${oldFleet}`);
  }
  return differences;
}

const isCount = (expected: ExpectedCount | undefined, found: number): boolean =>
  expected === undefined || (typeof expected === 'number' ? found === expected : found >= expected.atLeast);

/** An expected number in words. */
export const countText = (expected: ExpectedCount | undefined): string =>
  typeof expected === 'object' ? `at least ${expected.atLeast}` : String(expected);

function differingReason(because: Because, observation: Observation, checks: Checks): string[] {
  if (typeof because === 'string') {
    return Object.hasOwn(checks, because) ? differingCheck(because, observation, checks) : differingOutcome(because, observation);
  }
  const differences: string[] = [];
  if (because.check !== undefined) differences.push(...differingCheck(because.check, observation, checks));
  if (because.outcome !== undefined) differences.push(...differingOutcome(because.outcome, observation));
  if (because.status !== undefined && observation.status !== because.status) {
    differences.push(`expected status ${because.status}, the last failed check had ${observation.status ?? 'none'}`);
  }
  if (because.exitCode !== undefined && !observation.exitCodes.includes(because.exitCode)) {
    differences.push(`expected exit code ${because.exitCode}, found ${observation.exitCodes.join(', ') || 'no exit'}`);
  }
  const { log } = because;
  if (log !== undefined && !observation.lines.some((line) => line.search(log) >= 0)) {
    differences.push(`expected a log line like ${String(log)}, found none`);
  }
  if (because.event !== undefined) differences.push(...differingEvent(because.event, observation));
  return differences;
}

function differingEvent(like: RegExp, { events }: Observation): string[] {
  if (hasEvent(events, like)) return [];
  return [`expected an event of a failed health check like ${String(like)}, found none${events.length === 0 ? '' : ` in ${events.length}`}`];
}

/** Whether one of them is like this, in its own text or in the sentence that explains it. Pure. */
export const hasEvent = (events: readonly HealthFailure[], like: RegExp): boolean =>
  events.some(({ event, sentence }) => eventText(event).search(like) >= 0 || sentence.search(like) >= 0);

const differingOutcome = (outcome: string, observation: Observation): string[] =>
  observation.outcome === outcome ? [] : [`expected ${outcome}, the last failed check was ${observation.outcome ?? 'none'}`];

/** The named check fails, and no other but those that need it. */
function differingCheck(name: string, { failingChecks }: Observation, checks: Checks): string[] {
  if (!failingChecks.includes(name)) {
    return [`expected check ${name} to fail, failing were: ${failingChecks.join(', ') || 'none'}`];
  }
  const unrelated = failingChecks.filter((other) => other !== name && !needs(other, name, checks));
  return unrelated.length === 0 ? [] : [`expected only check ${name} to fail, ${unrelated.join(', ')} failed too`];
}

/** Follows each check once, since a description may have checks that need each other. */
function needs(name: string, needed: string, checks: Checks, followed = new Set<string>()): boolean {
  if (followed.has(name)) return false;
  followed.add(name);
  const direct = checks[name]?.needs ?? [];
  return direct.includes(needed) || direct.some((other) => needs(other, needed, checks, followed));
}

/** One word for a reason, by which distinct pairs of fault and reason are counted. */
export function reasonName(because: Because | undefined): string {
  if (because === undefined) return 'in-service';
  if (typeof because === 'string') return because;
  return Object.entries(because).map(([fact, value]) => `${fact}=${String(value)}`).join('+');
}
