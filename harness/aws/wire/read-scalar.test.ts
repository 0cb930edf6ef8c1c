import fc from 'fast-check';
import { readBlob, readBoolean, readDecimal, readInteger, readTimestamp } from './read-scalar.js';

test.each<[string, number | undefined]>([
  ['0', 0], ['5', 5], ['+5', 5], ['-1', -1], ['-0', 0], ['007', 7], ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ['9007199254740992', undefined], ['99999999999999999999999', undefined], ['', undefined], [' 5', undefined], ['5 ', undefined], ['5.0', undefined],
  ['1e3', undefined], ['0x10', undefined], ['NaN', undefined], ['Infinity', undefined], ['five', undefined], ['5,000', undefined], ['٥', undefined],
])('an integer of %j is %j', (text, value) => {
  expect(readInteger(text)).toBe(value);
});

test.each<[string, number | undefined]>([
  ['0.5', 0.5], ['.5', 0.5], ['5.', 5], ['-1.25e2', -125], ['-0.0', 0], ['1E-3', 0.001],
  ['', undefined], ['.', undefined], ['1e999', undefined], ['NaN', undefined], ['1.2.3', undefined], ['0x1p3', undefined], ['1e', undefined],
])('a decimal of %j is %j', (text, value) => {
  expect(readDecimal(text)).toBe(value);
});

test.each<[string, boolean | undefined]>([
  ['true', true], ['false', false], ['True', true], ['FALSE', false], ['', undefined], ['yes', undefined], ['1', undefined], ['true ', undefined],
])('a boolean of %j is %j', (text, value) => {
  expect(readBoolean(text)).toBe(value);
});

test.each<[string, string | undefined]>([
  ['2026-02-28T12:00:00Z', '2026-02-28T12:00:00.000Z'],
  ['2026-02-28T12:00:00.123456Z', '2026-02-28T12:00:00.123Z'],
  ['2026-02-28T12:00:00+02:00', '2026-02-28T10:00:00.000Z'],
  ['2026-02-28T12:00', '2026-02-28T12:00:00.000Z'],
  ['2026-02-28', '2026-02-28T00:00:00.000Z'],
  ['2026-13-28T12:00:00Z', undefined],
  ['2026-02-28T25:00:00Z', undefined],
  ['1772280000', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('a timestamp of %j is %j', (text, value) => {
  expect(readTimestamp(text)?.toISOString()).toBe(value);
});

test.each(['a', 'a===', 'YQ', 'YQ=', 'Y Q=', 'YQ==YQ==', 'YQ-_'])('%j is no base64', (text) => {
  expect(readBlob(text)).toBeUndefined();
});

test('numbers, times and bytes come back as they were spelled', () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => expect(readInteger(String(value))).toBe(value + 0)));
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => expect(readDecimal(String(value))).toBe(value + 0)));
  fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }), (value) => expect(readTimestamp(value.toISOString())).toEqual(value)));
  fc.assert(fc.property(fc.uint8Array(), (value) => expect(readBlob(Buffer.from(value).toString('base64'))).toEqual(value)));
});

test('any text is read or refused, never both a value and not a number', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    for (const read of [readInteger, readDecimal]) expect(read(text)).not.toBeNaN();
    expect(readTimestamp(text)?.getTime()).not.toBeNaN();
  }));
});
