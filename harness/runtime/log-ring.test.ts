import fc from 'fast-check';
import { LogRing } from './log-ring.js';

const ringOf = (count: number, capacity?: number): LogRing => {
  const ring = new LogRing(capacity);
  for (let i = 0; i < count; i += 1) ring.push(i / 10, `line ${i}`);
  return ring;
};

test('keeps the last lines with their times, and counts those that it dropped', () =>
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 1, max: 20 }), fc.nat(60), (count, capacity, wanted) => {
      const ring = ringOf(count, capacity);
      const kept = Array.from({ length: count }, (_, i) => ({ at: i / 10, line: `line ${i}` })).slice(Math.max(0, count - capacity));
      expect(ring.written).toBe(count);
      expect(ring.last(wanted)).toEqual(kept.slice(Math.max(0, kept.length - wanted)));
    }),
  ));

test('holds no more than a thousand lines unless it is told otherwise', () => {
  const ring = ringOf(2500);
  expect([ring.last(5000).length, ring.last(5000)[0]?.line, ring.written]).toEqual([1000, 'line 1500', 2500]);
});

test('finds the first line of those kept that fits', () => {
  const ring = ringOf(30, 10);
  expect(ring.find(/^line 2/)).toEqual({ at: 2, line: 'line 20' });
  expect(ring.find(/^line 1\d/)).toBeUndefined();
});

test('finds a line each time, also with a pattern that remembers where it was', () => {
  const ring = ringOf(1);
  const pattern = /line/g;
  expect([ring.find(pattern), ring.find(pattern)].map((found) => found?.line)).toEqual(['line 0', 'line 0']);
});
