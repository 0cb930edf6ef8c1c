import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { MarkShape } from './mark-shape.js';
import type { MatrixColumn, MatrixRow } from './matrix-row.js';
import { WindowedTable, type Column } from './windowed-table.js';
import { listed } from './words.js';

interface Props {
  readonly caption: string;
  readonly head: string;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
  /** What is said of a check without a mark. */
  readonly empty: string;
}

/** More columns than these are scrolled sideways, and their heads no longer stay in view. */
const MANY = 16;

/** A mark where a check caught a fault. A row without one is a survivor or harmless; a check without one is named below. */
export function MatrixTable({ caption, head, columns, rows, empty }: Props): JSX.Element {
  const all = useMemo(() => columnsOf(head, columns), [head, columns]);
  const idle = columns.filter(({ isCheck, caught }) => isCheck && caught === 0).map(({ name }) => name);
  return (
    <>
      <div class={`sideways${columns.length > MANY ? ' wide' : ''}`}>
        <WindowedTable class="matrix" caption={caption} columns={all} rows={rows} keyOf={({ key }) => key} />
      </div>
      {idle.length > 0 && (
        <p class="soft below">
          {listed(idle)} {empty}.
        </p>
      )}
    </>
  );
}

function columnsOf(head: string, columns: readonly MatrixColumn[]): Column<MatrixRow>[] {
  return [
    {
      name: 'name',
      head,
      isHead: true,
      cell: ({ name, href }) => (
        <a href={href} title={name}>
          {name}
        </a>
      ),
    },
    ...columns.map(({ name, isCheck, caught }, index) => ({
      name: `check${index}`,
      head: (
        <span class={`upright${isCheck ? '' : ' outcome'}${caught === 0 ? ' idle' : ''}`}>
          {name} <span class="soft">{caught}</span>
        </span>
      ),
      cell: (row: MatrixRow) => <CaughtMark caught={row.caughtBy.has(name)} by={name} />,
    })),
    { name: 'note', head: <span class="unseen">Remark</span>, cell: ({ note, isMiss }) => note !== '' && <MissNote note={note} isMiss={isMiss} /> },
  ];
}

const CaughtMark = ({ caught, by }: { readonly caught: boolean; readonly by: string }): JSX.Element | null =>
  caught ? (
    <>
      <MarkShape mark="pass" />
      <span class="unseen">caught by {by}</span>
    </>
  ) : null;

const MissNote = ({ note, isMiss }: { readonly note: string; readonly isMiss: boolean }): JSX.Element => (
  <span class={isMiss ? 'fail' : 'soft'} title={note}>
    {isMiss && <MarkShape mark="fail" />} {note}
  </span>
);
