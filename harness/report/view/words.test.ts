import { prettyJson } from './pretty-json.js';
import { clockText, counted, listed, secondsText, webAddress } from './words.js';

test.each([
  [0, '0 s'],
  [0.04, '0 s'],
  [0.44, '0.4 s'],
  [9.96, '10 s'],
  [60.0000271, '60 s'],
  [119.6, '2 min'],
  [185, '3 min 5 s'],
  [3600, '60 min'],
])('%p seconds read %p', (seconds, text) => {
  expect(secondsText(seconds)).toBe(text);
});

test.each([[0.4, '0:00'], [59.6, '1:00'], [125, '2:05'], [3600, '60:00']])('%p seconds are %p on a clock', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});

test('numbers have their noun, and lists their end', () => {
  expect([counted(1, 'check'), counted(2000, 'check'), counted(2, 'child', 'children')]).toEqual(['1 check', '2,000 checks', '2 children']);
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

test('a link leads to the web or nowhere', () => {
  expect(['https://a.example', 'HTTP://a.example', 'javascript:alert(1)', ' https://a.example', undefined].map(webAddress)).toEqual([
    'https://a.example', 'HTTP://a.example', undefined, undefined, undefined,
  ]);
});

test('JSON gets a line for each value, and other text stays', () => {
  expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyJson('{"a":')).toBe('{"a":');
  expect(prettyJson('200')).toBe('200');
});
