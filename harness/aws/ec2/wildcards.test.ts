import fc from 'fast-check';
import { matchesWildcards } from './wildcards.js';

test.each([
  ['web', 'web', true],
  ['web', 'Web', false],
  ['web', 'we', false],
  ['web', 'webs', false],
  ['web-1', 'web*', true],
  ['web-1', '*1', true],
  ['web-1', '*b-*', true],
  ['web-1', '*b-*2', false],
  ['web-1', 'web-?', true],
  ['web-', 'web-?', false],
  ['', '*', true],
  ['', '?', false],
  ['', '', true],
  ['a', '', false],
  ['a*b', 'a\\*b', true],
  ['axb', 'a\\*b', false],
  ['a?b', 'a\\?b', true],
  ['a\\b', 'a\\\\b', true],
  ['a.b', 'a.b', true],
  ['axb', 'a.b', false],
  ['aab', '*ab', true],
  ['line\nbreak', 'line*break', true],
])('%j against %j: %p', (text, pattern, matches) => {
  expect(matchesWildcards(text, pattern)).toBe(matches);
});

test('a text matches itself once its wildcards are escaped', () => {
  fc.assert(fc.property(fc.string(), (text) => matchesWildcards(text, text.replace(/[\\*?]/g, '\\$&'))));
});

test('many wildcards take no long time', () => {
  expect(matchesWildcards('a'.repeat(5000), `${'*a'.repeat(100)}b`)).toBe(false);
});
