import fc from 'fast-check';
import { partOf } from './draw-part.js';

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `views/${String(index).padStart(3, '0')}.ejs`);

test('what is not too much is taken whole, each once, and nothing is said', () => {
  expect(partOf('templates', ['b', 'a', 'b'], { seed: 1, most: 2 })).toEqual({ taken: ['b', 'a'], leftOut: [] });
});

test('of more a part is drawn by the seed, and what was left out is said', () => {
  const { taken, leftOut } = partOf('templates', names(240), { seed: 1, most: 200 });
  expect(taken).toHaveLength(200);
  expect(leftOut).toEqual(['40 of 240 templates were left out, drawn by seed 1']);
  expect(partOf('templates', names(201), { seed: 7, most: 200 }).leftOut).toEqual(['1 of 201 templates was left out, drawn by seed 7']);
});

test('it comes from everywhere, in the order given, the same for one seed and another for another', () => {
  const part = (seed: number): readonly string[] => partOf('templates', names(240), { seed, most: 20 }).taken;
  expect(part(1)).toEqual([...part(1)].sort());
  expect(part(1)).toEqual(part(1));
  expect(part(1)).not.toEqual(part(2));
  for (const seed of [1, 2]) expect(part(seed).some((name) => name > 'views/120.ejs')).toBe(true);
});

test('another file puts out at most one of the others', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 30 }), (seed, most) => {
      const before = partOf('templates', names(60), { seed, most }).taken;
      const after = new Set(partOf('templates', [...names(60), 'further.ejs'], { seed, most }).taken);
      expect(before.filter((name) => !after.has(name)).length).toBeLessThanOrEqual(1);
    }),
  );
});
