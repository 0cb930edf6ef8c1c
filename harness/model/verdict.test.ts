import fc from 'fast-check';
import type { HealthFailure } from './explain-events.js';
import { PROBE_OUTCOMES } from './probe-result.js';
import type { Checks } from './release.js';
import type { Because, Expectation, Harm, Refusal } from './scenario.js';
import { judge, reasonName, type FleetFindings, type Observation } from './verdict.js';

const CHECKS: Checks = { database: {}, schema: { needs: ['database'] }, pages: { needs: ['schema'] }, disk: {} };

const seen = (changes: Partial<Observation> = {}): Observation => ({
  verdict: { verdict: 'rejected', at: 80, comparison: '0 of 1 instances in service' },
  outcome: 'response-code-mismatch',
  status: 503,
  failingChecks: [],
  exitCodes: [],
  lines: [],
  events: [],
  harm: 'hurt',
  ...changes,
});

/** As nginx ships it; the check is that of the app's own event. */
const EVENT: HealthFailure = { at: 3, via: 'syslog', program: 'nginx', event: { status: 503, uri: '/health' }, sentence: 'health check answered 503 by nginx: check disk failed' };

const differences = (because: Because, changes: Partial<Observation> = {}): readonly string[] => {
  const judgement = judge({ verdict: 'rejected', because }, seen(changes), CHECKS);
  return judgement.outcome === 'surprise' ? judgement.differences : [];
};

test.each<[string, Because, Partial<Observation>]>([
  ['a check that fails alone', 'disk', { failingChecks: ['disk'] }],
  ['a check that fails with one that needs it', 'database', { failingChecks: ['database', 'schema'] }],
  ['a check that fails with one that needs it by way of another', 'database', { failingChecks: ['database', 'pages'] }],
  ['an outcome', 'timeout', { outcome: 'timeout' }],
  ['a status', { status: 503 }, {}],
  ['an exit code among several', { exitCode: 1 }, { exitCodes: [null, 1] }],
  ['a log line', { log: /no such table/ }, { lines: ['started', 'error: no such table items'] }],
  ['an event by its text', { event: /"status":503/ }, { events: [EVENT] }],
  ['an event by the sentence that explains it', { event: /^health check answered 503 by nginx: check disk failed/g }, { events: [EVENT] }],
  ['all facts together', { check: 'disk', outcome: 'response-code-mismatch', status: 503 }, { failingChecks: ['disk'] }],
])('%s is the right reason', (_, because, changes) => expect(differences(because, changes)).toEqual([]));

test.each<[string, Because, Partial<Observation>, string[]]>([
  ['another check fails', 'disk', { failingChecks: ['pages', 'schema'] }, ['expected check disk to fail, failing were: pages, schema']],
  ['no check fails', 'disk', {}, ['expected check disk to fail, failing were: none']],
  ['an unrelated check fails too', 'schema', { failingChecks: ['disk', 'pages', 'schema'] }, ['expected only check schema to fail, disk failed too']],
  ['a check that it needs fails too', 'schema', { failingChecks: ['database', 'schema'] }, ['expected only check schema to fail, database failed too']],
  ['another outcome', 'timeout', {}, ['expected timeout, the last failed check was response-code-mismatch']],
  ['another status', { status: 500 }, {}, ['expected status 500, the last failed check had 503']],
  ['another exit code', { exitCode: 1 }, { exitCodes: [137, 137] }, ['expected exit code 1, found 137, 137']],
  ['no exit', { exitCode: 1 }, {}, ['expected exit code 1, found no exit']],
  ['no such line', { log: /refused/i }, { lines: ['ready'] }, ['expected a log line like /refused/i, found none']],
  ['no such event', { event: /queue/ }, { events: [EVENT, EVENT] }, ['expected an event of a failed health check like /queue/, found none in 2']],
  ['no event at all', { event: /disk/i }, {}, ['expected an event of a failed health check like /disk/i, found none']],
  ['every fact is off', { check: 'disk', outcome: 'timeout', status: 500 }, {}, [
    'expected check disk to fail, failing were: none',
    'expected timeout, the last failed check was response-code-mismatch',
    'expected status 500, the last failed check had 503',
  ]],
])('%s: a surprise', (_, because, changes, expected) => expect(differences(because, changes)).toEqual(expected));

test('a check that never failed has neither outcome nor status', () => {
  const { outcome: _outcome, status: _status, ...nothing } = seen();
  expect(judge({ verdict: 'rejected', because: { outcome: 'timeout', status: 503 } }, nothing, CHECKS)).toEqual({
    outcome: 'surprise',
    differences: ['expected timeout, the last failed check was none', 'expected status 503, the last failed check had none'],
  });
});

test('checks that need each other in a circle are compared all the same', () => {
  const circle: Checks = { a: { needs: ['b'] }, b: { needs: ['a'] }, c: {} };
  expect(judge({ verdict: 'rejected', because: 'c' }, seen({ failingChecks: ['a', 'c'] }), circle)).toEqual({
    outcome: 'surprise', differences: ['expected only check c to fail, a failed too'],
  });
});

test('a pattern that remembers where it matched finds the line each time it is asked', () => {
  const because = { log: /no such table/g };
  const lines = ['error: no such table items'];
  expect([differences(because, { lines }), differences(because, { lines })]).toEqual([[], []]);
});

test('a reason is a check only if the app has it, not because every object has something of that name', () => {
  expect(differences('constructor', { failingChecks: ['constructor'] })).toEqual([
    'expected constructor, the last failed check was response-code-mismatch',
  ]);
});

test('the wrong verdict is told with its comparison, and its reason does not matter any more', () => {
  expect(judge({ verdict: 'accepted', harm: 'fine' }, seen(), CHECKS)).toEqual({
    outcome: 'surprise',
    differences: ['expected accepted, got rejected (0 of 1 instances in service)', 'expected users fine, found them hurt'],
  });
});

const expectation = fc.record<Expectation>({
  verdict: fc.constantFrom('accepted', 'rejected'),
  because: fc.constantFrom<Because>('disk', 'timeout', { status: 503 }, { exitCode: 1, log: /x/ }),
  harm: fc.constantFrom<Harm>('fine', 'hurt'),
}, { requiredKeys: ['verdict'] });
const refusals = PROBE_OUTCOMES.filter((outcome): outcome is Refusal => outcome !== 'passed');
const observation = fc.record({
  accepted: fc.boolean(), harm: fc.constantFrom<Harm>('fine', 'hurt'), outcome: fc.constantFrom(...refusals),
  failingChecks: fc.subarray(Object.keys(CHECKS)), exitCodes: fc.array(fc.constantFrom(null, 0, 1)),
}).map(({ accepted, ...facts }) => seen({ ...facts, verdict: { verdict: accepted ? 'accepted' : 'rejected', at: 1, comparison: 'so' } }));

test('another verdict or harm than expected is always a surprise, and a surprise always says why', () => {
  fc.assert(fc.property(expectation, observation, (wanted, found) => {
    const judgement = judge(wanted, found, CHECKS);
    const off = wanted.verdict !== found.verdict.verdict || (wanted.harm !== undefined && wanted.harm !== found.harm);
    if (off) expect(judgement.outcome).toBe('surprise');
    if (judgement.outcome === 'surprise') expect(judgement.differences.length).toBeGreaterThan(0);
  }));
});

test('what was seen is always a right reason for itself', () => {
  fc.assert(fc.property(observation, (found) => {
    const because = { outcome: found.outcome as Refusal, status: 503, ...(found.exitCodes.includes(1) ? { exitCode: 1 } : {}) };
    expect(judge({ verdict: found.verdict.verdict, because, harm: found.harm }, found, CHECKS)).toEqual({ outcome: 'as-expected' });
  }));
});

test('a further fact never takes a difference away', () => {
  fc.assert(fc.property(observation, fc.record({ outcome: fc.constantFrom(...refusals), status: fc.constantFrom(500, 503) }), (found, facts) => {
    const of = (because: Because): readonly string[] => differences(because, { outcome: found.outcome ?? 'timeout' });
    expect(of(facts)).toEqual([...of({ outcome: facts.outcome }), ...of({ status: facts.status })]);
  }));
});

test.each<[Because | undefined, string]>([
  [undefined, 'in-service'],
  ['database', 'database'],
  [{ outcome: 'timeout', status: 503 }, 'outcome=timeout+status=503'],
  [{ exitCode: 1, log: /a b/ }, 'exitCode=1+log=/a b/'],
])('the reason %p is called %s', (because, name) => expect(reasonName(because)).toBe(name));

describe('beside an old fleet', () => {
  const beside = (changes: Partial<FleetFindings> = {}): FleetFindings => ({
    oldHarm: 'fine', users: { requests: 200, errors: 0, byFleet: {}, byPhase: {}, examples: [] }, replacements: 0, oldFleet: 'gone', ...changes,
  });
  const users = (errors: number, ...examples: string[]): Partial<FleetFindings> => ({ users: { requests: 200, errors, byFleet: {}, byPhase: {}, examples } });
  const found = (expected: Partial<Expectation>, findings: FleetFindings | undefined): readonly string[] => {
    const judgement = judge({ verdict: 'rejected', ...expected }, seen(findings ? { beside: findings } : {}), CHECKS);
    return judgement.outcome === 'surprise' ? judgement.differences : [];
  };

  test.each<[string, Partial<Expectation>, Partial<FleetFindings>]>([
    ['nothing is said of it', {}, { ...users(9), oldHarm: 'hurt', replacements: 3, oldFleet: 'changed' }],
    ['its users are as they were to be', { oldHarm: 'hurt' }, { oldHarm: 'hurt' }],
    ['there are as many errors as were expected', { userErrors: 0 }, users(0)],
    ['there are exactly so many', { userErrors: 3 }, users(3, 'page /: 500')],
    ['there are at least so many', { userErrors: { atLeast: 3 } }, users(3, 'page /: 500')],
    ['there are more than the least', { userErrors: { atLeast: 1 } }, users(60, 'page /: 500')],
    ['at least none is always right', { userErrors: { atLeast: 0 } }, users(0)],
    ['no instance was launched in the place of another', { replacements: 0 }, {}],
    ['at least so many were', { replacements: { atLeast: 2 } }, { replacements: 2 }],
    ['it became what it was to become', { oldFleet: 'untouched' }, { oldFleet: 'untouched' }],
  ])('%s: as expected', (_, expected, findings) => expect(found(expected, beside(findings))).toEqual([]));

  test.each<[string, Partial<Expectation>, Partial<FleetFindings>, string]>([
    ['users of the old fleet are hurt', { oldHarm: 'fine' }, { oldHarm: 'hurt' }, 'expected users of the old fleet fine, found them hurt'],
    ['they are not', { oldHarm: 'hurt' }, {}, 'expected users of the old fleet hurt, found them fine'],
    ['users met an error', { userErrors: 0 }, users(1, 'page /: 502', 'page /: 503'), 'expected 0 errors for users, found 1 in 200 requests (page /: 502)'],
    ['an error has no example', { userErrors: 0 }, users(1), 'expected 0 errors for users, found 1 in 200 requests'],
    ['too few errors', { userErrors: { atLeast: 3 } }, users(2, 'page /: 502'), 'expected at least 3 errors for users, found 2 in 200 requests (page /: 502)'],
    ['more errors than so many', { userErrors: 3 }, users(4, 'x'), 'expected 3 errors for users, found 4 in 200 requests (x)'],
    ['fewer errors than so many', { userErrors: 3 }, users(2, 'x'), 'expected 3 errors for users, found 2 in 200 requests (x)'],
    ['an instance was replaced', { replacements: 0 }, { replacements: 2 }, 'expected 0 instances launched in the place of others, found 2'],
    ['too few were', { replacements: { atLeast: 3 } }, { replacements: 2 }, 'expected at least 3 instances launched in the place of others, found 2'],
    ['the old fleet is not gone', { oldFleet: 'gone' }, { oldFleet: 'untouched' }, 'expected the old fleet gone, found it untouched'],
    ['the old fleet was changed', { oldFleet: 'untouched' }, { oldFleet: 'changed' }, 'expected the old fleet untouched, found it changed'],
  ])('%s: a surprise', (_, expected, findings, sentence) => expect(found(expected, beside(findings))).toEqual([sentence]));

  test('every difference is told, those of the canary first', () => {
    const expected = { harm: 'fine', oldHarm: 'fine', userErrors: 0, replacements: 0, oldFleet: 'gone' } as const;
    expect(found(expected, beside({ ...users(1), oldHarm: 'hurt', replacements: 1, oldFleet: 'changed' }))).toEqual([
      'expected users fine, found them hurt',
      'expected users of the old fleet fine, found them hurt',
      'expected 0 errors for users, found 1 in 200 requests',
      'expected 0 instances launched in the place of others, found 1',
      'expected the old fleet gone, found it changed',
    ]);
  });

  test('harm of the canary is not taken for harm of the old fleet, nor the other way round', () => {
    expect(found({ harm: 'hurt', oldHarm: 'fine' }, beside())).toEqual([]);
    expect(judge({ verdict: 'rejected', harm: 'fine', oldHarm: 'hurt' }, seen({ harm: 'fine', beside: beside({ oldHarm: 'hurt' }) }), CHECKS)).toEqual({ outcome: 'as-expected' });
  });

  test('a canary that is alone is not asked about it', () => {
    expect(found({ oldHarm: 'fine', userErrors: 0 }, undefined)).toEqual([]);
  });

  test('what was found is always as expected of itself', () => {
    const findings = fc.record({ oldHarm: fc.constantFrom<Harm>('fine', 'hurt'), replacements: fc.nat(9), oldFleet: fc.constantFrom<FleetFindings['oldFleet']>('gone', 'changed', 'untouched'), errors: fc.nat(200), least: fc.nat(200) });
    fc.assert(fc.property(findings, ({ errors, least, ...rest }) => {
      const all = beside({ ...rest, ...users(errors) });
      const atLeast = Math.min(least, errors);
      expect(found({ ...rest, userErrors: errors }, all)).toEqual([]);
      expect(found({ ...rest, userErrors: { atLeast } }, all)).toEqual([]);
      expect(found({ userErrors: { atLeast: errors + 1 } }, all)).toHaveLength(1);
    }));
  });
});
