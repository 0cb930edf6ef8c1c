import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ScenarioRow } from '../embed.js';
import type { MatrixRow } from '../matrix-row.js';
import { MatrixTable } from '../matrix-table.js';
import { hashOf } from '../route.js';
import { exactToken, tokenText } from '../search.js';
import { detectionOf, type DetectionRow } from './detection.js';

/** Which check caught which fault. */
export function DetectionSection({ rows }: { readonly rows: readonly ScenarioRow[] }): JSX.Element | null {
  const { columns, rows: found } = useMemo(() => detectionOf(rows), [rows]);
  const shown = useMemo(() => found.map(matrixRow), [found]);
  if (found.length === 0) return null;
  return (
    <section>
      <h2>What caught what</h2>
      <MatrixTable caption="Faults down, checks across" head="Fault" columns={columns} rows={shown} empty="never caught any of these faults" />
    </section>
  );
}

/** Of one scenario its own page, of several the search for them. */
function matrixRow({ key, faults, ids, caughtBy, survived, remark }: DetectionRow): MatrixRow {
  const [id = ''] = ids;
  const href = ids.length === 1 ? hashOf({ page: 'scenario', id }) : hashOf({ page: 'first', search: tokenText(exactToken('fault', faults)) });
  return { key, name: faults, href, caughtBy, note: remark, isMiss: survived };
}
