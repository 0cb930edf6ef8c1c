import { withoutMiddle } from './without-middle.js';

test.each([
  ['canary group', 12, 'canary group'],
  ['web-20261127232702514000000002 group', 24, 'web-20261…00000002 group'],
  ['abcdef', 5, 'a…def'],
])('%s in %d characters is %s', (name, most, shown) => {
  expect(withoutMiddle(name, most)).toBe(shown);
  expect(withoutMiddle(name, most).length).toBeLessThanOrEqual(most);
});
