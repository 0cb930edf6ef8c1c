import fc from 'fast-check';
import type { ProbeOutcome } from '../../../model/probe-result.js';
import { mergeMarks, mergeTicks, nearestTo, nearestToCursor, placeOf, shapeOf } from './merge-marks.js';

const outcome = fc.constantFrom<ProbeOutcome>('passed', 'timeout', 'response-code-mismatch', 'connection-refused');
const probes = fc
  .array(fc.record({ at: fc.double({ min: 0, max: 1000, noNaN: true }), outcome, projected: fc.boolean() }), { maxLength: 300 })
  .map((drawn) => drawn.sort((a, b) => a.at - b.at).map(({ at, outcome: how, projected }) => ({ at, outcome: how, ...(projected ? { projected: true as const } : {}) })));
const window = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 500 })).map(([from, length]) => ({ from, to: from + length }));
const width = fc.integer({ min: 50, max: 2000 });

test('every check that is seen is in exactly one mark, and no other is', () => {
  fc.assert(
    fc.property(probes, window, width, (list, seen, wide) => {
      const marks = mergeMarks(list, seen, wide, 9);
      const within = list.filter(({ at }) => at >= seen.from && at <= seen.to);
      expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(within.length);
      expect(marks.reduce((sum, { failed }) => sum + failed, 0)).toBe(within.filter(({ outcome: how }) => how !== 'passed').length);
      expect(marks.filter(({ projected }) => projected).reduce((sum, { count }) => sum + count, 0)).toBe(within.filter(({ projected }) => projected).length);
    }),
  );
});

test('there are never more marks than pixels have room for', () => {
  fc.assert(
    fc.property(probes, window, width, (list, seen, wide) => {
      for (const projected of [true, false]) {
        expect(mergeMarks(list, seen, wide, 9).filter((mark) => mark.projected === projected).length).toBeLessThanOrEqual(Math.floor(wide / 9) + 1);
      }
    }),
  );
});

test('a failure shows however many passed checks lie on the same pixel', () => {
  const list = [1, 2, 3].map((at) => ({ at, outcome: at === 2 ? ('response-code-mismatch' as const) : ('passed' as const) }));
  expect(mergeMarks(list, { from: 0, to: 10_000 }, 100, 9)).toMatchObject([{ shape: 'fail', count: 3, failed: 1, first: 0, last: 2 }]);
});

test('a check that was sent and one that was projected are two marks, also on the same pixel', () => {
  const list = [{ at: 1, outcome: 'passed' as const }, { at: 1.1, outcome: 'passed' as const, projected: true as const }];
  expect(mergeMarks(list, { from: 0, to: 1000 }, 100, 9).map(({ projected }) => projected)).toEqual([false, true]);
});

test.each([
  ['passed', 'pass'],
  ['timeout', 'timeout'],
  ['response-code-mismatch', 'fail'],
  ['unreachable', 'fail'],
] as const)('%s is drawn as %s', (how, shape) => {
  expect(shapeOf(how)).toBe(shape);
});

test('a place in a list by time is found as by looking at each', () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 })).map((ats) => ats.sort((a, b) => a - b).map((at) => ({ at })));
  fc.assert(
    fc.property(times, fc.integer({ min: -1, max: 31 }), (list, at) => {
      expect(placeOf(list, at)).toBe(list.filter((each) => each.at < at).length);
      const nearest = list[nearestTo(list, at)];
      if (list.length === 0) expect(nearest).toBeUndefined();
      else expect(Math.abs((nearest?.at ?? NaN) - at)).toBe(Math.min(...list.map((each) => Math.abs(each.at - at))));
    }),
  );
});

test.each([
  [{ at: 5 }, 1],
  [{ at: 5, instance: 'a' }, 0],
  [{ at: 5, instance: 'b' }, 1],
  [{ at: 9, instance: 'a' }, 2],
  [{ at: 6, instance: 'of which the list has none' }, -1],
])('of two instances %j is nearest to place %d', (cursor, place) => {
  const list = [{ at: 2, of: 'a' }, { at: 5, of: 'b' }, { at: 9, of: 'a' }];
  expect(nearestToCursor(list, cursor, ({ of }) => of)).toBe(place);
});

test('ticks on one pixel are one tick that holds them all', () => {
  fc.assert(
    fc.property(probes, window, width, (list, seen, wide) => {
      const ticks = mergeTicks(list, seen, wide, 3);
      expect(ticks.flatMap(({ items }) => items)).toEqual(list.filter(({ at }) => at >= seen.from && at <= seen.to));
      expect(ticks.length).toBeLessThanOrEqual(Math.floor(wide / 3) + 1);
    }),
  );
});
