import { statusText, type RunStatus } from './status-text.js';

const status = (more: Partial<RunStatus> = {}): RunStatus => ({ total: 44, ended: 12, watched: 0, marks: new Map(), seconds: 31.9, ...more });

test.each([
  ['how many ended, and since when it goes on', status(), '12 of 44 ended, 31 s'],
  ['how many are judged and watched', status({ watched: 3 }), '12 of 44 ended, 3 judged and watched, 31 s'],
  ['what is not as expected so far, and also that nothing is', status({ marks: new Map([['SURPRISE', 0], ['ok', 10], ['REFUSED', 2]]) }), '12 of 44 ended, 0 surprises, 2 refused, 31 s'],
  ['one of them', status({ marks: new Map([['SURVIVED', 1], ['FALSE ALARM', 1]]) }), '12 of 44 ended, 1 survivor, 1 false alarm, 31 s'],
  ['what runs longest, in one line', status({ longest: { title: 'renames\ta  column', seconds: 14.2 } }), '12 of 44 ended, 31 s; longest 14 s: renames a column'],
  ['minutes', status({ seconds: 754 }), '12 of 44 ended, 12 min 34 s'],
])('it tells %s', (_, given, text) => expect(statusText(given, 80)).toBe(text));

test('it is never wider than the terminal', () => {
  const long = status({ longest: { title: 'renames a column of a table', seconds: 14 } });
  expect(statusText(long, 50)).toBe('12 of 44 ended, 31 s; longest 14 s: renames a c...');
  expect(statusText(long, 2)).toBe('..');
});
