import fc from 'fast-check';
import { PROBE_OUTCOMES } from './probe-result.js';
import type { Checks } from './release.js';
import type { Because, Expectation, Harm, Refusal } from './scenario.js';
import { judge, reasonName, type Observation } from './verdict.js';

const CHECKS: Checks = { database: {}, schema: { needs: ['database'] }, pages: { needs: ['schema'] }, disk: {} };

const seen = (changes: Partial<Observation> = {}): Observation => ({
  verdict: { verdict: 'rejected', at: 80, comparison: '0 of 1 instances in service' },
  outcome: 'response-code-mismatch',
  status: 503,
  failingChecks: [],
  exitCodes: [],
  lines: [],
  harm: 'hurt',
  ...changes,
});

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
