import type { MutantStatus } from '../model/audit.js';
import { auditEntries, compareReports, comparisonLines, runEntries, type Entry } from './compare-reports.js';
import type { RunResults } from './results.js';

const scenario = (title: string, outcome: string, more: object = {}, file = 'a.scenario.ts') => ({ title, location: { file, line: 1 }, outcome, ...more });
const run = (...scenarios: readonly object[]): Entry[] => runEntries({ scenarios } as unknown as RunResults);
const audit = (...statuses: readonly (readonly [string, MutantStatus])[]): Entry[] =>
  auditEntries({ mutants: statuses.map(([id, status]) => ({ id, status, summary: `${id} is broken`, detail: '0 of 1 in service' })) as never });

/** What stands in each part, by the beginning of its words. */
const names = (before: readonly Entry[], after: readonly Entry[]): Record<string, string[]> =>
  Object.fromEntries(Object.entries(compareReports(before, after)).map(([part, entries]: [string, readonly Entry[]]) => [part, entries.map(({ words }) => words.split(' ')[0] ?? '')]));

test('scenarios are sorted by what became of them since', () => {
  const before = run(scenario('same', 'as-expected'), scenario('worse', 'as-expected'), scenario('better', 'surprise'), scenario('bad', 'surprise'), scenario('gone', 'surprise'), scenario('skipped', 'as-expected'));
  const after = run(scenario('same', 'as-expected'), scenario('worse', 'harness-error'), scenario('better', 'as-expected'), scenario('bad', 'timed-out'), scenario('new', 'surprise'), scenario('good', 'as-expected')).concat(
    runEntries({ scenarios: [], unrun: [{ title: 'skipped', family: '', location: { file: 'a.scenario.ts', line: 9 }, why: 'skip', reason: 'not yet' }] }),
  );
  expect(names(before, after)).toEqual({ regressed: ['worse'], fixed: ['better'], still: ['bad'], flaky: [], fresh: ['good'], freshBad: ['new'], silent: ['skipped'], gone: ['gone'] });
});

test('a scenario of the same title in another file is another one', () => {
  expect(names(run(scenario('one', 'as-expected')), run(scenario('one', 'surprise', {}, 'b.scenario.ts')))).toMatchObject({ regressed: [], freshBad: ['one'], gone: ['one'] });
});

test('a mutant is found by its id, and one without a verdict says nothing', () => {
  const before = audit(['a:1', 'killed'], ['a:2', 'survived'], ['a:3', 'harmless'], ['a:4', 'killed'], ['a:5', 'ignored'], ['a:6', 'invalid']);
  const after = audit(['a:1', 'survived'], ['a:2', 'killed'], ['a:3', 'false-alarm'], ['a:4', 'timed-out'], ['a:5', 'survived'], ['a:6', 'invalid']);
  expect(names(before, after)).toEqual({ regressed: ['a:1', 'a:3'], fixed: ['a:2'], still: [], flaky: [], fresh: [], freshBad: ['a:5'], silent: ['a:4'], gone: [] });
});

test('a report compared with itself tells of nothing but what is still surprising', () => {
  const entries = run(scenario('good', 'as-expected'), scenario('bad', 'surprise'));
  expect(names(entries, entries)).toEqual({ regressed: [], fixed: [], still: ['bad'], flaky: [], fresh: [], freshBad: [], silent: [], gone: [] });
});

const FLAKY = (title: string): object => scenario(title, 'as-expected', { retries: { flaky: true, attempts: 2 } });

test('what is flaky is told of apart, whatever it was, and is neither a regression nor fixed; what was flaky was good', () => {
  const before = run(scenario('good', 'as-expected'), scenario('bad', 'surprise'), FLAKY('same'), FLAKY('steady'), FLAKY('worse'));
  const after = run(FLAKY('good'), FLAKY('bad'), FLAKY('same'), scenario('steady', 'as-expected'), scenario('worse', 'surprise'), FLAKY('new'));
  expect(names(before, after)).toEqual({ regressed: ['worse'], fixed: [], still: [], flaky: ['good', 'bad', 'same', 'new'], fresh: [], freshBad: [], silent: [], gone: [] });
});

test('what is worst is said first, with the differences, and all of it is counted', () => {
  const surprise = { judgement: { outcome: 'surprise', differences: ['expected rejected, got accepted'] } };
  const lines = comparisonLines(compareReports(
    run(scenario('one', 'as-expected'), scenario('two', 'surprise'), scenario('three', 'as-expected')),
    run(scenario('two', 'as-expected'), FLAKY('three'), scenario('one', 'surprise', surprise)),
  ));
  expect(lines).toEqual([
    'Regressed:', '  one (a.scenario.ts): surprise: expected rejected, got accepted', '',
    'Flaky:', '  three (a.scenario.ts): as expected at attempt 2', '',
    'Fixed:', '  two (a.scenario.ts): as-expected', '',
    '1 regressed, 0 still surprising, 0 new and surprising, 1 flaky, 0 new, 1 fixed, 0 without a verdict now, 0 not there any more',
  ]);
});
