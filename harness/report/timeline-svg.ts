import type { Timeline, TimelineLane, TimelineMark } from './timeline.js';

/** Sizes in pixels of the picture's own coordinates. */
const WIDTH = 760;
const MARGIN = 16;
const PLOT = WIDTH - 2 * MARGIN - 30;
const HEAD = 46;
const LANE = 44;
const FOOT = 34;

/** Marks closer than this keep their shape and lose their label, which would cover the one before. */
const LABEL_ROOM = 90;

const EVENT_ROOM = 60;

/** Shapes tell pass from failure without colour; colours follow the reader's scheme. */
const STYLE = `
  .ink { fill: #1f2328 } .soft { fill: #59636e } .line { stroke: #c4ccd4 } .paper { fill: #ffffff; stroke: #d1d9e0 }
  .pass { fill: #0a6b3d } .fail { stroke: #b3261e; stroke-width: 2.5; fill: none } .failtext { fill: #b3261e }
  text { font: 12px ui-sans-serif, system-ui, sans-serif } .title { font-weight: 600; font-size: 13px }
  @media (prefers-color-scheme: dark) {
    .ink { fill: #e6edf3 } .soft { fill: #9aa4af } .line { stroke: #4a525b } .paper { fill: #151b23; stroke: #3d444d }
    .pass { fill: #4cc38a } .fail { stroke: #ff8a80 } .failtext { fill: #ff8a80 }
  }`;

/** A rollout as a picture that needs nothing beside it: a line for each instance, its checks, the verdict. Pure. */
export function drawTimeline(timeline: Timeline): string {
  const { lanes, verdict, title } = timeline;
  const height = HEAD + lanes.length * LANE + FOOT;
  const end = Math.max(verdict.at, ...lanes.flatMap(({ marks }) => marks.map(({ at }) => at)), 1);
  // Whole pixels: what differs between two runs by milliseconds looks the same.
  const x = (at: number): number => Math.round(MARGIN + (at / end) * PLOT);
  const words = wordsOf(timeline);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(`${title}: ${words}`)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>`,
    text(MARGIN, 20, title, 'ink title'),
    text(MARGIN, 37, timeline.faults.length === 0 ? 'nothing is broken' : timeline.faults.join('; '), 'soft'),
    ...lanes.map((lane, index) => drawLane(lane, HEAD + index * LANE, x)),
    `<path class="line" d="M${x(verdict.at)} ${HEAD} V${height - FOOT + 4}" stroke-dasharray="3 3"/>`,
    text(MARGIN, height - 13, words, verdict.verdict === 'accepted' ? 'ink title' : 'failtext title'),
    '</svg>',
    '',
  ].join('\n');
}

const wordsOf = ({ verdict, reason, harm }: Timeline): string =>
  `${verdict.verdict} at ${Math.round(verdict.at)} s (${reason})${harm === undefined ? '' : `, users ${harm}`}`;

function drawLane({ side, marks, events }: TimelineLane, top: number, x: (at: number) => number): string {
  const y = top + 20;
  let labelled = Number.NEGATIVE_INFINITY;
  const drawn = marks.map((mark) => {
    const at = x(mark.at);
    // At the picture's edge the label stands before its mark.
    const before = at + LABEL_ROOM > WIDTH;
    const hasRoom = at - labelled >= LABEL_ROOM * (before ? 2 : 1);
    if (hasRoom) labelled = at;
    return `${shape(mark, at, y)}${hasRoom ? label(before ? at - 9 : at + 9, y - 7, mark, before) : ''}`;
  });
  const told = joined(events, x).map(({ at, words }) => `<path class="line" d="M${x(at)} ${y} v9"/>${text(x(at) + 3, y + 17, words, 'soft')}`);
  const name = side === undefined ? [] : [`<text class="soft" text-anchor="end" x="${WIDTH - MARGIN}" y="${y + 17}">${escape(side)}</text>`];
  return [`<path class="line" d="M${MARGIN} ${y} H${WIDTH - MARGIN}"/>`, ...name, ...told, ...drawn].join('\n');
}

/** Events so close that their words would cover each other share one mark. */
function joined(events: TimelineLane['events'], x: (at: number) => number): { at: number; words: string }[] {
  const marks: { at: number; words: string }[] = [];
  for (const { at, words } of events) {
    const last = marks.at(-1);
    if (last && x(at) - x(last.at) < EVENT_ROOM) last.words += `, ${words}`;
    else marks.push({ at, words });
  }
  return marks;
}

/** A disc for a pass, a cross for a failure; what was projected is not filled, or dashed. */
function shape({ passed, projected }: TimelineMark, x: number, y: number): string {
  if (passed) return `<circle class="${projected ? 'line' : 'pass'}" cx="${x}" cy="${y}" r="5"${projected ? ' fill="none"' : ''}/>`;
  return `<path class="fail" d="M${x - 5} ${y - 5} l10 10 m0 -10 l-10 10"${projected ? ' stroke-dasharray="2 2"' : ''}/>`;
}

const SHORT: Readonly<Record<string, string>> = { 'connection-refused': 'refused', 'connection-reset': 'reset' };

const shown = ({ label, at }: TimelineMark): string => `${SHORT[label] ?? label} at ${Math.round(at)} s`;

const label = (x: number, y: number, mark: TimelineMark, before: boolean): string =>
  `<text class="${mark.passed ? 'ink' : 'failtext'}" x="${x}" y="${y}"${before ? ' text-anchor="end"' : ''}>${escape(shown(mark))}</text>`;

const text = (x: number, y: number, words: string, style: string): string => `<text class="${style}" x="${x}" y="${y}">${escape(words)}</text>`;

const escape = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
