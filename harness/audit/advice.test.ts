import type { MutantResult } from '../model/audit.js';
import { adviceFor } from './advice.js';
import { OPERATORS } from './operators/index.js';

const resultOf = (change: Partial<MutantResult>): MutantResult => ({
  id: 'drop-table:items', area: 'tables', operator: 'drop-table', target: 'items', summary: 'table items is dropped', breaks: 'release',
  status: 'survived', detail: '', verdict: 'accepted', harm: 'hurt', hurt: ['front page: expected 200, found 500.'], wallSeconds: 1,
  observed: { status: 200, body: '{\n  "status": "ok"\n}\n', outcome: 'passed', failingChecks: [], exits: [], listening: true }, ...change,
});
const advice = (change: Partial<MutantResult>): string | undefined => adviceFor(resultOf(change), OPERATORS.find(({ name }) => name === (change.operator ?? 'drop-table')));

test('a survivor tells what was broken, what the check said, what users got, what would have seen it, and how to keep it', () => {
  expect(advice({})).toBe(
    'Broken: table items is dropped. The check said 200 "{ "status": "ok" }". Users were hurt: front page: expected 200, found 500. ' +
      'It would be seen by a check that asks for a page which reads or writes the table, or for the data that must be there. ' +
      'Keep it as a scenario: `canarybed audit --as-scenarios` writes it.',
  );
});

test.each<[string, Partial<MutantResult>, string]>([
  ['many findings are cut short', { hurt: ['a', 'b', 'c', 'd'] }, 'Users were hurt: a; b, and 2 more.'],
  ['harm that came later says so', { hurt: [], observed: { failingChecks: [], exits: [], listening: true, hurtLater: ['order: no answer'] } }, 'Users were hurt: order: no answer. It would'],
  ['and when', { hurt: [], observed: { failingChecks: [], exits: [], listening: true, hurtLater: ['order: no answer'] } }, 'It showed only a while after the verdict.'],
  ['a process that ended names the threshold', { process: { fate: 'died', code: 1, signal: null } }, 'a healthy threshold of two or more'],
  ['users of an old fleet are told apart', { hurt: [], harm: 'fine', oldHarm: 'hurt' }, 'Users were hurt: those of the old fleet.'],
  ['without an answer what came of it is told', { observed: { outcome: 'timeout', failingChecks: [], exits: [], listening: true } }, 'The check said timeout.'],
  ['a long answer is cut short', { observed: { status: 200, body: 'x'.repeat(90), failingChecks: [], exits: [], listening: true } }, `The check said 200 "${'x'.repeat(60)}...".`],
  ['a server that is called optional is told from one that is not', { optional: true }, 'found 500. The description calls this server optional, though users were hurt without it: let pages do without it, or take "optional" out of the description. It would be seen by'],
  ['of an operator that is gone there is no more to say', { operator: 'gone' }, 'found 500. Keep it'],
  ['a check that is aimed wrongly asks for a 404', { breaks: 'check', area: 'request', operator: 'wrong-path', summary: 'the check asks for /nowhere', harm: 'fine', hurt: [] }, 'Broken: the check asks for /nowhere. It was answered 200 "{ "status": "ok" }". Whatever answers there'],
])('%s', (_, change, text) => expect(advice(change)).toContain(text));

test('a false alarm says what to loosen, and which check failed', () => {
  const text = advice({
    status: 'false-alarm', verdict: 'rejected', area: 'dependencies', operator: 'dependency-down', summary: 'the server of CACHE_URL is down, which is optional', harm: 'fine', hurt: [],
    observed: { status: 503, outcome: 'response-code-mismatch', failingChecks: ['cache', 'queue'], exits: [], listening: true },
  });
  expect(text).toContain('Users were served as ever, and the check said 503 (response-code-mismatch). In its answer cache and queue failed. Report this server in the health answer');
});

test.each(['killed', 'harmless', 'invalid', 'ignored', 'timed-out'] as const)('there is nothing to advise on one that is %s', (status) => expect(advice({ status })).toBeUndefined());
