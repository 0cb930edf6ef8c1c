import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Lane } from './lanes.js';
import { Bands } from './lane-marks.js';
import { drawingOf, mergeMarks, mergeTicks, type DrawnMark } from './merge-marks.js';
import { CELL, ROWS } from './pointing.js';
import { labelSide, markLabel, slowness } from './mark-words.js';
import type { PollRow } from './poll-rows.js';
import type { TimeWindow } from './time-window.js';

interface Props {
  readonly lane: Extract<Lane, { kind: 'instance' }>;
  readonly window: TimeWindow;
  readonly width: number;
  readonly timeout: number | undefined;
}

/** One instance: whether it ran, what the balancer thought of it, each check, and its users. */
export function InstanceLane({ lane, window, width, timeout }: Props): JSX.Element {
  const marks = useMemo(() => mergeMarks(lane.polls.map(({ at, probe: { outcome, projected } }) => ({ at, outcome, ...(projected ? { projected } : {}) })), window, width, CELL), [lane, window, width]);
  const asked = mergeTicks(lane.users, window, width, 8);
  return (
    <>
      <Bands bands={lane.life} window={window} width={width} {...ROWS.life} name="life" />
      <Bands bands={lane.health} window={window} width={width} {...ROWS.health} name="health" />
      <line class="ground" x1="0" x2={width} y1={GROUND} y2={GROUND} />
      {marks.map((mark, index) => (
        <Mark key={`${mark.first} ${mark.count}`} mark={mark} polls={lane.polls} timeout={timeout} room={(marks[index + 1]?.x ?? width) - mark.x} />
      ))}
      {asked.map(({ x, items }, index) => {
        const hurt = items.some((moment) => moment.hurt);
        const label = `${items.reduce((sum, { answers }) => sum + answers.length, 0)} asked${hurt ? ', hurt' : ''}`;
        const side = labelSide(label, x - (asked[index - 1]?.x ?? 0), (asked[index + 1]?.x ?? width) - x);
        return (
          <g key={x} class={`user ${hurt ? 'hurt' : ''}`} transform={`translate(${x} ${ROWS.users.y + ROWS.users.height / 2})`}>
            <path d={hurt ? 'M0-5L5 4H-5Z' : 'M-1.5-4H1.5V4H-1.5Z'} />
            {side && <text x={side === 'after' ? 8 : -8} y="3.5" text-anchor={side === 'after' ? 'start' : 'end'}>{label}</text>}
          </g>
        );
      })}
    </>
  );
}

const GROUND = ROWS.polls.y + ROWS.polls.height;

/** A check: the higher, the slower; a projected one stands on the ground, hollow. Several are a bar of their shares. */
function Mark({ mark, polls, timeout, room }: { readonly mark: DrawnMark; readonly polls: readonly PollRow[]; readonly timeout: number | undefined; readonly room: number }): JSX.Element {
  const { x, shape, projected, count, failed } = mark;
  const y = count > 1 ? ROWS.polls.y + 5 : GROUND - 6 - slowness(mark, polls, timeout) * (ROWS.polls.height - 12);
  const label = markLabel(mark, polls);
  return (
    <g class={`mark ${shape} ${projected ? 'projected' : ''}`} data-count={count}>
      {count > 1 && <Shares x={x} y={y + 5} ground={GROUND} failed={failed / count} projected={projected} />}
      {count === 1 && !projected && <line class="stem" x1={x} x2={x} y1={y} y2={GROUND} />}
      <use href={`#${drawingOf(shape, projected)}`} x={x} y={y} />
      {room > label.length * 6 + 10 && <text x={x + 6} y={y + 3.5}>{label}</text>}
    </g>
  );
}

/** How many of several checks passed, from the ground up, and how many did not, above them. */
function Shares({ x, y, ground, failed, projected }: { readonly x: number; readonly y: number; readonly ground: number; readonly failed: number; readonly projected: boolean }): JSX.Element {
  const height = (ground - y) * failed;
  return (
    <g class={`shares ${projected ? 'projected' : ''}`}>
      <rect class="pass" x={x - 2.5} y={y + height} width="5" height={ground - y - height} />
      <rect class="fail" x={x - 2.5} y={y} width="5" height={height} />
    </g>
  );
}
