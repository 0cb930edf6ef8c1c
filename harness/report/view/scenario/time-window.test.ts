import fc from 'fast-check';
import { axisMarks, panned, secondsText, showing, toSecond, toX, windowAround, zoomed, type TimeWindow } from './time-window.js';

const second = fc.double({ min: -1000, max: 100_000, noNaN: true });
const whole = fc.array(second, { maxLength: 20 }).map(windowAround);
/** A whole, and a window within it. */
const pair = fc.tuple(whole, second, fc.double({ min: 0.01, max: 1, noNaN: true })).map(([all, at, factor]) => ({ all, seen: zoomed(all, all, factor, at) }));

const isWithin = (window: TimeWindow, all: TimeWindow): boolean => window.to > window.from && window.from >= all.from - 1e-6 && window.to <= all.to + 1e-6;

test('all that happened lies within the whole, with room at either end', () => {
  fc.assert(
    fc.property(fc.array(second, { minLength: 1 }), (seconds) => {
      const { from, to } = windowAround(seconds);
      expect(seconds.every((at) => at > from && at < to)).toBe(true);
    }),
  );
});

test('a rollout of which nothing is known has a window of a second', () => {
  const { from, to } = windowAround([]);
  expect([from, to]).toEqual([-0.02, 1.02]);
});

test('however it is zoomed and panned, a window stays within the whole', () => {
  fc.assert(
    fc.property(pair, fc.double({ min: 0.01, max: 100, noNaN: true }), second, ({ all, seen }, factor, at) => {
      expect(isWithin(zoomed(seen, all, factor, at), all)).toBe(true);
      expect(isWithin(panned(seen, all, at), all)).toBe(true);
      expect(isWithin(showing(seen, all, at), all)).toBe(true);
    }),
  );
});

test('a closer look keeps the second under the pointer where it is', () => {
  const seen = zoomed({ from: 0, to: 100 }, { from: 0, to: 100 }, 0.5, 20);
  expect(seen).toEqual({ from: 10, to: 60 });
  expect(toX(seen, 1000, 20)).toBe(200);
});

test('a second that is not seen is brought to the middle, and one that is seen moves nothing', () => {
  const all = { from: 0, to: 100 };
  expect(showing({ from: 0, to: 10 }, all, 50)).toEqual({ from: 45, to: 55 });
  expect(showing({ from: 0, to: 10 }, all, 9)).toEqual({ from: 0, to: 10 });
});

test('pixels and seconds are read from each other', () => {
  fc.assert(
    fc.property(pair, fc.integer({ min: 1, max: 4000 }), fc.double({ min: 0, max: 1, noNaN: true }), ({ seen }, width, share) => {
      const x = share * width;
      expect(toX(seen, width, toSecond(seen, width, x))).toBeCloseTo(x, 3);
    }),
  );
});

test('marks of the axis are seen and far enough apart, whatever is looked at', () => {
  fc.assert(
    fc.property(pair, fc.integer({ min: 200, max: 3000 }), ({ seen }, width) => {
      const xs = axisMarks(seen, width).map(({ at }) => toX(seen, width, at));
      expect(xs.every((x) => x >= -0.01 && x <= width + 0.01)).toBe(true);
      expect(xs.slice(1).every((x, index) => x - (xs[index] ?? 0) >= 69.9)).toBe(true);
    }),
  );
});

test.each([
  [0, 'a', 1, '0.0 s'],
  [-0.01, 'a moment before', 1, '0.0 s'],
  [59.96, 'nearly a minute', 1, '60.0 s'],
  [125.04, 'minutes', 1, '2:05.0'],
  [600, 'round minutes', 0, '10:00'],
  [-100, 'long before', 0, '-1:40'],
  [3600, 'an hour', 0, '1:00:00'],
  [24_995, 'hours', 1, '6:56:35.0'],
])('%d seconds (%s) with %d digits are %s', (at, _, digits, text) => {
  expect(secondsText(at, digits)).toBe(text);
});
