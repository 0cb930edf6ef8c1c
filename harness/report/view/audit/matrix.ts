import { PROBE_OUTCOMES } from '../../../model/probe-result.js';
import type { AuditResults } from '../../../model/audit.js';
import type { MatrixColumn, MatrixRow } from '../matrix-row.js';
import { hashOf } from '../route.js';

const OUTCOMES: ReadonlySet<string> = new Set(PROBE_OUTCOMES);

/** An audit's matrix as the table draws it, rows without a mark first. Pure. */
export function matrixOf({ matrix, mutants }: Pick<AuditResults, 'matrix' | 'mutants'>): { readonly columns: readonly MatrixColumn[]; readonly rows: readonly MatrixRow[] } {
  const summaries = new Map(mutants.map(({ id, summary }) => [id, summary]));
  const rows = matrix.rows.map(({ mutant, caughtBy }): MatrixRow => {
    const isMiss = caughtBy.length === 0;
    return { key: mutant, name: summaries.get(mutant) ?? mutant, href: hashOf({ page: 'mutant', id: mutant }), caughtBy: new Set(caughtBy), note: isMiss ? 'survived' : '', isMiss };
  });
  const columns = matrix.checks.map((name) => ({ name, isCheck: !OUTCOMES.has(name), caught: rows.filter(({ caughtBy }) => caughtBy.has(name)).length }));
  return { columns, rows: [...rows.filter(({ isMiss }) => isMiss), ...rows.filter(({ isMiss }) => !isMiss)] };
}
