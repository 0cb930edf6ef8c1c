import type { AuditEvent } from './audit-journal.js';
import type { FileChange } from './file-change.js';
import type { ProbeForm } from './health-check.js';
import type { ProcessMark } from './process-mark.js';
import type { ProbeResult } from './probe-result.js';
import type { DealtOut, RunFacts, SourceExcerpt } from './run-facts.js';
import type { FleetFindings, Judgement, Verdict } from './verdict.js';
import type { Expectation, Harm, Pace, RuntimeKind, SourceLocation } from './scenario.js';
import type { ShippedEvent } from './shipped-event.js';
import type { TargetHealthDescription } from './target-health.js';
import type { Traffic } from './traffic.js';

export const SCHEMA_VERSION = 1;

/** A user's request as it was answered. */
export interface UserAnswer {
  readonly request: string;
  readonly status?: number;
  readonly contentType?: string;
  readonly location?: string;
  /** The first 65,536 characters. */
  readonly body?: string;
  /** Of a JSON document of as many or more: what there is in all of it, a sentence each. */
  readonly shape?: readonly string[];
  readonly error?: string;
  /** What was expected of it and is not so, as the request says. */
  readonly missed?: string;
  readonly tookMs: number;
}

/** A user's answer of one instance, and in what it is not what it was to be. */
export interface JudgedAnswer extends UserAnswer {
  /** Left out: it is fine. */
  readonly hurt?: string;
}

/** A probe in the form of another kind of balancer, after the verdict. */
export interface OtherKind {
  readonly kind: string;
  readonly sentence: string;
}

/** How sure a verdict is: printed at once as provisional, then confirmed by the watch, or found wrong and repeated. */
export type Confirmation =
  | { readonly state: 'measured' }
  | { readonly state: 'confirmed'; readonly watchedSeconds: number }
  | { readonly state: 'provisional'; readonly why: string }
  | { readonly state: 'repeated'; readonly why: string };

/** What a rollout showed beyond its verdict. */
export interface Observed {
  /** Of the last health check that failed; of the last one where none did, or where the canary is in service all the same. */
  readonly outcome?: string;
  readonly status?: number;
  /** Of its answer, capped. */
  readonly body?: string;
  /** Names of the checks that fail in the last health answer. */
  readonly failingChecks: readonly string[];
  /** Every check that the last health answer names, and whether it failed; left out where it names none. */
  readonly checks?: Readonly<Record<string, boolean>>;
  /** Ends of the canary's processes in order; code null where a signal ended it. */
  readonly exits: readonly { readonly code: number | null; readonly signal: string | null }[];
  /** Whether the port was open when the canary was judged. */
  readonly listening: boolean;
  /** Whether it had ever been open by then. */
  readonly listened?: boolean;
  /** Sentences on what users got once the watch was over, where they were fine before it. */
  readonly hurtLater?: readonly string[];
}

/** Of a scenario that was run again because it was not as expected. */
export interface Retries {
  /** The last attempt was as expected. */
  readonly flaky: boolean;
  /** All of them, the first one too. */
  readonly attempts: number;
  /** What each attempt before the last one came to, in words. */
  readonly earlier?: readonly string[];
}

/** All about one scenario that reports begin with. Virtual times in seconds, wall times in seconds. */
export interface ScenarioEnd {
  readonly outcome: 'as-expected' | 'surprise' | 'harness-error' | 'control-refused' | 'timed-out';
  readonly judgement?: Judgement;
  readonly verdict?: Verdict;
  readonly reason?: string;
  readonly harm?: Harm;
  readonly hurt?: readonly string[];
  readonly observed?: Observed;
  /** Of a rollout beside an old fleet. */
  readonly beside?: FleetFindings;
  readonly confirmation?: Confirmation;
  readonly pace: Pace;
  readonly checksSent: number;
  readonly checksProjected: number;
  readonly wallSeconds: number;
  readonly error?: string;
  readonly lastAnswer?: string;
  readonly lastLines?: readonly string[];
  /** Why health checks of the canary failed, by the events alone that reached its collectors; the newest last. */
  readonly explained?: readonly string[];
  readonly keep?: readonly string[];
  /** Only where it was run again; all else here is of the last attempt. */
  readonly retries?: Retries;
}

/** The health check of a scenario in numbers, as it is sent: with what faults set up otherwise. Times in seconds. */
export interface HealthCheckNumbers {
  readonly target: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Checks a newly registered instance must pass first. */
  readonly initialSuccesses: number;
  /** Of the rollout. */
  readonly deadline: number;
  /** In what its request differs from that of its kind of balancer. */
  readonly form?: ProbeForm;
}

export type JournalEvent =
  | {
      readonly type: 'run-started';
      readonly schemaVersion: number;
      readonly runtime: RuntimeKind;
      readonly pace: Pace;
      readonly detail: string;
      readonly node: string;
      readonly facts?: RunFacts;
      /** Which process writes the journal, so that it is known when it is gone. */
      readonly writer?: ProcessMark;
      /** How many scenarios are to be run. */
      readonly scenarios?: number;
      /** Of a shard: what there was for all shards. */
      readonly dealt?: DealtOut;
      /** The working folder: files below it are shown by their path from there. */
      readonly folder?: string;
    }
  /** `scenario`: under which its own rollout is journaled. */
  | { readonly type: 'control'; readonly key: string; readonly scenario?: string; readonly accepted: boolean; readonly bootSeconds?: number; readonly detail: string }
  | {
      readonly type: 'scenario-started';
      readonly scenario: string;
      readonly title: string;
      readonly family: string;
      readonly location: SourceLocation;
      readonly faults: readonly { readonly name: string; readonly summary: string }[];
      /** Faults of the fleet that runs when the canary comes. */
      readonly oldFaults?: readonly { readonly name: string; readonly summary: string }[];
      readonly expectation: Omit<Expectation, 'because'> & { readonly because?: string };
      readonly healthCheck: string;
      readonly balancer: string;
      readonly numbers?: HealthCheckNumbers;
      readonly source?: SourceExcerpt;
      /** Under which the rollout of its control is journaled. */
      readonly control?: string;
    }
  | { readonly type: 'scenario-unrun'; readonly title: string; readonly family: string; readonly location?: SourceLocation; readonly why: 'todo' | 'skip'; readonly reason: string }
  /** A rollout begins, or begins again from nothing: what was told of the scenario before counts no more. */
  | { readonly type: 'attempt-started'; readonly scenario: string; readonly pace: Pace }
  | {
      readonly type: 'rollout-started';
      readonly scenario: string;
      readonly pace: Pace;
      readonly env: Readonly<Record<string, string>>;
      readonly healthPath?: string;
      /** Settings whose values are places that the run itself made. */
      readonly placed?: readonly string[];
      /** Settings that faults made others than those of the release. */
      readonly bent?: readonly string[];
      /** Files that faults made others than those of the release; left out where there is none. */
      readonly files?: readonly FileChange[];
      /** How many more did they. */
      readonly filesLeftOut?: number;
    }
  | { readonly type: 'instance'; readonly scenario: string; readonly instance: string; readonly side?: string; readonly at: number; readonly event: string; readonly detail?: unknown }
  | ({ readonly type: 'shipped'; readonly scenario: string; readonly instance: string; readonly side?: string } & ShippedEvent)
  /** A text that others name by its hash: an answer's body, the request of a health check. */
  | { readonly type: 'body'; readonly hash: string; readonly text: string }
  | ({ readonly type: 'probe'; readonly scenario: string; readonly instance: string; readonly phase: 'rollout' | 'watch'; readonly requestHash?: string; readonly bodyHash?: string } & Omit<ProbeResult, 'request' | 'body'>)
  | ({ readonly type: 'transition'; readonly scenario: string; readonly instance: string; readonly at: number } & TargetHealthDescription)
  | { readonly type: 'phase'; readonly scenario: string; readonly phase: string; readonly at: number }
  | { readonly type: 'group'; readonly scenario: string; readonly group: string; readonly at: number; readonly event: string; readonly detail: unknown }
  | { readonly type: 'verdict'; readonly scenario: string; readonly verdict: Verdict }
  | { readonly type: 'other-kinds'; readonly scenario: string; readonly instance: string; readonly kinds: readonly OtherKind[] }
  | { readonly type: 'other-decisions'; readonly scenario: string; readonly instance: string; readonly kinds: readonly OtherKind[] }
  /** `at`: when they were asked, by the rollout's clock; a journal that has none of it says nothing of single answers' harm either. */
  | { readonly type: 'users'; readonly scenario: string; readonly instance: string; readonly at?: number; readonly answers: readonly JudgedAnswer[] }
  /** Users' requests through the balancer, beside an old fleet, once they have left. */
  | ({ readonly type: 'traffic'; readonly scenario: string } & Traffic)
  /** A request that Terraform, or whoever drives a rollout by AWS's APIs, made; `outcome`: `ok` or AWS's code of the error. */
  | { readonly type: 'api'; readonly scenario: string; readonly at: number; readonly service: string; readonly operation: string; readonly outcome: string; readonly tookMs: number }
  /** How many came after those that were written down. */
  | { readonly type: 'api-left-out'; readonly scenario: string; readonly calls: number }
  | { readonly type: 'evidence'; readonly scenario: string; readonly instance: string; readonly fault: string; readonly live: boolean; readonly sentence: string }
  /** The last lines of an instance, once it has ended or at the end of its rollout; `written`: how many it wrote in all. */
  | { readonly type: 'log'; readonly scenario: string; readonly instance: string; readonly written?: number; readonly lines: readonly { readonly at: number; readonly line: string }[] }
  | ({ readonly type: 'scenario-ended'; readonly scenario: string } & ScenarioEnd)
  | { readonly type: 'run-ended'; readonly wallSeconds: number; readonly interrupted: boolean }
  | AuditEvent;

/** A journal line: the event, and wall seconds since the run began. */
export type JournalLine = JournalEvent & { readonly time: number };

/** Append-only record of a run; the only source of reports. */
export interface Journal {
  write(event: JournalEvent): void;
}
