import fc from 'fast-check';
import { toSeconds, type Duration } from './duration.js';
import { ConfigError } from './errors.js';

test.each<[Duration, number]>([
  [0, 0],
  [2.5, 2.5],
  ['250ms', 0.25],
  ['1.5s', 1.5],
  ['80s', 80],
  ['5m', 300],
  ['2h', 7200],
])('%p is %d seconds', (duration, seconds) => expect(toSeconds(duration)).toBe(seconds));

test.each<[unknown, string]>([
  ['', '""'],
  ['10', '"10"'],
  ['s', '"s"'],
  ['1 s', '"1 s"'],
  ['.5s', '".5s"'],
  ['1e3s', '"1e3s"'],
  ['-5s', '"-5s"'],
  ['5d', '"5d"'],
  [-1, '-1'],
  [Number.NaN, 'null'],
  [Number.POSITIVE_INFINITY, 'null'],
])('%p is refused by name, with what was found', (duration, found) => {
  const refusal = (): number => toSeconds(duration as Duration, 'settle');
  expect(refusal).toThrow(ConfigError);
  expect(refusal).toThrow(`settle: expected seconds or a text such as '1.5s', '250ms' or '5m', found ${found}`);
});

test('the same length is the same in every unit', () => {
  fc.assert(fc.property(fc.nat(100_000), (hours) => {
    expect(toSeconds(`${hours}h`)).toBe(toSeconds(`${hours * 60}m`));
    expect(toSeconds(`${hours}h`)).toBe(toSeconds(`${hours * 3600}s`));
    expect(toSeconds(`${hours}h`)).toBe(toSeconds(hours * 3600));
    expect(toSeconds(`${hours}s`)).toBeCloseTo(toSeconds(`${hours * 1000}ms`), 6);
  }));
});
