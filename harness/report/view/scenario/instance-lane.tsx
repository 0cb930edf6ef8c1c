import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Lane } from './lanes.js';
import { Bands } from './lane-marks.js';
import { mergeMarks, mergeTicks, type DrawnMark } from './merge-marks.js';
import { CELL, ROWS } from './pointing.js';
import { pollLabel, type PollRow } from './poll-rows.js';
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
  return (
    <>
      <Bands bands={lane.life} window={window} width={width} {...ROWS.life} name="life" />
      <Bands bands={lane.health} window={window} width={width} {...ROWS.health} name="health" />
      <line class="ground" x1="0" x2={width} y1={ROWS.polls.y + ROWS.polls.height} y2={ROWS.polls.y + ROWS.polls.height} />
      {marks.map((mark, index) => (
        <Mark key={`${mark.first} ${mark.count}`} mark={mark} polls={lane.polls} timeout={timeout} room={(marks[index + 1]?.x ?? width) - mark.x} />
      ))}
      {mergeTicks(lane.users, window, width, 8).map(({ x, items }) => {
        const hurt = items.some((moment) => moment.hurt);
        return (
          <g key={x} class={`user ${hurt ? 'hurt' : ''}`} transform={`translate(${x} ${ROWS.users.y + ROWS.users.height / 2})`}>
            <path d={hurt ? 'M0-5L5 4H-5Z' : 'M-1.5-4H1.5V4H-1.5Z'} />
            <text x="8" y="3.5">{items.reduce((sum, { answers }) => sum + answers.length, 0)} asked{hurt ? ', hurt' : ''}</text>
          </g>
        );
      })}
    </>
  );
}

/** A check: the higher, the slower, up to its timeout, by its square root so that quick ones differ too; a projected one stands on the ground, hollow. */
function Mark({ mark, polls, timeout, room }: { readonly mark: DrawnMark; readonly polls: readonly PollRow[]; readonly timeout: number | undefined; readonly room: number }): JSX.Element {
  const { x, shape, projected, count, failed, first, last } = mark;
  let slowest = 0;
  for (let index = first; index <= last; index += 1) slowest = Math.max(slowest, polls[index]?.probe.projected ? 0 : (polls[index]?.probe.tookMs ?? 0));
  const ground = ROWS.polls.y + ROWS.polls.height;
  const y = ground - 6 - (timeout === undefined ? 0 : Math.sqrt(Math.min(1, slowest / (timeout * 1000)))) * (ROWS.polls.height - 12);
  const probe = polls[first]?.probe;
  const label = count > 1 ? `×${count}${failed > 0 && failed < count ? ` ${failed}✕` : ''}` : probe ? pollLabel(probe) : '';
  return (
    <g class={`mark ${shape} ${projected ? 'projected' : ''}`} data-count={count}>
      {!projected && <line class="stem" x1={x} x2={x} y1={y} y2={ground} />}
      <use href={`#mark-${projected && shape === 'pass' ? 'projected' : shape}`} x={x} y={y} />
      {room > label.length * 6 + 10 && <text x={x + 6} y={y + 3.5}>{label}</text>}
    </g>
  );
}
