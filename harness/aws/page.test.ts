import fc from 'fast-check';
import { pageOf } from './page.js';

const refuse = (): Error => new Error('no such token');

it('pages follow each other until everything was seen once, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (all, size) => {
      const seen: number[] = [];
      let token: string | undefined;
      do {
        const page = pageOf(all, token, size, refuse);
        expect(page.items.length).toBeLessThanOrEqual(size);
        seen.push(...page.items);
        token = page.next;
      } while (token !== undefined);
      expect(seen).toEqual(all);
    }),
  );
});

it('a token that no page gave out is refused as the service says', () => {
  for (const token of ['nonsense', 'YWZ0ZXItLTE', Buffer.from('after--1').toString('base64url')]) expect(() => pageOf([1], token, 1, refuse)).toThrow('no such token');
});

it('an empty token is none', () => {
  expect(pageOf([1, 2], '', 1, refuse).items).toEqual([1]);
});
