import fc from 'fast-check';
import { figureLine, median, numberAfter } from './figures.js';

describe('the median', () => {
  test.each<[number[], number]>([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
    [[2, 2, 9, 9], 5.5],
    [[10, 9], 9.5],
  ])('of %p is %p', (values, middle) => expect(median(values)).toBe(middle));

  test('of nothing is no number', () => expect(median([])).toBeNaN());

  test('has as many values below it as above, whatever their order, and leaves them as they are', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
      const before = [...values];
      const middle = median(values);
      expect(values).toEqual(before);
      expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
      expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      expect(median([...values].reverse())).toBe(middle);
    }));
  });
});

describe('a line of the table', () => {
  test.each<[string, Parameters<typeof figureLine>, string]>([
    ['has the figure and its unit', ['a boot', 0.514, 's'], `${'a boot'.padEnd(58)}     0.51 s`],
    ['says that a bound is reached', ['a boot', 0.7, 's', 0.7], `${'a boot'.padEnd(58)}     0.70 s   (at most 0.7: reached)`],
    ['says that it is not', ['a boot', 0.701, 's', 0.7], `${'a boot'.padEnd(58)}     0.70 s   (at most 0.7: NOT reached)`],
    ['never takes a missing figure for one that reaches its bound', ['a boot', Number.NaN, 's', 0.7], `${'a boot'.padEnd(58)}      NaN s   (at most 0.7: NOT reached)`],
  ])('%s', (_, args, line) => expect(figureLine(...args)).toBe(line));
});

describe('a number after a flag', () => {
  test('is taken, wherever the flag stands', () => {
    expect(numberAfter(['--seed', '7', '--runs', '3'], '--runs', 5)).toBe(3);
  });

  test('has a default', () => expect(numberAfter(['--seed', '7'], '--runs', 5)).toBe(5));

  test.each([['0'], ['-1'], ['1.5'], ['many'], ['']])('%p is none', (text) => {
    expect(() => numberAfter(['--runs', text], '--runs', 5)).toThrow(`--runs: expected a whole number above 0, found "${text}"`);
  });

  test('must be there', () => expect(() => numberAfter(['--runs'], '--runs', 5)).toThrow('found ""'));
});
