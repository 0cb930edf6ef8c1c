import fc from 'fast-check';
import type { MutantStatus } from '../model/audit.js';
import { scoreOf, scoresBy } from './score.js';

const of = (...statuses: MutantStatus[]) => statuses.map((status) => ({ status }));
const anyStatus = fc.constantFrom<MutantStatus[]>('killed', 'survived', 'false-alarm', 'harmless', 'invalid', 'ignored', 'timed-out');
const anyResults = fc.array(fc.record({ status: anyStatus, area: fc.constantFrom('settings' as const, 'process' as const), operator: fc.constantFrom('drop', 'crash', 'hang') }));

test.each([
  ['nothing to count', of(), undefined, undefined],
  ['all broken ones refused', of('killed', 'killed'), 100, undefined],
  ['one of two got through', of('killed', 'survived'), 50, undefined],
  ['a third is not rounded up', of('killed', 'killed', 'survived'), 66.6, undefined],
  ['good ones only', of('harmless', 'harmless', 'harmless', 'false-alarm'), undefined, 75],
  ['none refused', of('survived', 'harmless'), 0, 100],
  ['what gave no verdict', of('invalid', 'ignored', 'timed-out'), undefined, undefined],
])('%s', (_, results, sensitivity, specificity) => {
  const score = scoreOf(results);
  expect([score.sensitivity, score.specificity]).toEqual([sensitivity, specificity]);
});

test('one survivor among very many never looks like none', () => {
  expect(scoreOf([...of(...Array<MutantStatus>(99_999).fill('killed')), ...of('survived')]).sensitivity).toBe(99.9);
});

test('the counts are those of all results, whole and by each trait', () => {
  fc.assert(
    fc.property(anyResults, (results) => {
      const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, count) => all + count, 0);
      expect(sum(scoreOf(results).counts)).toBe(results.length);
      for (const trait of ['area', 'operator'] as const) {
        const parts = Object.values(scoresBy(trait, results));
        expect(parts.map(({ counts }) => sum(counts)).reduce((all, count) => all + count, 0)).toBe(results.length);
        expect(parts.reduce((all, { counts }) => all + counts.killed, 0)).toBe(scoreOf(results).counts.killed);
      }
    }),
  );
});

test('what is invalid, ignored or timed out changes no score', () => {
  fc.assert(
    fc.property(anyResults, fc.array(fc.constantFrom<MutantStatus>('invalid', 'ignored', 'timed-out')), (results, others) => {
      const [{ sensitivity, specificity }, more] = [scoreOf(results), scoreOf([...results, ...of(...others)])];
      expect([more.sensitivity, more.specificity]).toEqual([sensitivity, specificity]);
    }),
  );
});
