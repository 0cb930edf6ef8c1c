import type { JSX } from 'preact';
import type { Poll } from '../polls.js';
import { pollWords } from './poll-words.js';

const SHAPES: Readonly<Record<string, (x: number, projected: boolean) => JSX.Element>> = {
  p: (x, projected) => <circle class={projected ? 'pass hollow' : 'pass solid'} cx={x} cy="6" r="3" />,
  f: (x, projected) => <path class={projected ? 'fail dashed' : 'fail'} d={`M${x - 3} 3l6 6m0-6l-6 6`} />,
  t: (x, projected) => <circle class={projected ? 'warn hollow dashed' : 'warn hollow'} cx={x} cy="6" r="3" />,
};

/** The last checks before the verdict: a dot passed, a cross failed, a ring timed out; dashed or hollow: projected. */
export function PollStrip({ polls }: { readonly polls: readonly Poll[] }): JSX.Element | null {
  if (polls.length === 0) return null;
  return (
    <svg class="strip" width={polls.length * 10} height="12" viewBox={`0 0 ${polls.length * 10} 12`} role="img" aria-label={pollWords(polls)}>
      {polls.map((poll, index) => SHAPES[poll.toLowerCase()]?.(index * 10 + 5, poll !== poll.toLowerCase()))}
    </svg>
  );
}
