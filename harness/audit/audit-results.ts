import { AUDIT_SCHEMA_VERSION, type AuditResults, type MutantResult } from '../model/audit.js';
import type { AuditEnded, AuditStart } from '../model/audit-journal.js';
import { describeHealthCheck } from '../model/health-check-words.js';
import { compareWithBaseline } from './baseline.js';
import { matrixOf } from './matrix.js';
import { scoreOf, scoresBy } from './score.js';
import { tuningOf } from './tuning.js';

/** What an audit came to, before anything is drawn from it. */
export interface Audited extends AuditEnded, Pick<AuditResults, 'underWay'> {
  /** By the mutant's id. */
  readonly results: ReadonlyMap<string, MutantResult>;
}

/** `reports/audit.json`: score, matrix and advice of what was found. Pure. */
export function auditResultsOf({ balancer, check, deployment, ids, baseline, ...start }: AuditStart, { timings, results, ...end }: Audited): AuditResults {
  const mutants = ids.flatMap((id) => results.get(id) ?? []);
  return {
    schemaVersion: AUDIT_SCHEMA_VERSION,
    ...start,
    ...end,
    healthCheck: describeHealthCheck(check, balancer),
    balancer,
    score: scoreOf(mutants),
    byArea: scoresBy('area', mutants),
    byOperator: scoresBy('operator', mutants),
    mutants,
    matrix: matrixOf(mutants),
    tuning: tuningOf({ balancer, healthCheck: check, deployment, ...timings }),
    ...(baseline ? { baseline: compareWithBaseline(mutants, new Set(baseline)) } : {}),
  };
}

/** Of an audit that has not come to its end: it may be killed before. */
export const UNENDED: Omit<AuditEnded, 'wallSeconds'> = { timings: { boots: [], checks: [] }, controlBoots: [], interrupted: true };
