import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { HEIGHTS, type Lane, type TimelinePlan } from './lanes.js';
import { InstanceLane } from './instance-lane.js';
import { Bands, Ticks } from './lane-marks.js';
import { mergeTicks } from './merge-marks.js';
import { ROWS } from './pointing.js';
import { withoutMiddle } from './without-middle.js';
import { axisMarks, secondsText, toX, type TimeWindow } from './time-window.js';

/** Pixels left of the plot for the names of lanes, and above it for the axis. */
export const GUTTER = 184;
export const AXIS = 34;

/** Characters of a lane's name for which there is room. */
const SIDE = 24;

interface Props {
  readonly plan: TimelinePlan;
  readonly window: TimeWindow;
  /** Of the plot, in pixels. */
  readonly width: number;
  readonly timeout: number | undefined;
  readonly cursor: number | undefined;
  /** Second under the pointer. */
  readonly pointer: number | undefined;
}

/** The timeline as a picture; what it says is said in words beside it. */
export function TimelineDrawing({ plan, window, width, timeout, cursor, pointer }: Props): JSX.Element {
  const height = plan.height + AXIS;
  const x = (at: number): number => toX(window, width, at);
  // The pointer moves often, and nothing of this with it.
  const still = useMemo(() => <Still plan={plan} window={window} width={width} timeout={timeout} />, [plan, window, width, timeout]);
  const rules = (
    <g transform={`translate(${GUTTER} 0)`} clip-path="url(#timeline-plot)">
      {plan.verdict && <Rule name="verdict" x={x(plan.verdict.at)} height={height} label={`verdict ${secondsText(plan.verdict.at)}`} before={x(plan.verdict.at) > width - 90} />}
      {pointer !== undefined && <Rule name="pointer" x={x(pointer)} height={height} />}
      {cursor !== undefined && <Rule name="cursor" x={x(cursor)} height={height} label={secondsText(cursor)} before={x(cursor) > width - 90 || (plan.verdict !== undefined && cursor <= plan.verdict.at && x(cursor) > 60)} />}
    </g>
  );
  return (
    <>
      <svg class="axis-part" width={width + GUTTER} height={AXIS} viewBox={`0 0 ${width + GUTTER} ${AXIS}`} aria-hidden="true">
        <g transform={`translate(${GUTTER} 0)`} clip-path="url(#timeline-plot)">
          <Axis plan={plan} window={window} width={width} />
        </g>
        {rules}
      </svg>
      <svg width={width + GUTTER} height={plan.height} viewBox={`0 ${AXIS} ${width + GUTTER} ${plan.height}`} aria-hidden="true">
        <Shapes width={width} height={height} />
        {still}
        {rules}
      </svg>
    </>
  );
}

/** All but what follows the pointer and the cursor. */
function Still({ plan, window, width, timeout }: Omit<Props, 'cursor' | 'pointer'>): JSX.Element {
  return (
    <>
      <g class="lane-names">
        {plan.lanes.map((lane) => (
          <LaneName key={lane.key} lane={lane} width={width} />
        ))}
      </g>
      <g transform={`translate(${GUTTER} 0)`} clip-path="url(#timeline-plot)">
        <Axis plan={plan} window={window} width={width} />
        <g transform={`translate(0 ${AXIS})`}>
          {plan.lanes.map((lane) => (
            <g key={lane.key} transform={`translate(0 ${lane.y})`}>
              <LaneOf lane={lane} window={window} width={width} timeout={timeout} />
            </g>
          ))}
        </g>
      </g>
    </>
  );
}

/** Round seconds, and a line through all lanes at each; above the lanes it stays in sight. */
function Axis({ plan, window, width }: Pick<Props, 'plan' | 'window' | 'width'>): JSX.Element {
  const x = (at: number): number => toX(window, width, at);
  return (
    <>
      {axisMarks(window, width).map(({ at, label }) => (
        <g key={at} class="axis">
          <line x1={x(at)} x2={x(at)} y1={AXIS - 6} y2={plan.height + AXIS} />
          <text x={x(at)} y={AXIS - 9} text-anchor={x(at) < 20 ? 'start' : x(at) > width - 20 ? 'end' : 'middle'}>{label}</text>
        </g>
      ))}
    </>
  );
}

function LaneOf({ lane, window, width, timeout }: Pick<Props, 'window' | 'width' | 'timeout'> & { readonly lane: Lane }): JSX.Element {
  switch (lane.kind) {
    case 'phases':
      return <Bands bands={lane.bands} window={window} width={width} y={2} height={HEIGHTS.phases - 4} name="phase" />;
    case 'faults':
      return <Bands bands={lane.bands.map((band) => ({ ...band, state: 'active', label: band.sentence }))} window={window} width={width} y={2} height={HEIGHTS.faults - 4} name="fault" />;
    case 'asked':
      return <Ticks ticks={mergeTicks(lane.moments, window, width, 3)} y={3} height={HEIGHTS.asked - 6} />;
    case 'group':
      return <Ticks ticks={mergeTicks(lane.activities, window, width, 4)} y={3} height={HEIGHTS.group - 6} />;
    case 'instance':
      return <InstanceLane lane={lane} window={window} width={width} timeout={timeout} />;
  }
}

/** The name of a lane, and of the rows of an instance. */
function LaneName({ lane, width }: { readonly lane: Lane; readonly width: number }): JSX.Element {
  const y = AXIS + lane.y;
  const rows = lane.kind === 'instance' ? (['life', 'health', 'polls', 'users'] as const).filter((row) => row !== 'users' || lane.users.length > 0) : [];
  const [side, id] = lane.kind === 'instance' ? [lane.label.slice(0, -lane.instance.length).trim(), lane.instance] : [lane.label, ''];
  return (
    <>
      <rect class="lane" x="0" y={y - 2} width={width + GUTTER} height={lane.height + 2} />
      {side !== '' && <text class="side" x="8" y={y + 13}>{withoutMiddle(side, SIDE)}</text>}
      {id !== '' && <text class="id" x="8" y={y + (side === '' ? 13 : 27)}>{id.length > 19 ? `${id.slice(0, 18)}…` : id}</text>}
      {rows.map((row) => (
        <text key={row} class="row" x={GUTTER - 8} y={y + ROWS[row].y + ROWS[row].height / 2 + 3} text-anchor="end">
          {row === 'polls' ? 'checks' : row}
        </text>
      ))}
    </>
  );
}

/** A line through all lanes, with its label before or after it. */
function Rule({ name, x, height, label, before = false }: { readonly name: string; readonly x: number; readonly height: number; readonly label?: string; readonly before?: boolean }): JSX.Element {
  return (
    <g class={`rule ${name}`}>
      <line x1={x} x2={x} y1="2" y2={height} />
      {label !== undefined && (
        <text x={before ? x - 4 : x + 4} y="11" text-anchor={before ? 'end' : 'start'}>{label}</text>
      )}
    </g>
  );
}

/** What was never sent, and the hands of a clock for what was not answered in time. */
const [DIAMOND, HANDS] = ['M0-5L5 0L0 5L-5 0Z', 'M0-2.4V0H2'];

/** Marks and patterns that are drawn in many places. */
const Shapes = ({ width, height }: { readonly width: number; readonly height: number }): JSX.Element => (
  <defs>
    <clipPath id="timeline-plot"><rect x="0" y="0" width={width} height={height} /></clipPath>
    <pattern id="timeline-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="2.5" height="6" /></pattern>
    <circle id="mark-pass" r="3.6" />
    <path id="mark-fail" d="M-3.4-3.4L3.4 3.4M3.4-3.4L-3.4 3.4" />
    <path id="mark-timeout" d={`M-3.8 0a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0${HANDS}`} />
    <path id="mark-projected-pass" d={DIAMOND} />
    <path id="mark-projected-fail" d={`${DIAMOND}M-1.6-1.6L1.6 1.6M1.6-1.6L-1.6 1.6`} />
    <path id="mark-projected-timeout" d={`${DIAMOND}${HANDS}`} />
  </defs>
);
