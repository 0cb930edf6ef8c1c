import type { JSX } from 'preact';
import type { MutantResult } from '../../../model/audit.js';
import { usersHarm } from '../../users-harm.js';
import { MarkShape } from '../mark-shape.js';
import { hashOf } from '../route.js';
import { UsersCell } from '../users-cell.js';
import { WindowedTable, type Column } from '../windowed-table.js';
import { clockText, secondsText } from '../words.js';
import { STATUS_WORDS } from './statuses.js';

const COLUMNS: readonly Column<MutantResult>[] = [
  {
    name: 'state',
    head: 'Status',
    cell: ({ status }) => (
      <>
        <MarkShape mark={STATUS_WORDS[status].mark} /> {STATUS_WORDS[status].word}
      </>
    ),
  },
  {
    name: 'title',
    head: 'What is broken',
    isHead: true,
    cell: ({ id, summary }) => (
      <a class="row-link" href={hashOf({ page: 'mutant', id })} title={`${summary} (${id})`}>
        {summary}
      </a>
    ),
  },
  { name: 'area', head: 'Area', cell: ({ area }) => area },
  { name: 'verdict', head: 'Verdict', cell: ({ verdict }) => verdict ?? '' },
  { name: 'why', head: 'Reason', cell: ({ reason, detail, verdict }) => <span title={verdict ? reason : detail}>{verdict ? reason : detail}</span> },
  { name: 'harm', head: 'Users', cell: (mutant) => <UsersCell users={usersHarm(mutant)} /> },
  { name: 'at', head: 'Judged', cell: ({ judgedAt }) => judgedAt !== undefined && <span title={secondsText(judgedAt)}>{clockText(judgedAt)}</span> },
];

export function MutantTable({ rows }: { readonly rows: readonly MutantResult[] }): JSX.Element {
  if (rows.length === 0) return <p class="soft nothing">No mutant is like this.</p>;
  return <WindowedTable class="mutants" caption="Mutants, survivors first" columns={COLUMNS} rows={rows} keyOf={({ id }) => id} rowClass={({ status }) => `s-${status}`} hasKeys />;
}
