import { AUDIT_SCHEMA_VERSION, type AuditResults, type MutantResult } from '../model/audit.js';
import { describeHealthCheck } from '../model/health-check-words.js';
import { compareWithBaseline } from './baseline.js';
import { matrixOf } from './matrix.js';
import type { Timings } from './measures.js';
import { scoreOf, scoresBy } from './score.js';
import type { AuditInput } from './settings.js';
import { tuningOf } from './tuning.js';

/** What an audit came to, before anything is drawn from it. */
export interface Audited extends Pick<AuditResults, 'runtime' | 'node' | 'facts' | 'breakOn' | 'date' | 'seed' | 'learned' | 'mutants' | 'controlBoots' | 'wallSeconds' | 'interrupted' | 'underWay'> {
  readonly timings: Timings;
  readonly baseline?: ReadonlySet<string>;
}

/** `reports/audit.json`: score, matrix and advice of what was found. Pure. */
export function auditResultsOf({ release, deployment }: AuditInput, { timings, baseline, mutants, ...audited }: Audited): AuditResults {
  const { name, balancer, healthCheck } = release;
  return {
    schemaVersion: AUDIT_SCHEMA_VERSION,
    app: name,
    ...audited,
    healthCheck: describeHealthCheck(healthCheck, balancer),
    balancer,
    score: scoreOf(mutants),
    byArea: scoresBy('area', mutants),
    byOperator: scoresBy('operator', mutants),
    mutants,
    matrix: matrixOf(mutants),
    tuning: tuningOf({ balancer, healthCheck, deployment, ...timings }),
    ...(baseline ? { baseline: compareWithBaseline(mutants, baseline) } : {}),
  };
}

/** Those that were run now and those that are remembered, in the order of the mutants. Pure. */
export const inOrder = (ids: readonly string[], results: ReadonlyMap<string, MutantResult>): MutantResult[] => ids.flatMap((id) => results.get(id) ?? []);
