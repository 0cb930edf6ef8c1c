import fc from 'fast-check';
import { redactAll, redactorFor } from './redact.js';

test.each([
  ['postgres://shop:pa55word@db/shop', 'auth of pa55word failed', 'auth of *** failed'],
  ['postgres://shop:p%40ss%2Fword@db/shop', 'p@ss/word is p%40ss%2Fword', '*** is ***'],
  ['postgres://db/shop?password=qu%3Fry', 'qu?ry, qu%3Fry', '***, ***'],
  ['postgres://shop:100%25@db/shop', 'used 100% of it', 'used *** of it'],
  ['postgres://shop@db/shop', 'no password here', 'no password here'],
  ['not a URL', 'nothing is known', 'nothing is known'],
])('with %s the text %j becomes %j', (url, text, redacted) => expect(redactorFor(url)(text)).toBe(redacted));

test('no password gets through, however it is written', () => {
  const password = fc.string({ minLength: 6 }).filter((text) => !text.includes('*'));
  fc.assert(fc.property(password, fc.string(), (secret, around) => {
    const encoded = encodeURIComponent(secret);
    const redacted = redactorFor(`postgres://shop:${encoded}@db/shop`)(`${around}${secret}${around} and ${encoded}`);
    expect(redacted).not.toContain(secret);
    expect(redacted).not.toContain(encoded);
  }));
});

test('texts are blotted at any depth, and everything else stays', () => {
  const value = { message: 'pw', list: ['a pw', 1, null], inner: { stack: 'at pw', pw: true }, none: undefined };
  expect(redactAll(value, (text) => text.replaceAll('pw', '***'))).toEqual({
    message: '***', list: ['a ***', 1, null], inner: { stack: 'at ***', pw: true }, none: undefined,
  });
});
