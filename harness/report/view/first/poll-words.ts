import type { Poll } from '../polls.js';

const WORDS: Readonly<Record<Poll, string>> = {
  p: 'passed', f: 'failed', t: 'timed out', P: 'passed, projected', F: 'failed, projected', T: 'timed out, projected',
};

/** Checks in words, runs of the same together: `2 passed, then 4 failed`. Pure. */
export function pollWords(polls: readonly Poll[]): string {
  const runs: { poll: Poll; count: number }[] = [];
  for (const poll of polls) {
    const last = runs.at(-1);
    if (last?.poll === poll) last.count += 1;
    else runs.push({ poll, count: 1 });
  }
  return runs.map(({ poll, count }) => `${count} ${WORDS[poll]}`).join(', then ');
}
