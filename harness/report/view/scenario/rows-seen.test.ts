import fc from 'fast-check';
import { rowsSeen, scrollFor } from './rows-seen.js';

const list = fc.record({ count: fc.nat(10_000), row: fc.integer({ min: 10, max: 60 }), scrolled: fc.nat(700_000), height: fc.integer({ min: 60, max: 2000 }) });

test('every row in sight is drawn, few others are, and the list keeps its height', () => {
  fc.assert(
    fc.property(list, ({ count, row, scrolled, height }) => {
      const { first, end, above, below } = rowsSeen(count, row, scrolled, height);
      expect(above + (end - first) * row + below).toBe(count * row);
      expect(end - first).toBeLessThanOrEqual(Math.ceil(height / row) + 18);
      for (let y = scrolled; y < Math.min(scrolled + height, count * row); y += row) {
        expect(Math.floor(y / row)).toBeGreaterThanOrEqual(first);
        expect(Math.floor(y / row)).toBeLessThan(end);
      }
    }),
  );
});

test('a row is brought into sight, and one in sight moves nothing', () => {
  fc.assert(
    fc.property(list, fc.nat(10_000), ({ row, scrolled, height }, wanted) => {
      const to = scrollFor(wanted, row, scrolled, height);
      expect(wanted * row).toBeGreaterThanOrEqual(to - 1e-6);
      expect(scrollFor(wanted, row, to, height)).toBe(to);
    }),
  );
});
