import { limitFor } from './limit.js';

test.each([
  ['60s', 120],
  ['2m', 180],
  ['10m', 660],
] as const)('a mutant of an app with a deadline of %s has %i s to be judged', (deadline, seconds) => {
  expect(limitFor({ deadline })).toBe(seconds);
});
