import type { RunOverview, ScenarioRow } from '../embed.js';
import { embedReport, readEmbedded } from '../embed.js';
import { sampleRun } from '../sample-run.testing.js';
import { exactToken, matcherOf, tokenText } from '../search.js';
import { commonest } from './commonest.js';
import { slowestFirst } from './detect.js';
import { detectionOf, faultsText } from './detection.js';
import { countCells, gravestFirst, runSentence, searchableRow, stateOf, unexpectedIn, whyOf } from './overview.js';
import { pollWords } from './poll-words.js';
import { survivorsOf } from './survivors.js';

function overviewOf(scenarios: number): RunOverview {
  const [piece] = embedReport({ kind: 'run', results: sampleRun({ scenarios, probesEach: 6 }) });
  const embedded = readEmbedded(() => JSON.stringify(piece?.value));
  if (embedded.kind !== 'run') throw new Error('no run');
  return embedded.overview;
}

const OVERVIEW = overviewOf(10);
const row = (change: Partial<ScenarioRow>): ScenarioRow => {
  const [first] = OVERVIEW.scenarios;
  if (!first) throw new Error('no scenario');
  return { ...first, ...change };
};
const HURT = { users: { harm: 'hurt', who: ['old fleet hurt'] }, survivor: { weight: [1], hurt: [], more: 0 } } as const;
const judged = (verdict: 'accepted' | 'rejected') => ({ verdict, at: 1, comparison: '' });

test.each([
  [[], false, 'No release was judged.'],
  [[row({})], false, 'The release was judged as expected.'],
  [[row({}), row({})], false, 'All 2 releases were judged as expected.'],
  [[row({}), row({ outcome: 'surprise' })], false, '1 of 2 releases was judged as expected. 1 surprise.'],
  [[row({ outcome: 'control-refused' })], false, '0 of 1 release was judged as expected. 1 not run, since the control was refused.'],
  [[row({ outcome: 'timed-out' }), row({ outcome: 'harness-error' })], true, '0 of 2 releases were judged as expected. 1 error of the harness, 1 timed out, interrupted: there would have been more.'],
] as const)('the run in a sentence (%#)', (scenarios, interrupted, sentence) => {
  expect(runSentence({ scenarios, interrupted })).toBe(sentence);
});

test('an interrupted run says how much of it was not judged', () => {
  expect(runSentence({ scenarios: [row({})], interrupted: true, unjudged: { count: 2, begun: [] } })).toBe('The release was judged as expected. Interrupted: 2 of 3 not judged.');
});

test.each([
  [[], { ended: 0, of: 20 }, '0 of 20 scenarios ended, running.'],
  [[], { ended: 0 }, '0 scenarios ended, running.'],
  [[row({}), row({ outcome: 'surprise' })], { ended: 2, of: 3 }, '1 of 2 releases was judged as expected. 1 surprise. 2 of 3 scenarios ended, running.'],
] as const)('a run under way says how far it is (%#)', (scenarios, running, sentence) => {
  expect(runSentence({ scenarios, interrupted: false, running })).toBe(sentence);
});

test('the gravest come first, and one that passed when it was run again before those as expected', () => {
  expect(gravestFirst(OVERVIEW.scenarios).map(stateOf)).toEqual(['surprise', 'error', 'flaky', ...Array.from({ length: 7 }, () => 'expected')]);
});

test('verdicts fall into four cells by what users got, and one without a verdict into none', () => {
  expect(countCells(OVERVIEW.scenarios)).toEqual({ 'right-accept': 2, 'false-accept': 2, 'right-reject': 5, 'false-reject': 0 });
});

test('a cell counts which of its scenarios nobody asked for', () => {
  expect([unexpectedIn(OVERVIEW.scenarios, 'accepted', 'hurt'), unexpectedIn(OVERVIEW.scenarios, 'rejected', 'hurt')]).toEqual([1, 0]);
});

test('a surprise says in what it differs, where its verdict does not tell', () => {
  const differing = { differences: ['expected check pages to fail, failing were: database'], reason: 'check database' };
  const rejected = { expectation: { verdict: 'rejected' }, verdict: judged('rejected') } as const;
  expect(whyOf(row({ ...differing, ...rejected, outcome: 'surprise' }))).toBe('expected check pages to fail, failing were: database');
  expect(whyOf(row({ ...differing, ...rejected, outcome: 'surprise', verdict: judged('accepted') }))).toBe('check database');
  expect(whyOf(row({ ...rejected, reason: 'check database' }))).toBe('check database');
  const { reason: _reason, verdict: _verdict, ...failed } = row({ outcome: 'harness-error', error: 'no port\n    at listen' });
  expect(whyOf(failed)).toBe('no port');
});

test.each([
  ['s:failed', ['release-3', 'release-5']],
  ['s:flaky', ['release-7']],
  ['v:accepted h:hurt', ['release-3', 'release-6']],
  ['h:"old fleet"', ['release-6']],
  ['h:fine', ['release-2', 'release-7']],
  ['@settings why:migrations', ['release-1']],
  ['check:database !@database', ['release-4']],
  ['why:timeout', ['release-8']],
  ['"PORT WAS TAKEN"', ['release-5']],
])('the search %p finds %p', (search, ids) => {
  const matches = matcherOf(search);
  expect(OVERVIEW.scenarios.filter((scenario) => matches(searchableRow(scenario))).map(({ id }) => id)).toEqual(ids);
});

test('a fault is marked where a check caught it, else by the outcome, and one that slipped through comes first', () => {
  const fault = (summary: string) => [{ name: 'x', summary }];
  const { columns, rows } = detectionOf([
    row({ id: 'a', faults: fault('db down'), verdict: judged('rejected'), failingChecks: ['db'], checks: ['db', 'idle'], outcomeSeen: 'response-code-mismatch' }),
    row({ id: 'b', faults: fault('port wrong'), verdict: judged('rejected'), failingChecks: [], checks: [], outcomeSeen: 'connection-refused' }),
    row({ id: 'c', faults: fault('table gone'), verdict: judged('accepted'), ...HURT, failingChecks: [], checks: ['db', 'idle'] }),
    row({ id: 'd', faults: fault('db down'), verdict: judged('rejected'), failingChecks: ['pages'], checks: ['pages'], outcomeSeen: 'timeout' }),
    row({ id: 'e', faults: [], verdict: judged('accepted'), checks: [] }),
  ]);
  expect(columns).toEqual([
    { name: 'db', isCheck: true, caught: 1 },
    { name: 'idle', isCheck: true, caught: 0 },
    { name: 'pages', isCheck: true, caught: 1 },
    { name: 'connection-refused', isCheck: false, caught: 1 },
  ]);
  expect(rows.map(({ faults, ids, caughtBy, survived }) => [faults, ids, [...caughtBy], survived])).toEqual([
    ['table gone', ['c'], [], true],
    ['db down', ['a', 'd'], ['db', 'pages'], false],
    ['port wrong', ['b'], ['connection-refused'], false],
  ]);
});

test.each([
  ['whose harm is known', { verdict: judged('accepted'), ...HURT }, 'survived: old fleet hurt'],
  ['that was refused for nothing that is known', { verdict: judged('rejected'), failingChecks: [] }, 'refused, no failing check known'],
  ['that a check caught', { verdict: judged('rejected'), failingChecks: ['db'] }, ''],
  ['that hurt nobody', { verdict: judged('accepted'), users: { harm: 'fine', who: [] } }, 'accepted, users fine'],
  ['whose users were not asked', { verdict: judged('accepted') }, 'accepted'],
] as const)('what came of a fault %s is said where no mark tells', (_, change, remark) => {
  const { outcomeSeen: _seen, users: _users, survivor: _survivor, ...rest } = row({ faults: [{ name: 'x', summary: 'db down' }] });
  expect(detectionOf([{ ...rest, ...change }]).rows.map((found) => found.remark)).toEqual([remark]);
});

test('survivors are listed with the most harm first, and so they are beside what caught the others', () => {
  const survivor = (id: string, pages: number) => row({ id, faults: [{ name: 'x', summary: id }], verdict: judged('accepted'), ...HURT, survivor: { ...HURT.survivor, weight: [1, pages, 0, 0] } });
  const rows = [survivor('few', 1), row({ id: 'caught' }), survivor('many', 90)];
  expect(survivorsOf(rows).map(({ id }) => id)).toEqual(['many', 'few']);
  expect(detectionOf(rows).rows.map(({ ids }) => ids.join())).toEqual(['many', 'few', 'caught']);
});

test('what several faults break at once is found by the name that it has in the matrix, quotes and all', () => {
  const faults = [{ name: 'x', summary: 'column "x" is renamed' }, { name: 'y', summary: 'the port is wrong' }];
  const matches = matcherOf(tokenText(exactToken('fault', faultsText(faults))));
  expect([faults, faults.slice(0, 1)].map((some) => matches(searchableRow(row({ faults: some }))))).toEqual([true, false]);
});

test('what took longest to be detected comes first', () => {
  const times = [3, 9, 5].map((seconds, index) => row({ id: `${index}`, detect: { seconds, minimum: 1 } }));
  const { detect: _detect, ...unknown } = row({});
  expect(slowestFirst([...times, unknown]).map(({ seconds }) => seconds)).toEqual([9, 5, 3]);
});

test('checks are told in words by runs of the same', () => {
  expect(pollWords(['f', 'p', 'p', 'T', 'T'])).toBe('1 failed, then 2 passed, then 2 timed out, projected');
});

test('the commonest text comes first', () => {
  expect(commonest(['a', 'b', 'b'])).toEqual([{ text: 'b', count: 2 }, { text: 'a', count: 1 }]);
});
