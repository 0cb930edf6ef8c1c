import { filtered, type FilterNames } from './filters.js';

interface Thing {
  readonly id: string;
  readonly size?: number;
  readonly groups: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
}

const THINGS: readonly Thing[] = [
  { id: 'a', size: 1, groups: ['x', 'y'], tags: new Map([['Name', 'web'], ['env', 'prod']]) },
  { id: 'b', groups: [], tags: new Map([['Name', 'db']]) },
  { id: 'c', size: 3, groups: ['y'], tags: new Map() },
];
const NAMES: FilterNames<Thing> = { id: ({ id }) => id, size: ({ size }) => size, group: ({ groups }) => groups, big: ({ size = 0 }) => size > 2 };
const ids = (...filters: { Name?: string; Values?: string[] }[]): string => filtered(THINGS, filters, NAMES, ({ tags }) => tags).map(({ id }) => id).join('');

test.each([
  ['no filter', [], 'abc'],
  ['one of its values', [{ Name: 'id', Values: ['a', 'c', 'z'] }], 'ac'],
  ['all filters at once', [{ Name: 'group', Values: ['y'] }, { Name: 'size', Values: ['3'] }], 'c'],
  ['any of several values of a thing', [{ Name: 'group', Values: ['x'] }], 'a'],
  ['numbers and flags as text', [{ Name: 'big', Values: ['true'] }], 'c'],
  ['nothing that has no such value', [{ Name: 'size', Values: ['*'] }], 'ac'],
  ['a tag', [{ Name: 'tag:Name', Values: ['w*'] }], 'a'],
  ['a tag by its key', [{ Name: 'tag-key', Values: ['env'] }], 'a'],
  ['a tag by its value', [{ Name: 'tag-value', Values: ['db'] }], 'b'],
])('filters pass %s', (_, filters, passed) => {
  expect(ids(...filters)).toBe(passed);
});

test.each([
  ['an unknown name', { Name: 'colour', Values: ['red'] }, "The filter 'colour' is invalid"],
  ['no name', { Values: ['red'] }, "The filter 'null' is invalid"],
  ['a name that every object has', { Name: 'constructor', Values: ['x'] }, "The filter 'constructor' is invalid"],
  ['no values', { Name: 'id' }, "The filter 'id' must have at least one value"],
])('a filter with %s is refused', (_, filter, text) => {
  expect(() => ids(filter)).toThrow(text);
});

test('tags are no names where there are none', () => {
  expect(() => filtered(THINGS, [{ Name: 'tag:Name', Values: ['web'] }], NAMES)).toThrow("The filter 'tag:Name' is invalid");
});
