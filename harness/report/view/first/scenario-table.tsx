import type { JSX } from 'preact';
import type { ScenarioRow } from '../embed.js';
import { MarkShape } from '../mark-shape.js';
import { hashOf } from '../route.js';
import { UsersCell } from '../users-cell.js';
import { WindowedTable, type Column } from '../windowed-table.js';
import { clockText, secondsText } from '../words.js';
import { faultsText } from './detection.js';
import { stateOf, STATE_WORDS, whyOf } from './overview.js';
import { PollStrip } from './poll-strip.js';

const COLUMNS: readonly Column<ScenarioRow>[] = [
  { name: 'state', head: 'Outcome', cell: (row) => <Two first={<StateMark row={row} />} second={row.family} /> },
  {
    name: 'title',
    head: 'Scenario, and what is broken',
    isHead: true,
    cell: ({ id, title, faults }) => (
      <Two
        first={
          <a class="row-link" href={hashOf({ page: 'scenario', id })} title={title}>
            {title}
          </a>
        }
        second={faultsText(faults) || 'nothing is broken'}
      />
    ),
  },
  { name: 'verdict', head: 'Verdict, and why', cell: (row) => <Two first={<VerdictCell row={row} />} second={whyOf(row)} title={row.error ?? whyOf(row)} /> },
  { name: 'harm', head: 'Users', cell: ({ users }) => <UsersCell users={users} /> },
  { name: 'at', head: 'Judged', cell: ({ verdict }) => verdict && <span title={secondsText(verdict.at)}>{clockText(verdict.at)}</span> },
  { name: 'polls', head: 'Last checks', cell: ({ polls }) => <PollStrip polls={polls} /> },
];

/** Scenarios, the gravest first. */
export function ScenarioTable({ rows }: { readonly rows: readonly ScenarioRow[] }): JSX.Element {
  if (rows.length === 0) return <p class="soft nothing">No scenario is like this.</p>;
  return <WindowedTable class="scenarios" caption="Scenarios, surprises first" columns={COLUMNS} rows={rows} keyOf={({ id }) => id} rowClass={(row) => `s-${stateOf(row)}`} lines="two" hasKeys />;
}

function StateMark({ row }: { readonly row: ScenarioRow }): JSX.Element {
  const { mark, word } = STATE_WORDS[stateOf(row)];
  return (
    <span>
      <MarkShape mark={mark} /> {word}
    </span>
  );
}

/** Two lines of a row; what of the second is cut off shows on hovering. */
const Two = ({ first, second, title = second }: { readonly first: JSX.Element; readonly second: string; readonly title?: string }): JSX.Element => (
  <>
    <div class="one-line">{first}</div>
    <div class="one-line soft">
      <span title={title}>{second}</span>
    </div>
  </>
);

function VerdictCell({ row: { expectation, verdict } }: { readonly row: ScenarioRow }): JSX.Element {
  if (verdict?.verdict === expectation.verdict) return <span>{verdict.verdict}</span>;
  return (
    <span>
      <b class={verdict ? 'fail' : 'soft'}>{verdict?.verdict ?? 'no verdict'}</b>, not {expectation.verdict}
    </span>
  );
}
