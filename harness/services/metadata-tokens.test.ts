import fc from 'fast-check';
import { MetadataTokens, tokenTtl } from './metadata-tokens.js';

test.each([['1', 1], ['21600', 21_600], ['0', undefined], ['21601', undefined], ['-5', undefined], ['1.5', undefined], ['', undefined], [undefined, undefined]])(
  'a life of %j is %j seconds',
  (header, seconds) => expect(tokenTtl(header)).toBe(seconds),
);

test('tokens are valid up to the end of their life and unknown to another instance', () => {
  const tokens = new MetadataTokens();
  const token = tokens.issue(10, 100);
  expect([tokens.isValid(token, 109.9), tokens.isValid(token, 110), new MetadataTokens().isValid(token, 100)]).toEqual([true, false, false]);
});

test('a token without a life was never valid', () => {
  const tokens = new MetadataTokens();
  expect(tokens.isValid(tokens.issue(0, 100), 100)).toBe(false);
});

test('ending all tokens ends those given out so far', () => {
  const tokens = new MetadataTokens();
  const before = tokens.issue(10, 100);
  tokens.expireAll();
  expect([tokens.isValid(before, 101), tokens.isValid(tokens.issue(10, 101), 102)]).toEqual([false, true]);
});

test('a token lives exactly as long as it was asked for, however many others are given out', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 21_600 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 30_000 }), (lives, later) => {
      const tokens = new MetadataTokens();
      const given = lives.map((life, index) => ({ ends: index + life, token: tokens.issue(life, index) }));
      const now = lives.length + later;
      for (const { ends, token } of given) expect(tokens.isValid(token, now)).toBe(ends > now);
    }),
  );
});
