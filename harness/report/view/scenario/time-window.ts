/** What of a rollout's clock is seen, in its seconds; `to` is always after `from`. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Shortest that can be looked at. */
const SHORTEST = 0.05;

/** Share of a window that is left free at either end, so that marks at the ends are seen whole. */
const MARGIN = 0.02;

/** A window in which all of these seconds are seen. Pure. */
export function windowAround(seconds: readonly number[]): TimeWindow {
  let [from, to] = [0, 0];
  for (const second of seconds) {
    if (second < from) from = second;
    if (second > to) to = second;
  }
  const length = Math.max(to - from, 1);
  return { from: from - length * MARGIN, to: from + length * (1 + MARGIN) };
}

/**
 * The same window, longer or shorter, with one second kept where it is, and within the whole. Pure.
 * @param factor of its length: below 1 for a closer look
 */
export function zoomed(window: TimeWindow, whole: TimeWindow, factor: number, at: number): TimeWindow {
  const length = window.to - window.from;
  const wanted = Math.max(SHORTEST, Math.min(whole.to - whole.from, length * factor));
  const share = Math.min(1, Math.max(0, (at - window.from) / length));
  const from = window.from + share * (length - wanted);
  return within({ from, to: from + wanted }, whole);
}

/** A window as long, some seconds later (or, below 0, earlier), within the whole. Pure. */
export const panned = ({ from, to }: TimeWindow, whole: TimeWindow, seconds: number): TimeWindow => within({ from: from + seconds, to: to + seconds }, whole);

/** The same window where it shows a second; else one as long with that second in its middle. Pure. */
export function showing(window: TimeWindow, whole: TimeWindow, at: number): TimeWindow {
  if (at >= window.from && at <= window.to) return window;
  return panned(window, whole, at - (window.from + window.to) / 2);
}

function within({ from, to }: TimeWindow, whole: TimeWindow): TimeWindow {
  const length = Math.min(to - from, whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}

/** Where a second is drawn, in pixels. Pure. */
export const toX = ({ from, to }: TimeWindow, width: number, at: number): number => ((at - from) / (to - from)) * width;

/** The second that is drawn at a pixel. Pure. */
export const toSecond = ({ from, to }: TimeWindow, width: number, x: number): number => from + (x / Math.max(1, width)) * (to - from);

/** Distances of an axis' marks that are easy to read, in seconds. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** The marks of an axis: round seconds at least `gap` pixels apart. Pure. */
export function axisMarks(window: TimeWindow, width: number, gap = 70): readonly { readonly at: number; readonly label: string }[] {
  const least = ((window.to - window.from) / Math.max(1, width)) * gap;
  const step = STEPS.find((each) => each >= least) ?? Math.ceil(least / 3600) * 3600;
  const first = Math.ceil(window.from / step - 1e-9);
  const count = Math.floor(window.to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = (first + index) * step;
    return { at, label: secondsText(at, step < 0.1 ? 2 : step < 1 ? 1 : 0) };
  });
}

/** A second of the clock as it is read: `4.2 s`, from a minute and a half on `2:05`, from an hour on `1:02:05`. Pure. */
export function secondsText(at: number, digits = 1): string {
  const rounded = Number(at.toFixed(digits));
  if (Math.abs(rounded) < 90) return `${rounded === 0 ? (0).toFixed(digits) : rounded.toFixed(digits)} s`;
  const [minutes, rest] = [Math.floor(Math.abs(rounded) / 60), Math.abs(rounded) % 60];
  const hours = Math.floor(minutes / 60);
  const before = hours > 0 ? `${hours}:${String(minutes % 60).padStart(2, '0')}` : String(minutes);
  return `${rounded < 0 ? '-' : ''}${before}:${rest.toFixed(digits).padStart(digits > 0 ? digits + 3 : 2, '0')}`;
}
