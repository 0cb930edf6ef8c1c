import { HEIGHTS, userSentence, type Lane, type TimelinePlan } from './lanes.js';
import { mergeMarks, nearestTo } from './merge-marks.js';
import { pollSentence, type PollRow } from './poll-rows.js';
import { secondsText, toSecond, toX, type TimeWindow } from './time-window.js';

/** What the pointer is at: a second, and what happened there. */
export interface Pointed {
  readonly at: number;
  readonly sentence?: string;
  /** In whose lane it is. */
  readonly instance?: string;
}

/** Rows within the lane of an instance, in pixels from its top. */
export const ROWS = { life: { y: 2, height: 10 }, health: { y: 14, height: 16 }, polls: { y: 32, height: 28 }, users: { y: 62, height: 10 } } as const;

/** Pixels of one mark: those that fall on the same are merged. */
export const CELL = 9;

/** How far from a mark it is still meant, in pixels. */
const NEAR = 10;

/**
 * What lies at a place of the timeline. Pure.
 * @param x from the left end of the plot, `y` from the top of the first lane, in pixels
 */
export function pointedAt({ lanes }: Pick<TimelinePlan, 'lanes'>, window: TimeWindow, width: number, { x, y }: { readonly x: number; readonly y: number }): Pointed {
  const at = toSecond(window, width, x);
  const lane = lanes.find((each) => y >= each.y && y < each.y + each.height + HEIGHTS.gap);
  const found = (lane && inLane(lane, { window, width, x, y: y - lane.y, at })) ?? { at };
  return lane?.kind === 'instance' ? { ...found, instance: lane.instance } : found;
}

interface Spot {
  readonly window: TimeWindow;
  readonly width: number;
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

function inLane(lane: Lane, spot: Spot): Pointed | undefined {
  switch (lane.kind) {
    case 'phases':
    case 'faults':
      return inBands(lane.bands, spot);
    case 'asked':
      return nearTick(lane.moments, spot, ({ sentence }) => sentence);
    case 'group':
      return nearTick(lane.activities, spot, ({ sentence }) => sentence);
    case 'instance':
      if (spot.y < ROWS.health.y) return inBands(lane.life, spot);
      if (spot.y < ROWS.polls.y) return inBands(lane.health, spot);
      if (spot.y < ROWS.users.y) return nearPoll(lane.polls, spot);
      return nearTick(lane.users, spot, userSentence);
  }
}

function inBands(bands: readonly { readonly from: number; readonly to: number; readonly state: string; readonly sentence: string }[], { at }: Spot): Pointed | undefined {
  const band = bands.findLast(({ from, to }) => from <= at && at <= to);
  return band && { at, sentence: `${band.sentence} (${secondsText(band.from)} to ${secondsText(band.to)})` };
}

function nearTick<T extends { readonly at: number }>(list: readonly T[], { window, width, x, at }: Spot, tell: (item: T) => string): Pointed | undefined {
  const found = list[nearestTo(list, at)];
  if (!found || Math.abs(toX(window, width, found.at) - x) > NEAR) return undefined;
  const together = list.filter((item) => Math.abs(toX(window, width, item.at) - toX(window, width, found.at)) < 4);
  const more = together.length > 4 ? `\n… and ${together.length - 4} more here` : '';
  return { at: found.at, sentence: [...new Set(together.slice(0, 4).map(tell))].join('\n') + more };
}

function nearPoll(polls: readonly PollRow[], { window, width, x }: Spot): Pointed | undefined {
  const marks = mergeMarks(polls.map(({ at, probe: { outcome, projected } }) => ({ at, outcome, ...(projected ? { projected } : {}) })), window, width, CELL);
  const distance = (mark: { readonly x: number }): number => Math.abs(mark.x - x);
  const mark = marks.reduce<(typeof marks)[number] | undefined>((best, each) => (best === undefined || distance(each) < distance(best) ? each : best), undefined);
  if (!mark || distance(mark) > NEAR) return undefined;
  const [first, last] = [polls[mark.first], polls[mark.last]];
  if (!first || !last) return undefined;
  if (mark.count === 1) return { at: first.at, sentence: pollSentence(first) };
  return { at: first.at, sentence: `${mark.count} checks from ${secondsText(first.at)} to ${secondsText(last.at)}, ${mark.failed} failed${mark.projected ? ', none of them sent (projected)' : ''}` };
}
