import type { AuditResults, MutantResult } from './audit.js';
import type { BalancerKind, HealthCheck } from './health-check.js';

/** What an audit measured on the side; seconds. */
export interface Timings {
  readonly boots: readonly number[];
  readonly checks: readonly number[];
}

/** How instances are replaced in earnest, for advice; seconds. */
export interface Deployment {
  readonly gracePeriod?: number;
  readonly capacityTimeout?: number;
}

/** What an audit is before anything is broken: all that its results are derived with, but those of its mutants. */
export interface AuditStart extends Pick<AuditResults, 'app' | 'runtime' | 'node' | 'facts' | 'breakOn' | 'date' | 'seed' | 'learned'> {
  readonly balancer: BalancerKind;
  readonly check: HealthCheck;
  readonly deployment: Deployment;
  /** Ids of all mutants, in the order in which they are told. */
  readonly ids: readonly string[];
  /** Ids that are let pass. */
  readonly baseline?: readonly string[];
}

/** What is known at its end. */
export interface AuditEnded extends Pick<AuditResults, 'controlBoots' | 'wallSeconds' | 'interrupted'> {
  readonly timings: Timings;
}

/** Lines of an audit's journal beside those of its rollouts. */
export type AuditEvent =
  | ({ readonly type: 'audit-started'; readonly schemaVersion: number } & AuditStart)
  /** Of a mutant that was run now, remembered or left out. */
  | { readonly type: 'mutant-ended'; readonly result: MutantResult }
  | ({ readonly type: 'audit-ended' } & AuditEnded);
