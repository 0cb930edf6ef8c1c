import { leadsElsewhere } from './place-difference.js';

test.each<[string, (string | undefined)[], string | undefined, boolean]>([
  ['the same place', ['/thanks'], '/thanks', false],
  ['another place', ['/thanks'], '/login', true],
  ['another number', ['/orders/17', '/orders/18'], '/orders/19', false],
  ['a word where numbers were', ['/orders/17', '/orders/18'], '/orders/failed', true],
  ['an id that has no digit by chance', ['/scores/0g5EEu9SFa', '/scores/Kd8aTqW1xZ'], '/scores/KZHIpupZPM', false],
  ['an id where the control always gave the same', ['/scores/0g5EEu9SFa', '/scores/0g5EEu9SFa'], '/scores/KZHIpupZPM', true],
  ['an id of another length', ['/scores/0g5EEu9SFa', '/scores/Kd8aTqW1xZ'], '/scores/failed', true],
  ['words that differ each time', ['/a/one', '/a/two'], '/a/three', false],
  ['nothing where words differ each time', ['/a/one', '/a/two'], '/a/', true],
  ['no place, as the control once gave', ['/home', undefined], undefined, false],
  ['no place', ['/home', '/home'], undefined, true],
])('%s after %j is %s: %s', (_, known, found, elsewhere) => expect(leadsElsewhere(known, found)).toBe(elsewhere));
