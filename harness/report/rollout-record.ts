import type { FileChange } from '../model/file-change.js';
import type { JudgedAnswer, OtherKind } from '../model/journal.js';
import type { ProbeResult } from '../model/probe-result.js';
import type { Traffic } from '../model/traffic.js';

export type { RunFacts, SourceExcerpt } from '../model/run-facts.js';

/**
 * All that happened in the rollout of a scenario that counts, in the order of the journal. `at` is in seconds of the
 * rollout's clock, `time` in wall seconds since the run began. Bodies are named by their hash; `RunResults.bodies` has
 * their texts.
 */
export interface RolloutRecord {
  /** Second of the clock from which the verdict's own counts: 0, or beside an old fleet when the canary was let in. */
  readonly began: number;
  /** Of the rollout's first instance, secrets masked. */
  readonly env: Readonly<Record<string, string>>;
  readonly instances: readonly InstanceRecord[];
  readonly probes: readonly ProbeRecord[];
  readonly transitions: readonly TransitionRecord[];
  readonly phases: readonly { readonly phase: string; readonly at: number }[];
  /** What the Auto Scaling groups did. */
  readonly activities: readonly ActivityRecord[];
  readonly users: readonly UserRecord[];
  /** Users' requests through the balancer; left out where the canary was alone, or by an earlier version. */
  readonly traffic?: Traffic;
  /** Requests to AWS's APIs by which the rollout was driven; left out where it was not. */
  readonly api?: readonly ApiRecord[];
  /** How many of those came after the ones that are here. */
  readonly apiLeftOut?: number;
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
  /** How many lines it wrote in all; left out where its log was not kept, or by an earlier version. */
  readonly written?: number;
}

export interface InstanceEventRecord {
  readonly at: number;
  readonly event: string;
  /** The event in words: the fault that struck, how a process ended. */
  readonly sentence: string;
}

export interface ProbeRecord extends Omit<ProbeResult, 'request' | 'body' | 'projected'> {
  readonly instance: string;
  readonly phase: 'rollout' | 'watch';
  /** Hash; left out by an earlier version. */
  readonly request?: string;
  readonly body?: string;
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

/** A request to AWS's APIs. */
export interface ApiRecord {
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  /** `ok`, or AWS's code of the error. */
  readonly outcome: string;
  readonly tookMs: number;
}

/** A user's request to one instance. */
export interface UserRecord extends Omit<JudgedAnswer, 'body' | 'shape'> {
  readonly instance: string;
  readonly time: number;
  /** When it was asked for; where it is left out, nothing is known of this one answer's harm. */
  readonly at?: number;
  /** Hash. */
  readonly body?: string;
}

/**
 * What the release under test differs in from the control, secrets masked; pieces that are the same are left out, and so
 * are places that every instance is given anew. A setting with the same text on both sides differs within what is masked.
 */
export interface ReleaseDifference {
  readonly settings: readonly { readonly name: string; readonly control?: string; readonly release?: string }[];
  /** Files that faults edited; left out where they edited none, or by an earlier version. */
  readonly files?: readonly FileChange[];
  /** How many of those came after the ones that are here. */
  readonly filesLeftOut?: number;
  /** In words: each fault. */
  readonly faults: readonly string[];
}

/**
 * How long a canary that was refused was in doubt: seconds of the rollout's clock from the first sign of its fault to the
 * verdict, and the least that the check's settings allow.
 */
export interface TimeToDetect {
  readonly seconds: number;
  /**
   * The time that as many checks take as the threshold wants, the first one sent at once: of a canary that had been in
   * service the unhealthy threshold, of one that never was the checks by which a good one comes into service. Of one that
   * was refused at the deadline all of the time, since nothing ends that wait sooner.
   */
  readonly minimum: number;
  /** Whether the deadline refused it. */
  readonly atDeadline?: true;
}
