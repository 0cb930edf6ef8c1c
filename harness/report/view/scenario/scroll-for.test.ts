import fc from 'fast-check';
import { scrollFor } from './scroll-for.js';

test('a row is brought into sight, and one in sight moves nothing', () => {
  const list = fc.record({ row: fc.integer({ min: 10, max: 60 }), scrolled: fc.nat(700_000), height: fc.integer({ min: 60, max: 2000 }) });
  fc.assert(
    fc.property(list, fc.nat(10_000), ({ row, scrolled, height }, wanted) => {
      const to = scrollFor(wanted, row, scrolled, height);
      expect(wanted * row).toBeGreaterThanOrEqual(to - 1e-6);
      expect((wanted + 1) * row).toBeLessThanOrEqual(to + height + 1e-6);
      expect(scrollFor(wanted, row, to, height)).toBe(to);
    }),
  );
});

test.each([
  [50, 0, 20 * 50 - 40],
  [2, 0, 0],
  [0, 500, 0],
])('row %d of a list that is scrolled by %d', (row, scrolled, to) => {
  expect(scrollFor(row, 20, scrolled, 100)).toBe(to);
});
