import type { JSX } from 'preact';
import type { Poll } from '../polls.js';
import { pollWords } from './poll-words.js';

const SHAPES: Readonly<Record<string, (x: number, projected: boolean) => JSX.Element>> = {
  p: (x, projected) => <circle class={projected ? 'pass dashed' : 'pass solid'} cx={x} cy="6" r="3.2" />,
  f: (x, projected) => <path class={projected ? 'fail dashed' : 'fail'} d={`M${x - 3} 3l6 6m0-6l-6 6`} />,
  t: (x, projected) => (
    <g class={projected ? 'warn dashed' : 'warn'}>
      <circle cx={x} cy="6" r="4" />
      <path class="hand" d={`M${x} 3.6v2.6h1.8`} />
    </g>
  ),
};

/** The last checks before the verdict: a dot passed, a cross failed, a clock timed out; what was only projected is dashed. */
export function PollStrip({ polls }: { readonly polls: readonly Poll[] }): JSX.Element | null {
  if (polls.length === 0) return null;
  const words = pollWords(polls);
  return (
    <span class="polls" title={words}>
      <svg class="strip" width={polls.length * 10} height="12" viewBox={`0 0 ${polls.length * 10} 12`} role="img" aria-label={words}>
        {polls.map((poll, index) => SHAPES[poll.toLowerCase()]?.(index * 10 + 5, poll !== poll.toLowerCase()))}
      </svg>
    </span>
  );
}

const LEGEND: readonly (readonly [Poll, string])[] = [['p', 'passed'], ['f', 'failed'], ['t', 'timed out'], ['P', 'dashed: projected, not sent']];

/** What the marks of the last checks mean. */
export function PollLegend(): JSX.Element {
  return (
    <p class="poll-legend soft">
      <span>Last checks:</span>
      {LEGEND.map(([poll, word]) => (
        <span key={poll} class="polls">
          <svg class="strip" width="10" height="12" viewBox="0 0 10 12" aria-hidden="true">
            {SHAPES[poll.toLowerCase()]?.(5, poll !== poll.toLowerCase())}
          </svg>{' '}
          {word}
        </span>
      ))}
    </p>
  );
}
