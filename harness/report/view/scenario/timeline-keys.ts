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

type Act = (standing: Standing) => KeyDone;

const zoom = (factor: number): Act => ({ window, plan, cursor }) => ({ window: zoomed(window, plan.whole, factor, cursor ?? middleOf(window)) });
const pan = (share: number): Act => ({ window, plan }) => ({ window: panned(window, plan.whole, share * (window.to - window.from)) });
const walk = (to: (standing: Standing) => number | undefined): Act => (standing) => {
  const cursor = to(standing);
  return { window: standing.window, ...(cursor === undefined ? {} : { cursor }) };
};
const middleOf = ({ from, to }: TimeWindow): number => (from + to) / 2;

const ACTS: Readonly<Record<string, Act>> = {
  '+': zoom(0.625),
  '=': zoom(0.625),
  '-': zoom(1.6),
  _: zoom(1.6),
  '0': ({ plan }) => ({ window: plan.whole }),
  ArrowLeft: walk(({ plan: { happenings }, cursor = Infinity }) => happenings[placeOf(happenings, cursor) - 1]?.at),
  ArrowRight: walk(({ plan: { happenings }, cursor = -Infinity }) => happenings.find(({ at }) => at > cursor)?.at),
  'Shift ArrowLeft': pan(-PAN),
  'Shift ArrowRight': pan(PAN),
  Home: walk(({ plan: { happenings } }) => happenings[0]?.at),
  End: walk(({ plan: { happenings } }) => happenings.at(-1)?.at),
  Enter: walk(({ cursor, window }) => cursor ?? middleOf(window)),
};

/** What a key on the timeline does; undefined for one that does nothing. Pure. */
export function timelineKey(standing: Standing, key: string, shift: boolean): KeyDone | undefined {
  const act = (shift && ACTS[`Shift ${key}`]) || (Object.hasOwn(ACTS, key) ? ACTS[key] : undefined);
  return act?.(standing);
}
