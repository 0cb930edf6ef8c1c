import type { OtherKind, UserAnswer } from '../model/journal.js';
import type { ProbeOutcome } from '../model/probe-result.js';

/**
 * All that happened in the rollout of a scenario that counts, in the order of the journal. `at` is in seconds of the
 * rollout's clock, `time` in wall seconds since the run began. Bodies are named by their hash; `RunResults.bodies` has
 * their texts.
 */
export interface RolloutRecord {
  /** Of the rollout's first instance, secrets masked. */
  readonly env: Readonly<Record<string, string>>;
  readonly instances: readonly InstanceRecord[];
  readonly probes: readonly ProbeRecord[];
  readonly transitions: readonly TransitionRecord[];
  readonly phases: readonly { readonly phase: string; readonly at: number }[];
  /** What the Auto Scaling groups did. */
  readonly activities: readonly ActivityRecord[];
  readonly users: readonly UserRecord[];
  /** After the verdict, by instance: one check in the form of each other kind, and what it would have decided. */
  readonly otherKinds: readonly ({ readonly instance: string } & OtherKind)[];
  readonly otherDecisions: readonly ({ readonly instance: string } & OtherKind)[];
}

export interface InstanceRecord {
  readonly id: string;
  /** Beside an old fleet: `old` or `canary`. */
  readonly side?: string;
  readonly events: readonly InstanceEventRecord[];
  /** Its last lines. */
  readonly log: readonly { readonly at: number; readonly line: string }[];
}

export interface InstanceEventRecord {
  readonly at: number;
  readonly event: string;
  /** The event in words: the fault that struck, how a process ended. */
  readonly sentence: string;
}

export interface ProbeRecord {
  readonly instance: string;
  readonly phase: 'rollout' | 'watch';
  readonly at: number;
  readonly tookMs: number;
  readonly outcome: ProbeOutcome;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly detail: string;
  readonly projected?: true;
}

export interface TransitionRecord {
  readonly instance: string;
  readonly at: number;
  /** In AWS's words. */
  readonly state: string;
  readonly reasonCode?: string;
  readonly description?: string;
}

export interface ActivityRecord {
  readonly group: string;
  readonly at: number;
  readonly event: string;
  readonly sentence: string;
}

/** A user's request to one instance. */
export interface UserRecord extends Omit<UserAnswer, 'body'> {
  readonly instance: string;
  readonly time: number;
  /** Hash. */
  readonly body?: string;
}

/** What the release under test differs in from the control, secrets masked; pieces that are the same are left out. */
export interface ReleaseDifference {
  readonly settings: readonly { readonly name: string; readonly control?: string; readonly release?: string }[];
  /** In words: each fault. */
  readonly faults: readonly string[];
}

/** Seconds of the rollout's clock from the first sign of the fault to the verdict, and the least that the check's settings allow. */
export interface TimeToDetect {
  readonly seconds: number;
  /** Interval x threshold: what no application could be faster than. */
  readonly minimum: number;
}

/** The lines of the scenario's own file, from the one where it is registered. */
export interface SourceExcerpt {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** Where and on what a run was made. */
export interface RunFacts {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly canarybed: string;
  readonly node: string;
  /** As `linux x64`. */
  readonly platform: string;
  readonly processors: number;
  readonly command: string;
  readonly commit?: string;
  readonly branch?: string;
  /** Of the CI job. */
  readonly link?: string;
  /** As `1/3`; a merged report names those it was merged from. */
  readonly shards?: readonly string[];
}
