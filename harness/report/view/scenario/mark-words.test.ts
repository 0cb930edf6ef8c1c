import type { ProbeRecord } from '../../rollout-record.js';
import { labelSide, markLabel, slowness } from './mark-words.js';

const mark = (count: number, failed: number) => ({ x: 0, shape: 'fail' as const, projected: false, count, failed, first: 0, last: count - 1 });
const polls = (more: Partial<ProbeRecord> = {}) => [
  { number: 1, at: 0, run: '1', health: 'initial' as const, probe: { instance: 'i', phase: 'rollout' as const, at: 0, tookMs: 500, outcome: 'response-code-mismatch' as const, status: 503, detail: '', ...more } },
];

test.each([
  [1, 1, '503'],
  [12, 0, '×12'],
  [12, 12, '×12'],
  [12, 3, '×12, 3 failed'],
])('%d checks of which %d failed are labelled %s', (count, failed, label) => {
  expect(markLabel(mark(count, failed), polls())).toBe(label);
});

test.each([
  ['a quarter of the timeout', {}, 2, 0.5],
  ['more than the timeout', { tookMs: 9000 }, 2, 1],
  ['nothing, since it was not sent', { projected: true as const }, 2, 0],
  ['who knows what part of the timeout', {}, undefined, 0],
])('a check that took %s', (_, more, timeout, expected) => {
  expect(slowness(mark(1, 0), polls(more), timeout)).toBe(expected);
});

test.each([
  [200, 200, 'after'],
  [200, 20, 'before'],
  [20, 20, undefined],
] as const)('a label with %d pixels before its mark and %d after it stands %s', (before, after, side) => {
  expect(labelSide('6 asked, hurt', before, after)).toBe(side);
});
