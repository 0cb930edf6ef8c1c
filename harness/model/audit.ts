import type { ProcessMark } from './process-mark.js';
import type { Observed } from './journal.js';
import type { RunFacts } from './run-facts.js';
import type { Harm } from './scenario.js';

export const AUDIT_SCHEMA_VERSION = 1;

/** What of a release or its surroundings a mutant breaks. */
export const AUDIT_AREAS = [
  'settings', 'database', 'migrations', 'tables', 'templates', 'static', 'process', 'request', 'dependencies', 'old-fleet',
] as const;
export type AuditArea = (typeof AUDIT_AREAS)[number];

/**
 * What became of a mutant: refused and users hurt (killed), accepted and users hurt (survived), refused and users fine
 * (false alarm), accepted and users fine (harmless); or no verdict that counts.
 */
export type MutantStatus = 'killed' | 'survived' | 'false-alarm' | 'harmless' | 'invalid' | 'ignored' | 'timed-out';

/** Whether users are asked if it hurts, or the check itself is aimed wrongly and must fail whatever they get. */
export type Breaks = 'release' | 'check';

/** How the process of a refused or hurt mutant ended, told apart. */
export type ProcessFate =
  | { readonly fate: 'alive' }
  /** Alive, and its port never opened. */
  | { readonly fate: 'never-listened' }
  /** Its start failed; code 0 is a failed start that says it went well. */
  | { readonly fate: 'failed-start'; readonly code: number | null; readonly signal: string | null }
  /** It listened, and ended before or after the verdict. */
  | { readonly fate: 'died'; readonly code: number | null; readonly signal: string | null };

export interface MutantResult {
  readonly id: string;
  readonly area: AuditArea;
  readonly operator: string;
  /** What is broken: a setting, file, table or server. */
  readonly target: string;
  readonly summary: string;
  readonly breaks: Breaks;
  readonly status: MutantStatus;
  /** The description says that users are served without what it takes away. */
  readonly optional?: true;
  /** Why it is invalid, ignored or timed out; or the comparison that decided its verdict, and what of the description it contradicts. */
  readonly detail: string;
  readonly verdict?: 'accepted' | 'rejected';
  /** Second of the balancer's time at which it was judged. */
  readonly judgedAt?: number;
  readonly reason?: string;
  readonly harm?: Harm;
  /** Of the users of an old fleet beside it. */
  readonly oldHarm?: Harm;
  /** Sentences on what users got otherwise than from the control. */
  readonly hurt: readonly string[];
  readonly observed?: Observed;
  readonly process?: ProcessFate;
  /** Every check that the health answer names, and whether it failed. */
  readonly checks?: Readonly<Record<string, boolean>>;
  /** Of a survivor or a false alarm. */
  readonly advice?: string;
  /** The scenario to keep. */
  readonly scenario?: string;
  /** Wall seconds. */
  readonly wallSeconds: number;
  /** True where it was not run now: nothing changed since it was. */
  readonly remembered?: boolean;
}

/** Shares in percent; undefined where there is nothing to count. */
export interface Score {
  /** Of the broken releases those that were refused: killed / (killed + survived). */
  readonly sensitivity?: number;
  /** Of the good ones those that were accepted: harmless / (harmless + false alarms). */
  readonly specificity?: number;
  readonly counts: Readonly<Record<MutantStatus, number>>;
}

/** Ids of survivors and false alarms, beside those that a baseline lets pass. */
export interface BaselineFindings {
  /** Let pass. */
  readonly known: readonly string[];
  readonly fresh: readonly string[];
  /** Known, tried again, and none any more. */
  readonly fixed: readonly string[];
}

/** `reports/audit.json`. Wall times in seconds. */
export interface AuditResults {
  readonly schemaVersion: number;
  readonly app: string;
  readonly runtime: string;
  readonly node: string;
  /** ISO 8601. */
  readonly date: string;
  readonly seed: number;
  readonly healthCheck: string;
  readonly balancer: string;
  /** What was found out about the app, a sentence each. */
  readonly learned: readonly string[];
  readonly score: Score;
  readonly byArea: Readonly<Record<string, Score>>;
  readonly byOperator: Readonly<Record<string, Score>>;
  readonly mutants: readonly MutantResult[];
  readonly matrix: DetectionMatrix;
  readonly tuning: readonly TuningAdvice[];
  readonly controlBoots: readonly number[];
  /** Where and on what it was made. */
  readonly facts?: RunFacts;
  /** Least percentage of both shares that was asked for; left out: none was. */
  readonly breakOn?: number;
  /** Only where a baseline was given. */
  readonly baseline?: BaselineFindings;
  readonly wallSeconds: number;
  readonly interrupted: boolean;
  /** Only of what is written while it goes on, which counts as interrupted in case that nothing more comes: of how many mutants. */
  readonly underWay?: { readonly of: number; readonly writer?: ProcessMark };
}

/** Which check caught which mutant. A row without a mark is a survivor, a column without one never earned its keep. */
export interface DetectionMatrix {
  readonly checks: readonly string[];
  readonly rows: readonly { readonly mutant: string; readonly caughtBy: readonly string[] }[];
}

export interface TuningAdvice {
  /** The setting as AWS or Terraform names it. */
  readonly setting: string;
  readonly now: string;
  readonly proposed: string;
  readonly why: string;
}
