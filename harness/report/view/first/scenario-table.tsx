import type { JSX } from 'preact';
import type { ScenarioRow } from '../embed.js';
import { MarkShape } from '../mark-shape.js';
import { hashOf } from '../route.js';
import { UsersCell } from '../users-cell.js';
import { WindowedTable, type Column } from '../windowed-table.js';
import { secondsText } from '../words.js';
import { stateOf, STATE_WORDS, whyOf } from './overview.js';
import { PollStrip } from './poll-strip.js';

const COLUMNS: readonly Column<ScenarioRow>[] = [
  { name: 'state', head: 'Outcome', cell: (row) => <StateMark row={row} /> },
  {
    name: 'title',
    head: 'Scenario',
    isHead: true,
    cell: ({ id, title }) => (
      <a class="row-link" href={hashOf({ page: 'scenario', id })} title={title}>
        {title}
      </a>
    ),
  },
  { name: 'family', head: 'Family', cell: ({ family }) => family },
  { name: 'fault', head: 'Fault', cell: ({ faults }) => faultText(faults) },
  { name: 'verdict', head: 'Expected → got', cell: (row) => <VerdictCell row={row} /> },
  { name: 'why', head: 'Reason', cell: (row) => <span title={row.error ?? whyOf(row)}>{whyOf(row)}</span> },
  { name: 'harm', head: 'Users', cell: ({ users }) => <UsersCell users={users} /> },
  { name: 'at', head: 'Judged', cell: ({ verdict }) => verdict && secondsText(verdict.at) },
  { name: 'polls', head: 'Last checks', cell: ({ polls }) => <PollStrip polls={polls} /> },
];

/** Scenarios, the gravest first. */
export function ScenarioTable({ rows }: { readonly rows: readonly ScenarioRow[] }): JSX.Element {
  if (rows.length === 0) return <p class="soft nothing">No scenario is like this.</p>;
  return <WindowedTable class="scenarios" caption="Scenarios, surprises first" columns={COLUMNS} rows={rows} keyOf={({ id }) => id} rowClass={(row) => `s-${stateOf(row)}`} hasKeys />;
}

function StateMark({ row }: { readonly row: ScenarioRow }): JSX.Element {
  const { mark, word } = STATE_WORDS[stateOf(row)];
  return (
    <>
      <MarkShape mark={mark} /> {word}
    </>
  );
}

const faultText = (faults: ScenarioRow['faults']): JSX.Element => {
  const text = faults.map(({ summary }) => summary).join(' + ');
  return text === '' ? <span class="soft">nothing is broken</span> : <span title={text}>{text}</span>;
};

function VerdictCell({ row: { expectation, verdict } }: { readonly row: ScenarioRow }): JSX.Element {
  if (verdict?.verdict === expectation.verdict) return <>{verdict.verdict}</>;
  return (
    <>
      {expectation.verdict} → <b class={verdict ? 'fail' : 'soft'}>{verdict?.verdict ?? 'no verdict'}</b>
    </>
  );
}
