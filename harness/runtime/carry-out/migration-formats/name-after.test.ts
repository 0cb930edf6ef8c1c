import fc from 'fast-check';
import { djangoFormat } from './django.js';
import { nameAfter } from './name-after.js';
import { SQL_FORMAT } from './sql.js';

const DJANGO = djangoFormat('shop').writer;

test.each([
  ['0009_x', '0010_slow'],
  ['9999_x', '9999_x_slow'],
  ['20240131235959_x', '20240131235960_slow'],
  ['00000000000000000099_x', '00000000000000000100_slow'],
  ['V2__orders', 'V3_slow'],
  ['init', 'init_slow'],
])('after %s comes %s', (last, next) => {
  expect(nameAfter(`${last}.sql`, 'slow', SQL_FORMAT.writer)).toBe(`${next}.sql`);
  expect(nameAfter(`${last}.py`, 'slow', DJANGO)).toBe(`${next}.py`);
});

test('the first migration of all has a number', () => {
  expect([SQL_FORMAT.writer, DJANGO].map((format) => nameAfter(undefined, 'slow', format))).toEqual(['0001_slow.sql', '0001_slow.py']);
});

test.each([SQL_FORMAT.writer, DJANGO])('an added migration comes after all of the release, whatever these are called: $extension', (format) => {
  const name = fc.stringMatching(/^[A-Za-z]{0,3}\d{0,5}[a-z_]{0,4}$/).map((text) => `${text}x${format.extension}`);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (names) => {
      const added = nameAfter([...names].sort().at(-1), 'slow', format);
      expect([...names, added].sort().at(-1)).toBe(added);
      expect(added.endsWith(`_slow${format.extension}`)).toBe(true);
    }),
  );
});
