import type { DetectionMatrix, MutantResult } from '../model/audit.js';

/**
 * Which check refused which broken release. One that was refused and of which no check failed by name is caught by what
 * the balancer saw (`connection-refused`), so that only survivors have empty rows. Good releases are not in it. Pure.
 */
export function matrixOf(results: readonly MutantResult[]): DetectionMatrix {
  const rows = results
    .filter(({ status }) => status === 'killed' || status === 'survived')
    .map((result) => ({ mutant: result.id, caughtBy: result.status === 'killed' ? caughtBy(result) : [] }));
  const named = results.flatMap(({ checks }) => Object.keys(checks ?? {})).sort();
  return { checks: [...new Set([...named, ...rows.flatMap((row) => row.caughtBy)])], rows };
}

function caughtBy({ checks = {}, observed }: MutantResult): string[] {
  const failed = Object.keys(checks).filter((name) => checks[name] === true).sort();
  return failed.length > 0 ? failed : [observed?.outcome ?? 'no answer'];
}
