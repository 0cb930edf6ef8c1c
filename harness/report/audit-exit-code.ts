import type { AuditResults, Score } from '../model/audit.js';
import { DEFECT_EXIT_CODE } from '../model/errors.js';

type Gated = Pick<AuditResults, 'score' | 'baseline' | 'breakOn'>;

/** A sentence for each thing that the gate does not let pass: a score, or that there is none, and what a baseline does not know. Pure. */
export function failingGates({ score, baseline, breakOn }: Gated): string[] {
  const fresh = baseline?.fresh ?? [];
  return [
    ...(breakOn === undefined && baseline === undefined ? [] : [...nothingJudged(score), ...timedOut(score)]),
    ...(breakOn === undefined ? [] : (['sensitivity', 'specificity'] as const).flatMap((name) => below(name, score, breakOn))),
    ...(fresh.length === 0 ? [] : [`${fresh.length} ${fresh.length === 1 ? 'mutant is' : 'mutants are'} not in the baseline: ${fresh.join(', ')}`]),
  ];
}

/**
 * Where mutants were tried and none came to a verdict, the gate would pass whatever the check is worth. Where all were ignored there was nothing to try, as of a change that touches none.
 */
function nothingJudged(score: Score): string[] {
  const tried = Object.entries(score.counts).some(([status, count]) => status !== 'ignored' && count > 0);
  return tried && score.sensitivity === undefined && score.specificity === undefined ? ['nothing was judged, so that there is nothing to hold the gate against'] : [];
}

/** Where something was judged: who asks for a gate does not mean the mutants that came to their end alone. */
function timedOut({ counts, sensitivity, specificity }: Score): string[] {
  const count = counts['timed-out'];
  if (count === 0 || (sensitivity === undefined && specificity === undefined)) return [];
  const [mutants, them] = count === 1 ? ['mutant', 'it'] : ['mutants', 'them'];
  return [`${count} ${mutants} timed out, so that nothing is known of ${them}; give ${them} more time by --limit`];
}

function below(name: 'sensitivity' | 'specificity', score: Score, least: number): string[] {
  const reached = score[name];
  return reached === undefined || reached >= least ? [] : [`${name} ${reached} % is under the ${least} % of --break-on`];
}

/**
 * Exit code of an audit: 70 where a mutant is invalid, since nothing is known of it, else 1 where a gate fails, else 0.
 * Survivors alone fail nothing: without a gate an audit only tells. Pure.
 */
export function auditExitCode(results: Gated): number {
  if (results.score.counts.invalid > 0) return DEFECT_EXIT_CODE;
  return failingGates(results).length > 0 ? 1 : 0;
}
