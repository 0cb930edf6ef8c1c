import fc from 'fast-check';
import { timelineKey } from './timeline-keys.js';

const whole = { from: 0, to: 100 };
const plan = { whole, happenings: [1, 5, 5, 60].map((at) => ({ at, sentence: `at ${at}` })) };
const after = (key: string, cursor?: number, shift = false) => timelineKey({ window: { from: 10, to: 20 }, plan, cursor }, key, shift);

test.each([
  ['ArrowRight', undefined, 1],
  ['ArrowRight', 1, 5],
  ['ArrowRight', 5, 60],
  ['ArrowRight', 60, undefined],
  ['ArrowLeft', 60, 5],
  ['ArrowLeft', 5, 1],
  ['ArrowLeft', undefined, 60],
  ['Home', 5, 1],
  ['End', 5, 60],
  ['Enter', 12, 12],
  ['Enter', undefined, 15],
])('%s with the cursor at %p leads to %p', (key, cursor, to) => {
  expect(after(key, cursor)?.cursor).toBe(to);
});

test.each([
  ['0', false, whole],
  ['+', false, { from: 11.875, to: 18.125 }],
  ['ArrowLeft', true, { from: 8, to: 18 }],
  ['ArrowRight', true, { from: 12, to: 22 }],
])('%s (with Shift: %p) moves the window and no cursor', (key, shift, window) => {
  const done = after(key, undefined, shift);
  expect(done?.cursor).toBeUndefined();
  expect(done?.window.from).toBeCloseTo(window.from);
  expect(done?.window.to).toBeCloseTo(window.to);
});

test('other keys are left to the page', () => {
  expect(after('j')).toBeUndefined();
  expect(after('Escape')).toBeUndefined();
});

test('walking on comes past every second at which something happened', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (seconds) => {
      const happenings = seconds.sort((a, b) => a - b).map((at) => ({ at, sentence: '' }));
      const visited: number[] = [];
      for (let at: number | undefined = -1; at !== undefined; ) {
        at = timelineKey({ window: whole, plan: { whole, happenings }, cursor: at }, 'ArrowRight', false)?.cursor;
        if (at !== undefined) visited.push(at);
      }
      expect(visited).toEqual([...new Set(seconds)]);
    }),
  );
});
