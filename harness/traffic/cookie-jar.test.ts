import { CookieJar } from './cookie-jar.js';

/** Cookies after each of these answers has come. */
function after(...answers: string[][]): string | undefined {
  const jar = new CookieJar();
  for (const lines of answers) jar.take(lines, 1_800_000_000);
  return jar.header();
}

test.each<[string, string[][], string | undefined]>([
  ['nothing given', [[]], undefined],
  ['what was given, in order', [['a=1; Path=/x; Secure; SameSite=Lax', 'b=2']], 'a=1; b=2'],
  ['a value with signs of its own', [['a= x==; HttpOnly']], 'a=x=='],
  ['an empty value', [['a=']], 'a='],
  ['the last of the same name', [['a=1'], ['a=2']], 'a=2'],
  ['one taken back by its age', [['a=1', 'b=2'], ['a=; Max-Age=0']], 'b=2'],
  ['one taken back by a date', [['a=1'], ['a=x; expires=Thu, 01 Jan 1970 00:00:00 GMT']], undefined],
  ['one that is still good', [['a=1; Expires=Wed, 01 Jan 2098 00:00:00 GMT']], 'a=1'],
  ['its age goes before its date', [['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60'], ['b=1; max-age=-1; expires=Wed, 01 Jan 2098 00:00:00 GMT']], 'a=1'],
  ['an age or a date that is none', [['a=1; Max-Age=soon; Expires=later']], 'a=1'],
  ['no cookie at all', [['', 'Secure', '=1', ';']], undefined],
])('%s', (_, answers, header) => expect(after(...answers)).toBe(header));

test('a cookie of the request itself goes first', () => {
  const jar = new CookieJar();
  expect(jar.header('own=1')).toBe('own=1');
  jar.take(['a=1']);
  expect(jar.header('own=1')).toBe('own=1; a=1');
});
