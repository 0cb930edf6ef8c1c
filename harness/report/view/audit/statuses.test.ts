import type { MutantResult } from '../../../model/audit.js';
import { sampleAudit } from '../sample-audit.testing.js';
import { matcherOf } from '../search.js';
import { matrixOf } from './matrix.js';
import { auditSentence, byDetail, byStatus, fateWords, ignoreLine, missesFirst, mostHarmful, searchableMutant, sentenceSoFar, statusParts } from './statuses.js';

const RESULTS = sampleAudit(10);
const mutant = (change: Partial<MutantResult>): MutantResult => {
  const [first] = RESULTS.mutants;
  if (!first) throw new Error('no mutant');
  return { ...first, ...change };
};
const NONE = { killed: 0, survived: 0, 'false-alarm': 0, harmless: 0, invalid: 0, ignored: 0, 'timed-out': 0 };

test.each([
  [NONE, false, 'No release was judged.'],
  [{ ...NONE, killed: 1, survived: 1 }, false, 'Of 2 broken releases 1 was refused.'],
  [{ ...NONE, killed: 3, harmless: 1 }, true, 'Of 3 broken releases 3 were refused. Of 1 good one 1 was accepted. Interrupted: there would have been more.'],
])('the audit in a sentence (%#)', (counts, interrupted, sentence) => {
  expect(auditSentence({ score: { counts }, interrupted })).toBe(sentence);
});

test('of one under way, how far it is', () => {
  const results = { score: { counts: NONE }, mutants: RESULTS.mutants.slice(0, 2), underWay: { of: 9 } };
  expect(sentenceSoFar({ ...results, interrupted: false })).toBe('No release was judged. 2 of 9 mutants ended, running.');
  expect(sentenceSoFar({ ...results, interrupted: true })).toMatch(/Interrupted: there would have been more\.$/);
});

test('what hurts both fleets comes first, then what hurts in more places', () => {
  const mutants = [
    mutant({ id: 'old', status: 'survived', harm: 'fine', oldHarm: 'hurt', hurt: [] }),
    mutant({ id: 'few', status: 'survived', harm: 'hurt', hurt: ['a'] }),
    mutant({ id: 'many', status: 'survived', harm: 'hurt', hurt: ['a', 'b'] }),
    mutant({ id: 'both', status: 'survived', harm: 'hurt', oldHarm: 'hurt', hurt: ['a'] }),
    mutant({ id: 'caught', status: 'killed' }),
  ];
  expect(mostHarmful(mutants, 'survived').map(({ id }) => id)).toEqual(['both', 'many', 'few', 'old']);
});

test('all of them are listed, survivors and false alarms first, ignored ones last', () => {
  expect(byStatus(RESULTS.mutants).map(({ status }) => status)).toEqual([
    'survived', 'false-alarm', 'invalid', 'timed-out', 'killed', 'killed', 'killed', 'harmless', 'harmless', 'ignored',
  ]);
  expect(statusParts(RESULTS.score).reduce((sum, { count }) => sum + count, 0)).toBe(10);
});

test('mutants of one reason stand together', () => {
  const groups = byDetail([mutant({ id: 'a', detail: 'x' }), mutant({ id: 'b', detail: 'y' }), mutant({ id: 'c', detail: 'y' })]);
  expect(groups.map(({ detail, mutants }) => [detail, mutants.map(({ id }) => id)])).toEqual([['y', ['b', 'c']], ['x', ['a']]]);
});

test.each([
  ['s:survived', ['THING_2']],
  ['s:"false alarm"', ['THING_4']],
  ['@templates h:hurt', ['THING_2']],
  ['op:unset-old-fleet v:accepted', ['THING_3']],
  ['target:thing_5', ['THING_5']],
  ['thing_7', ['THING_7']],
])('the search %p finds %p', (search, targets) => {
  const matches = matcherOf(search);
  expect(RESULTS.mutants.filter((one) => matches(searchableMutant(one))).map(({ target }) => target)).toEqual(targets);
});

test('scores with most misses come first, and what was not tried has none', () => {
  const score = (counts: Partial<typeof NONE>) => ({ counts: { ...NONE, ...counts } });
  const scores = { good: score({ killed: 3 }), ignored: score({ ignored: 2 }), alarm: score({ 'false-alarm': 1 }), bad: score({ survived: 1, 'false-alarm': 1 }) };
  expect(missesFirst(scores).map(([name]) => name)).toEqual(['bad', 'alarm', 'good']);
});

test('users of an old fleet are users', () => {
  const found = matcherOf('h:hurt')(searchableMutant(mutant({ harm: 'fine', oldHarm: 'hurt' })));
  expect([found, matcherOf('h:fine')(searchableMutant(mutant({ harm: 'fine', oldHarm: 'hurt' })))]).toEqual([true, false]);
});

test.each([
  [undefined, undefined],
  [{ fate: 'alive' }, undefined],
  [{ fate: 'never-listened' }, 'its process lives, and its port never opened'],
  [{ fate: 'failed-start', code: 0, signal: null }, 'its start failed (exit code 0)'],
  [{ fate: 'died', code: null, signal: 'SIGKILL' }, 'its process ended (SIGKILL)'],
] as const)('the fate %p in words', (process, words) => {
  const { process: _process, ...rest } = mutant({});
  expect(fateWords({ ...rest, ...(process ? { process } : {}) })).toBe(words);
});

test('what ignores a mutant is one word for a shell', () => {
  expect(ignoreLine(mutant({ id: "break-page:it's" }))).toBe("--ignore 'break-page:it'\\''s=the reason'");
});

test('rows that nothing caught come first, and a check that caught none is known', () => {
  const { columns, rows } = matrixOf(RESULTS);
  expect(columns).toEqual([
    { name: 'database', isCheck: true, caught: 3 },
    { name: 'pages', isCheck: true, caught: 0 },
    { name: 'queue', isCheck: true, caught: 0 },
    { name: 'timeout', isCheck: false, caught: 0 },
  ]);
  expect(rows.map(({ name, note }) => [name, note])).toEqual([
    ['THING_2 is not set', 'survived'],
    ['THING_0 is not set', ''],
    ['THING_1 is not set', ''],
    ['THING_5 is not set', ''],
  ]);
});
