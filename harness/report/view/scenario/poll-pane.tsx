import type { JSX } from 'preact';
import { counted } from '../words.js';
import { drawingOf, nearestToCursor, type Cursor } from './merge-marks.js';
import type { PollRow } from './poll-rows.js';
import { Nothing, Section } from './section.js';
import { secondsText } from './time-window.js';
import { useWindowed } from './use-windowed.js';

interface Props {
  readonly rows: readonly PollRow[];
  readonly cursor: Cursor | undefined;
  readonly onCursor: (cursor: Cursor) => void;
  /** Place of the row whose request and answer are shown. */
  readonly open: number | undefined;
  readonly onOpen: (index: number | undefined) => void;
}

const ROW = 24;

const cursorAt = ({ at, probe }: PollRow): Cursor => ({ at, instance: probe.instance });

/** Each health check as a row that opens. */
export function PollPane({ rows, cursor, onCursor, open, onOpen }: Props): JSX.Element {
  const near = cursor === undefined ? -1 : nearestToCursor(rows, cursor, ({ probe }) => probe.instance);
  const { box, first, end, above, below } = useWindowed(rows.length, ROW, near, ROW);
  const several = new Set(rows.map(({ probe }) => probe.instance)).size > 1;
  const choose = (index: number, row: PollRow): void => {
    onOpen(open === index ? undefined : index);
    onCursor(cursorAt(row));
  };
  const walk = (event: KeyboardEvent): void => {
    const row = rows[near];
    if (event.key === 'Enter' && event.target === event.currentTarget && row) return choose(near, row);
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = rows[Math.max(0, Math.min(rows.length - 1, near + step))];
    if (next) onCursor(cursorAt(next));
  };
  return (
    <Section title="Health checks" class="poll-part" aside={<span class="soft">{rows.length === 0 ? '' : `${counted(rows.length, 'check')}, a row opens its request and answer`}</span>}>
      {rows.length === 0 ? (
        <Nothing>No health check was sent.</Nothing>
      ) : (
        <div class="pane" ref={box} tabIndex={0} role="group" aria-label="Health checks" onKeyDown={walk}>
          <table class="polls" aria-rowcount={rows.length + 1}>
            <thead>
              <tr aria-rowindex={1}>
                {['#', 'time', ...(several ? ['instance'] : []), 'took', 'outcome', 'status', 'run', 'state after'].map((name) => (
                  <th key={name} scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              <Gap height={above} />
              {rows.slice(first, end).map((row, index) => (
                <PollLine key={row.number} row={row} index={first + index} near={first + index === near} open={first + index === open} several={several} choose={choose} />
              ))}
              <Gap height={below} />
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

/** Stands for rows that are not drawn. */
function Gap({ height }: { readonly height: number }): JSX.Element | null {
  if (height === 0) return null;
  return (
    <tr aria-hidden="true" class="gap">
      <td colSpan={8} style={{ height: `${height}px` }} />
    </tr>
  );
}

interface LineProps {
  readonly row: PollRow;
  readonly index: number;
  readonly near: boolean;
  readonly open: boolean;
  readonly several: boolean;
  readonly choose: (index: number, row: PollRow) => void;
}

function PollLine({ row, index, near, open, several, choose }: LineProps): JSX.Element {
  const { number, probe, run, health, state } = row;
  const { outcome, projected } = probe;
  const kind = outcome === 'passed' ? 'pass' : outcome === 'timeout' ? 'timeout' : 'fail';
  return (
    <tr aria-rowindex={index + 2} class={`${near ? 'near' : ''} ${open ? 'open' : ''} ${projected ? 'projected' : ''}`} onClick={() => choose(index, row)}>
      <td>
        <button
          type="button"
          aria-expanded={open}
          onClick={(event) => {
            event.stopPropagation();
            choose(index, row);
          }}
        >
          {number}
        </button>
      </td>
      <td>{secondsText(probe.at, 2)}</td>
      {several && <td class="id">{probe.instance}</td>}
      <td>{projected ? '–' : `${probe.tookMs} ms`}</td>
      <td class={kind}>
        <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true" class={`mark ${kind} ${projected ? 'projected' : ''}`}>
          <use href={`#${drawingOf(kind, projected === true)}`} />
        </svg>{' '}
        {outcome}
        {projected ? ' (projected)' : ''}
      </td>
      <td>{probe.status ?? '–'}</td>
      <td>{run}</td>
      <td class={`after ${health}`}>{state ?? 'not said yet'}</td>
    </tr>
  );
}
