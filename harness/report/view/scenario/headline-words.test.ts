import type { ScenarioResult } from '../../results.js';
import { headlineOf, nothingBooted } from './headline-words.js';

const result = (more: Partial<ScenarioResult>): ScenarioResult => ({
  id: 'a', title: 'a', family: 'f', location: { file: 'a.scenario.ts', line: 1 }, faults: [], expectation: { verdict: 'rejected', because: 'database' }, healthCheck: '', balancer: 'classic',
  evidence: [], otherKinds: [], otherDecisions: [], users: [], events: [], reproduce: '', outcome: 'as-expected', pace: 'fast', checksSent: 0, checksProjected: 0, wallSeconds: 0, ...more,
});

test('a surprise says what was expected, what came, and in what they differ', () => {
  const differences = ['expected rejected, got accepted (1 of 1 in service)'];
  expect(headlineOf(result({ outcome: 'surprise', verdict: { verdict: 'accepted', at: 1, comparison: '' }, reason: 'in service', judgement: { outcome: 'surprise', differences } }))).toEqual({
    tone: 'bad', word: 'surprise', expected: 'rejected because database', got: 'accepted', remarks: differences,
  });
});

test('a refusal says why', () => {
  expect(headlineOf(result({ verdict: { verdict: 'rejected', at: 1, comparison: '' }, reason: 'check database' })).got).toBe('rejected because check database');
});

test('all that is expected is named', () => {
  const expectation = { verdict: 'accepted' as const, harm: 'fine' as const, oldHarm: 'hurt' as const, userErrors: 0, replacements: { atLeast: 1 }, oldFleet: 'gone' as const };
  expect(headlineOf(result({ expectation })).expected).toBe('accepted, users fine, users of the old fleet hurt, 0 errors for users, at least 1 instance in the place of others, the old fleet gone');
});

test.each([
  ['harness-error', 'odd', 'error of the harness'],
  ['control-refused', 'odd', 'control refused'],
  ['timed-out', 'odd', 'timed out'],
] as const)('%s has no verdict, and its own word', (outcome, tone, word) => {
  const headline = headlineOf(result({ outcome, error: 'no Postgres' }));
  expect(headline).toMatchObject({ tone, word, remarks: ['no Postgres'] });
  expect(headline.got).toBeUndefined();
  expect(nothingBooted({ outcome })).toMatch(/^Nothing was rolled out/);
});

test('a flaky scenario is not taken for a good one', () => {
  expect(headlineOf(result({ retries: { flaky: true, attempts: 2, earlier: ['harness-error: no room'] } }))).toMatchObject({ tone: 'odd', word: 'flaky', remarks: ['As expected at attempt 2 only.', 'attempt 1: harness-error: no room'] });
});

test('one that stays a surprise says that it was run again', () => {
  const remarks = headlineOf(result({ outcome: 'surprise', retries: { flaky: false, attempts: 2, earlier: ['surprise: timeout'] } })).remarks;
  expect(remarks).toContain('attempt 1: surprise: timeout');
});
