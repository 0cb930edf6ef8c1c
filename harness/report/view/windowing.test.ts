import fc from 'fast-check';
import { rowWindow } from './windowing.js';

const place = fc.record({ count: fc.nat(5000), rowHeight: fc.integer({ min: 1, max: 60 }), top: fc.integer({ min: -300_000, max: 3000 }), height: fc.integer({ min: 0, max: 2000 }) });

test('every row that can be seen is drawn, and of a long table not many more', () => {
  fc.assert(
    fc.property(place, ({ count, rowHeight, top, height }) => {
      const { first, end } = rowWindow({ count, rowHeight, top, height });
      const seen = Array.from({ length: count }, (_, row) => row).filter((row) => top + row * rowHeight < height && top + (row + 1) * rowHeight > 0);
      expect(seen.every((row) => row >= first && row < end)).toBe(true);
      expect(first >= 0 && first <= end && end <= count).toBe(true);
      if (count > 60) expect(end - first).toBeLessThanOrEqual(height / rowHeight + 2 + 24);
      if (count > 0) expect(end - first).toBeGreaterThan(0);
    }),
  );
});

test('a short table is drawn whole', () => {
  expect(rowWindow({ count: 60, rowHeight: 32, top: 9000, height: 800 })).toEqual({ first: 0, end: 60 });
});
