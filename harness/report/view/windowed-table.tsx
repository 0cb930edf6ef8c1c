import { Component, type ComponentChildren, type JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CameFrom } from './came-from.js';
import { isTyping } from './keys.js';
import { Printing } from './printing.js';
import { rowWindow, type RowWindow } from './windowing.js';

/** As style.css has them: of rows of one line, and of two. */
const ROW_HEIGHTS = { one: 32, two: 46 } as const;
type Lines = keyof typeof ROW_HEIGHTS;

export interface Column<T> {
  readonly name: string;
  readonly head: ComponentChildren;
  /** The first such column names the row. */
  readonly isHead?: boolean;
  cell(row: T): ComponentChildren;
}

interface Props<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  keyOf(row: T): string;
  rowClass?(row: T): string;
  /** Whether j, k and the arrows move from row to row; one table of a page. */
  readonly hasKeys?: boolean;
  readonly class?: string;
  /** Of each row; left out: one. */
  readonly lines?: Lines;
}

/** A table of rows of one height, of which those that can be seen are drawn; on paper all. */
export function WindowedTable<T>({ caption, columns, rows, keyOf, rowClass, hasKeys = false, class: style = '', lines = 'one' }: Props<T>): JSX.Element {
  const body = useRef<HTMLTableSectionElement>(null);
  const printing = useContext(Printing);
  const height = ROW_HEIGHTS[lines];
  const { first, end } = useRowWindow(body, rows.length, height, printing);
  const active = useRowKeys(body, rows, { hasKeys, height, keyOf });
  const shown = rows.slice(first, end);
  return (
    <table class={`windowed ${style} lines-${lines}`} aria-rowcount={rows.length + 1}>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map(({ name, head }) => (
            <th key={name} scope="col" class={`c-${name}`}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap height={first * height} columns={columns.length} />
        {shown.map((row, index) => (
          <Row key={keyOf(row)} row={row} at={first + index} columns={columns} style={`${rowClass?.(row) ?? ''}${active === first + index ? ' active' : ''}`} />
        ))}
        <Gap height={(rows.length - first - shown.length) * height} columns={columns.length} />
      </tbody>
    </table>
  );
}

interface RowProps<T> {
  readonly row: T;
  readonly at: number;
  readonly columns: readonly Column<T>[];
  readonly style: string;
}

/** Drawn once, and again only where it is another: a scroll draws the rows that are new. */
class Row<T> extends Component<RowProps<T>> {
  override shouldComponentUpdate({ row, at, columns, style }: RowProps<T>): boolean {
    const { props } = this;
    return row !== props.row || at !== props.at || columns !== props.columns || style !== props.style;
  }

  override render({ row, at, columns, style }: RowProps<T>): JSX.Element {
    return (
      <tr data-row={at} aria-rowindex={at + 2} class={style} onClick={openByText}>
        {columns.map((column) => (
          <Cell key={column.name} column={column} row={row} />
        ))}
      </tr>
    );
  }
}

/** Text lies above the link of a row, so that it can be selected and tells what is cut off; a click on it opens the row all the same. */
function openByText({ target, currentTarget }: MouseEvent & { readonly currentTarget: HTMLTableRowElement }): void {
  if (!(target instanceof Element) || target.closest('a, button') || getSelection()?.isCollapsed === false) return;
  currentTarget.querySelector<HTMLElement>('.row-link')?.click();
}

function Cell<T>({ column: { name, isHead, cell }, row }: { readonly column: Column<T>; readonly row: T }): JSX.Element {
  if (isHead === true) {
    return (
      <th scope="row" class={`c-${name}`}>
        {cell(row)}
      </th>
    );
  }
  return <td class={`c-${name}`}>{cell(row)}</td>;
}

/** Stands for rows that are not drawn. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }): JSX.Element | null {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" class="gap">
      <td class="gap-cell" colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}

type Body = { readonly current: HTMLTableSectionElement | null };

function useRowWindow(body: Body, count: number, rowHeight: number, printing: boolean): RowWindow {
  const measured = (): RowWindow => rowWindow({ count, rowHeight, top: body.current?.getBoundingClientRect().top ?? 0, height: innerHeight });
  const [range, setRange] = useState(measured);
  const measure = (): void => {
    const next = measured();
    setRange((now) => (now.first === next.first && now.end === next.end ? now : next));
  };
  useLayoutEffect(measure, [count, printing]);
  useEffect(() => {
    addEventListener('scroll', measure, { passive: true });
    addEventListener('resize', measure);
    // What stands above it may open and close.
    const above = new ResizeObserver(measure);
    above.observe(document.body);
    return () => {
      removeEventListener('scroll', measure);
      removeEventListener('resize', measure);
      above.disconnect();
    };
  }, [count]);
  return printing ? { first: 0, end: count } : range;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** The row that the keys came to, or whose page was left; -1 before that. */
function useRowKeys<T>(body: Body, rows: readonly T[], { hasKeys, height, keyOf }: { readonly hasKeys: boolean; readonly height: number; keyOf(row: T): string }): number {
  const cameFrom = useContext(CameFrom);
  const [active, setActive] = useState(() => (hasKeys && cameFrom !== undefined ? rows.findIndex((row) => keyOf(row) === cameFrom) : -1));
  const wanted = useRef(active);
  const known = useRef(rows);
  useLayoutEffect(() => {
    const before = known.current;
    known.current = rows;
    if (before === rows) return;
    // Of a run that goes on there are more rows now and then.
    setActive((now) => {
      const row = before[now];
      return row === undefined ? -1 : rows.findIndex((other) => keyOf(other) === keyOf(row));
    });
  }, [rows]);
  useLayoutEffect(() => {
    if (!hasKeys) return undefined;
    const press = (event: KeyboardEvent): void => {
      const step = STEPS[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return;
      if (event.key.startsWith('Arrow') && !isWithin(body.current, event.target) && !(event.target === document.body && isInView(body.current, active, height))) return;
      const next = Math.max(0, Math.min(rows.length - 1, isInView(body.current, active, height) ? active + step : firstInView(body.current, height)));
      event.preventDefault();
      wanted.current = next;
      bringIntoView(body.current, next, height);
      setActive(next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [active, rows, hasKeys]);
  // A row that was scrolled to is drawn only after that.
  useLayoutEffect(() => {
    const link = wanted.current < 0 ? null : body.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] a`);
    if (!link) return;
    wanted.current = -1;
    link.focus({ preventScroll: true });
  });
  return active;
}

/** Elsewhere arrows scroll the page, or what has the focus. */
const isWithin = (body: HTMLElement | null, target: EventTarget | null): boolean => target instanceof Node && body?.closest('table')?.contains(target) === true;

const topOf = (body: HTMLElement | null): number => body?.getBoundingClientRect().top ?? 0;

/** The head of the table covers a row. */
const isInView = (body: HTMLElement | null, row: number, height: number): boolean => {
  const top = topOf(body) + row * height;
  return row >= 0 && top >= 0 && top <= innerHeight;
};

/** Who scrolled on goes on from there. */
const firstInView = (body: HTMLElement | null, height: number): number => Math.max(0, Math.ceil((height - topOf(body)) / height));

function bringIntoView(body: HTMLElement | null, row: number, height: number): void {
  if (!body) return;
  const top = body.getBoundingClientRect().top + row * height;
  // The head of the table covers a row.
  if (top < height) scrollBy(0, top - 3 * height);
  else if (top + height > innerHeight) scrollBy(0, top + 3 * height - innerHeight);
}
