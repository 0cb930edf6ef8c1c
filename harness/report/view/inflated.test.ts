import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { inflated } from './inflated.js';

test('what was deflated comes back, whatever its letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(inflated(deflateRawSync(text).toString('base64'))).toBe(text);
    }),
  );
});
