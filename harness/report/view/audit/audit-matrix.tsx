import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { AuditResults } from '../../../model/audit.js';
import { MatrixTable } from '../matrix-table.js';
import { matrixOf } from './matrix.js';

/** Which check caught which broken release. */
export function AuditMatrix({ results }: { readonly results: AuditResults }): JSX.Element | null {
  const { columns, rows } = useMemo(() => matrixOf(results), [results]);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>What caught what</h2>
      <MatrixTable caption="Broken releases down, checks across" head="What is broken" columns={columns} rows={rows} empty="never caught a broken release" />
    </section>
  );
}
