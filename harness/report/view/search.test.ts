import fc from 'fast-check';
import { matcherOf, searchHas, toggled, tokenOf, tokensOf, tokenText, type Searchable } from './search.js';

const thing: Searchable = {
  fields: { s: ['surprise', 'failed'], v: ['accepted'], '@': ['database'], why: ['in service'], check: [] },
  text: 'the database at http://10.0.0.1 is down',
};

test.each([
  ['', true],
  ['   ', true],
  ['s:surprise', true],
  ['s:SURP', true],
  ['s:expected', false],
  ['s:expected s:failed', true],
  ['s:failed v:rejected', false],
  ['!v:accepted', false],
  ['!v:rejected', true],
  ['@data', true],
  ['!@database', false],
  ['why:"in service"', true],
  ['why:"in ser', true],
  ['check:pages', false],
  ['!check:pages', true],
  ['down database', true],
  ['down up', false],
  ['"is down"', true],
  ['"down is"', false],
  ['!up', true],
  ['http://10', true],
  ['s:', false],
  ['@=database', true],
  ['@=data', false],
  ['!@=data', true],
  ['why:="in service"', true],
  ['why:="in ser"', false],
  ['=data', false],
])('the search %p finds a surprise of the database: %p', (search, found) => {
  expect(matcherOf(search)(thing)).toBe(found);
});

test('a key that nothing has is looked for in words, so that no search is refused', () => {
  expect(matcherOf('constructor:x')(thing)).toBe(false);
  expect(matcherOf('toString')(thing)).toBe(false);
});

const token = fc.record(
  { key: fc.constantFrom('s', 'v', '@', 'why'), value: fc.oneof(fc.string({ minLength: 1 }), fc.string({ minLength: 1, unit: fc.constantFrom('"', '\\', '=', 'a', ' ') })), not: fc.boolean(), exact: fc.constant(true as const) },
  { requiredKeys: ['value', 'not'] },
).map(({ exact, ...rest }) => (exact && rest.key !== undefined ? { ...rest, exact } : rest));

test('tokens are read as they were written, and every text is some search', () => {
  fc.assert(fc.property(fc.array(token), (tokens) => expect(tokensOf(tokens.map(tokenText).join(' '))).toEqual(tokens)));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(typeof matcherOf(text)(thing)).toBe('boolean')));
});

test('a filter replaces others of its key, keeps the rest, and goes away by the second click', () => {
  const cell = [tokenOf('v', 'accepted'), tokenOf('h', 'hurt')];
  const once = toggled('v:rejected "two words" @database', cell);
  expect(once).toBe('"two words" @database v:accepted h:hurt');
  expect(searchHas(once, cell)).toBe(true);
  expect(toggled(once, cell)).toBe('"two words" @database');
});
