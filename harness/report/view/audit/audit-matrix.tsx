import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { AuditResults, MutantResult } from '../../../model/audit.js';
import { MatrixTable } from '../matrix-table.js';
import { matrixOf } from './matrix.js';

/** Which check caught which broken release, of those that are searched for; the numbers of the columns are of all. */
export function AuditMatrix({ results, mutants }: { readonly results: AuditResults; readonly mutants: readonly MutantResult[] }): JSX.Element | null {
  const { columns, rows } = useMemo(() => matrixOf(results), [results]);
  const shown = useMemo(() => {
    const ids = new Set(mutants.map(({ id }) => id));
    return rows.filter(({ key }) => ids.has(key));
  }, [rows, mutants]);
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>
        What caught what {shown.length < rows.length && <span class="soft">{shown.length} of {rows.length} broken releases</span>}
      </h2>
      <MatrixTable caption="Broken releases down, checks across" head="What is broken" columns={columns} rows={shown} empty="never caught a broken release" />
    </section>
  );
}
