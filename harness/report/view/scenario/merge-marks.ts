import type { ProbeRecord } from '../../rollout-record.js';
import { toX, type TimeWindow } from './time-window.js';

/** How a check is drawn: a dot, a cross, or a clock where nobody answered in time; in a diamond where it was never sent. */
export type MarkShape = 'pass' | 'fail' | 'timeout';

/** A check, or several that would be drawn over each other. */
export interface DrawnMark {
  readonly x: number;
  /** The worst of those in it: a failure is never hidden by what passed beside it. */
  readonly shape: MarkShape;
  /** Taken to be like those before it, never sent. */
  readonly projected: boolean;
  readonly count: number;
  readonly failed: number;
  /** Places in the list, of the first and the last one in it. */
  readonly first: number;
  readonly last: number;
}

const BADNESS: Readonly<Record<MarkShape, number>> = { pass: 0, timeout: 1, fail: 2 };

export const shapeOf = (outcome: ProbeRecord['outcome']): MarkShape => (outcome === 'passed' ? 'pass' : outcome === 'timeout' ? 'timeout' : 'fail');

/** The drawing of a mark, by its shape; one that was never sent has another than one that was. Pure. */
export const drawingOf = (shape: MarkShape, projected: boolean): string => (projected ? `mark-projected-${shape}` : `mark-${shape}`);

/** Where something at this second, or the first one after it, is in a list by time. Pure. */
export function placeOf(list: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The one of a list by time that is nearest to a second; -1 of an empty list. Pure. */
export function nearestTo(list: readonly { readonly at: number }[], at: number): number {
  const after = placeOf(list, at);
  const [before, next] = [list[after - 1], list[after]];
  if (!before || !next) return before ? after - 1 : next ? after : -1;
  return at - before.at <= next.at - at ? after - 1 : after;
}

/** A second that was chosen, and the instance where one was pointed at. */
export interface Cursor {
  readonly at: number;
  readonly instance?: string;
}

/** The one of a list by time that is nearest to a cursor, and of its instance where that has one; -1 where there is none. Pure. */
export function nearestToCursor<T extends { readonly at: number }>(list: readonly T[], { at, instance }: Cursor, instanceOf: (item: T) => string): number {
  if (instance === undefined) return nearestTo(list, at);
  const own = list.flatMap((item, place) => (instanceOf(item) === instance ? [{ at: item.at, place }] : []));
  return own[nearestTo(own, at)]?.place ?? -1;
}

/**
 * The checks of one instance as they are drawn: only those in the window, and those that fall on the same `cell` pixels
 * as one mark with their count. A check that was sent and one that was projected never become one. Pure.
 * @param probes by time
 */
export function mergeMarks(probes: readonly Pick<ProbeRecord, 'at' | 'outcome' | 'projected'>[], window: TimeWindow, width: number, cell: number): DrawnMark[] {
  const marks: DrawnMark[] = [];
  /** The newest mark of each sort: marks come by time, so that it alone can take another check in. */
  const open = new Map<boolean, { cell: number; place: number }>();
  for (let index = placeOf(probes, window.from); index < probes.length; index += 1) {
    const { at, outcome, projected = false } = probes[index] as ProbeRecord;
    if (at > window.to) break;
    const x = toX(window, width, at);
    const shape = shapeOf(outcome);
    const [own, known] = [Math.floor(x / cell), open.get(projected)];
    const mark = known?.cell === own ? marks[known.place] : undefined;
    if (known && mark) marks[known.place] = joined(mark, shape, index);
    else {
      open.set(projected, { cell: own, place: marks.length });
      marks.push({ x, shape, projected, count: 1, failed: shape === 'pass' ? 0 : 1, first: index, last: index });
    }
  }
  return marks;
}

const joined = (mark: DrawnMark, shape: MarkShape, index: number): DrawnMark => ({
  ...mark,
  shape: BADNESS[shape] > BADNESS[mark.shape] ? shape : mark.shape,
  count: mark.count + 1,
  failed: mark.failed + (shape === 'pass' ? 0 : 1),
  last: index,
});

/** Ticks that fall on the same `cell` pixels as one, with the places of what is in it. Pure. @param list by time */
export function mergeTicks<T extends { readonly at: number }>(list: readonly T[], window: TimeWindow, width: number, cell: number): { readonly x: number; readonly items: readonly T[] }[] {
  const ticks: { x: number; items: T[] }[] = [];
  for (let index = placeOf(list, window.from); index < list.length; index += 1) {
    const item = list[index] as T;
    if (item.at > window.to) break;
    const x = toX(window, width, item.at);
    const last = ticks.at(-1);
    if (last && Math.floor(last.x / cell) === Math.floor(x / cell)) last.items.push(item);
    else ticks.push({ x, items: [item] });
  }
  return ticks;
}
