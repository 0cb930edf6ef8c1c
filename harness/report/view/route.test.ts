import fc from 'fast-check';
import { hashOf, routeOf, type Route } from './route.js';

const text = fc.string({ unit: 'grapheme' });
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.record({ page: fc.constant('first' as const), search: text.filter((search) => !search.startsWith('/')) }),
  fc.record({ page: fc.constantFrom('scenario' as const, 'mutant' as const), id: text.filter((id) => id !== '') }),
);

test('a route is read from the hash that leads to it', () => {
  fc.assert(fc.property(route, (there) => expect(routeOf(hashOf(there))).toEqual(there)));
});

test('a hash is readable, and one that a person typed is taken', () => {
  expect(hashOf({ page: 'first', search: 's:failed @database !v:accepted' })).toBe('#s:failed%20@database%20!v:accepted');
  expect(hashOf({ page: 'mutant', id: 'unset-setting:SHOP_NAME' })).toBe('#/mutant/unset-setting:SHOP_NAME');
  expect(routeOf('#100% sure')).toEqual({ page: 'first', search: '100% sure' });
  expect(routeOf('#/nowhere')).toEqual({ page: 'first', search: '/nowhere' });
  expect(routeOf('')).toEqual({ page: 'first', search: '' });
});

test('half of a letter leads somewhere, since it cannot be in an address', () => {
  expect(routeOf(hashOf({ page: 'first', search: '\ud800' }))).toEqual({ page: 'first', search: '\ufffd' });
});
