import { contains, partOf } from './contains.js';

describe('an answer contains', () => {
  test.each<[string, unknown, Parameters<typeof contains>[1]]>([
    ['a value that is the same', 'a', 'a'],
    ['nothing in particular', { a: 1 }, {}],
    ['members, among others', { a: 1, b: 2 }, { a: 1 }],
    ['members of members', { a: { b: true, c: 1 } }, { a: { b: true } }],
    ['items in any order', { a: [{ n: 2 }, { n: 1, m: 3 }] }, { a: [{ n: 1 }, { n: 2 }] }],
    ['items that each fit another', [{ n: 1, m: 1 }, { n: 1 }], [{ n: 1 }, { n: 1, m: 1 }]],
    ['an empty list where none is', {}, { a: [] }],
    ['an empty structure where none is', {}, { a: {} }],
    ['one item that fits', [1, { n: 1 }], { $some: { n: 1 } }],
    ['a text', 'dns', { $text: true }],
    ['a value kept before', { a: 'i-1' }, { a: { $known: 'instance' } }],
  ])('%s', (_, actual, expected) => expect(contains(actual, expected, { instance: 'i-1' })).toBe(true));

  test.each<[string, unknown, Parameters<typeof contains>[1]]>([
    ['another value', 'a', 'b'],
    ['a number where a text is', '1', 1],
    ['a member that is missing', { b: 2 }, { a: 1 }],
    ['an item twice where it is once', [{ n: 1 }, { n: 2 }], [{ n: 1 }, { n: 1 }]],
    ['fewer items than there are', [1, 1], [1]],
    ['items where there are none', {}, { a: [1] }],
    ['no items where there are some', { a: [1] }, { a: [] }],
    ['one item that fits where none does', [], { $some: {} }],
    ['a list where a text is', 'a', []],
    ['an empty text where one is wanted', '', { $text: true }],
    ['a value that was never kept', {}, { a: { $known: 'nobody' } }],
    ['a member of nothing', null, { a: 1 }],
  ])('not %s', (_, actual, expected) => expect(contains(actual, expected, { instance: 'i-1' })).toBe(false));
});

test('the part that is shown has the members that are asked about', () => {
  expect(partOf({ a: [{ n: 1, m: 2 }, { n: 2 }], b: 3 }, { a: [{ n: 1 }] })).toEqual({ a: [{ n: 1 }, { n: 2 }] });
  expect(partOf({ a: [{ n: 1, m: 2 }], b: 3 }, { a: { $some: { n: 9 } } })).toEqual({ a: [{ n: 1 }] });
  expect(partOf({ b: 3 }, { a: 1 })).toEqual({ a: undefined });
  expect(partOf({ b: 3 }, {})).toEqual({ b: 3 });
});
