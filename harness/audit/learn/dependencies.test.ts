import { SMALL_RELEASE } from '../../model/release.testing.js';
import { candidatesOf } from './dependencies.js';

const env = { CACHE: 'redis://127.0.0.1:6379', MAIL: '127.0.0.1:25' };

test('servers are looked for among the settings of a release whose description says nothing of them', () => {
  expect(candidatesOf({ ...SMALL_RELEASE, env }).map(({ setting }) => setting)).toEqual(['CACHE', 'MAIL']);
});

test.each([
  [[{ setting: 'MAIL', optional: true }], [['MAIL', true]]],
  [[], []],
])('where it names %j, no others are broken', (dependencies, found) => {
  expect(candidatesOf({ ...SMALL_RELEASE, env, dependencies }).map(({ setting, optional }) => [setting, optional])).toEqual(found);
});
