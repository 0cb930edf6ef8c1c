import { placeOf } from './merge-marks.js';
import type { TimelinePlan } from './lanes.js';
import { panned, zoomed, type TimeWindow } from './time-window.js';

interface Standing {
  readonly window: TimeWindow;
  readonly plan: Pick<TimelinePlan, 'whole' | 'happenings'>;
  readonly cursor: number | undefined;
}

/** What a key made of the window, and of the cursor where it moved it. */
export interface KeyDone {
  readonly window: TimeWindow;
  readonly cursor?: number;
}

/** Share of the window by which it is panned at once. */
const PAN = 0.2;

/** What a key on the timeline does; undefined for one that does nothing. Pure. */
export function timelineKey({ window, plan: { whole, happenings }, cursor }: Standing, key: string, shift: boolean): KeyDone | undefined {
  const length = window.to - window.from;
  const middle = cursor ?? window.from + length / 2;
  const walk = (at: number | undefined): KeyDone => ({ window, ...(at === undefined ? {} : { cursor: at }) });
  switch (key) {
    case '+':
    case '=':
      return { window: zoomed(window, whole, 0.625, middle) };
    case '-':
    case '_':
      return { window: zoomed(window, whole, 1.6, middle) };
    case '0':
      return { window: whole };
    case 'ArrowLeft':
      return shift ? { window: panned(window, whole, -PAN * length) } : walk(happenings[placeOf(happenings, cursor ?? Infinity) - 1]?.at);
    case 'ArrowRight':
      return shift ? { window: panned(window, whole, PAN * length) } : walk(happenings.find(({ at }) => at > (cursor ?? -Infinity))?.at);
    case 'Home':
      return walk(happenings[0]?.at);
    case 'End':
      return walk(happenings.at(-1)?.at);
    case 'Enter':
      return walk(middle);
    default:
      return undefined;
  }
}
