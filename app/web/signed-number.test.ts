import fc from 'fast-check';
import { SignedNumbers } from './signed-number.js';

const numbers = new SignedNumbers('a-key-for-the-tests');

test('what was signed is verified as the number it was', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (number) => {
    expect(numbers.verify(numbers.sign(number))).toBe(number);
    expect(numbers.sign(number)).toMatch(/^\d+\.[\w-]{22}$/);
  }));
});

test('a signature is of one number and one key', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (number) => {
    const [, signature] = numbers.sign(number).split('.');
    expect(numbers.verify(`${number + 1}.${signature}`)).toBeUndefined();
    expect(new SignedNumbers('another-key-of-them').verify(numbers.sign(number))).toBeUndefined();
  }));
});

const seven = numbers.sign(7);
test.each(['', '7', '7.', `07.${seven.slice(2)}`, `${seven}A`, seven.slice(0, -1), ` ${seven}`, `-${seven}`, '7.AAAAAAAAAAAAAAAAAAAAAA', `0.${seven.slice(2)}`])(
  '%j is verified as nothing',
  (text) => expect(numbers.verify(text)).toBeUndefined(),
);
