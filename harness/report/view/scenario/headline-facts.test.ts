import { headlineFacts } from './headline-facts.js';
import { FULL } from './scenario-results.testing.js';

const valueOf = (name: string, more: Partial<typeof FULL> = {}) => headlineFacts({ ...FULL, ...more }).find((fact) => fact.name === name)?.value;

test('what is not known is left out', () => {
  expect(headlineFacts(FULL).map(({ name }) => name)).toEqual(['Fault', 'Health check', 'Balancer', 'Deadline', 'Verdict', 'Users', 'Checks', 'Took']);
});

test('checks that were only projected are never counted as sent', () => {
  expect(valueOf('Checks')).toBe('5 sent, 5 projected until it was judged');
  expect(valueOf('Checks', { checksProjected: 0 })).toBe('5 sent until it was judged');
});

test('faults of the old fleet are told as its own', () => {
  const old = { faults: [], oldFaults: [{ name: 'process.exit-after', summary: 'the process ends' }, { name: 'database.down', summary: 'the database is down' }] };
  expect(valueOf('Fault', old)).toBe('none of the release');
  expect(valueOf('Fault of the old fleet', old)).toBe('the process ends; the database is down');
});

test.each([
  [{ state: 'measured' }, 'every check was sent'],
  [{ state: 'confirmed', watchedSeconds: 20 }, 'confirmed by a watch of 20 s'],
  [{ state: 'provisional', why: 'no time' }, 'provisional: no time'],
  [{ state: 'repeated', why: 'the watch differed' }, 'repeated in real time: the watch differed'],
] as const)('how sure it is: %j', (confirmation, words) => {
  expect(valueOf('How sure', { confirmation })).toBe(words);
});

test('how long it was in doubt stands beside the least that its settings allow', () => {
  expect(valueOf('Time to detect', { detect: { seconds: 135, minimum: 15 } })).toBe('2 min 15 s, at least 15 s by its settings');
});
