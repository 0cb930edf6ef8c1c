import type { MutantResult, MutantStatus } from '../model/audit.js';
import { matrixOf } from './matrix.js';

const resultOf = (id: string, status: MutantStatus, changes: Partial<MutantResult> = {}): MutantResult => ({
  id, status, area: 'settings', operator: 'unset-setting', target: 'KEY', summary: '', breaks: 'release', detail: '', hurt: [], wallSeconds: 1, ...changes,
});

test('has a row for each broken release and a column for each check, also for one that caught nothing', () => {
  const results = [
    resultOf('a', 'killed', { checks: { pages: true, database: false, queue: false } }),
    resultOf('b', 'killed', { checks: { pages: true, database: true, queue: false } }),
    resultOf('c', 'survived', { checks: { pages: false, database: false, queue: false } }),
    resultOf('d', 'false-alarm', { checks: { queue: true } }),
    resultOf('e', 'harmless'),
    resultOf('f', 'invalid'),
  ];
  expect(matrixOf(results)).toEqual({
    checks: ['database', 'pages', 'queue'],
    rows: [{ mutant: 'a', caughtBy: ['pages'] }, { mutant: 'b', caughtBy: ['database', 'pages'] }, { mutant: 'c', caughtBy: [] }],
  });
});

test('a check that fails in an answer that passes has caught nothing', () => {
  expect(matrixOf([resultOf('a', 'survived', { checks: { pages: true } })]).rows).toEqual([{ mutant: 'a', caughtBy: [] }]);
});

test('what was refused without a check by name is caught by what the balancer saw', () => {
  const gone = resultOf('a', 'killed', { observed: { outcome: 'connection-refused', failingChecks: [], exits: [], listening: false } });
  expect(matrixOf([gone, resultOf('b', 'killed')])).toEqual({
    checks: ['connection-refused', 'no answer'],
    rows: [{ mutant: 'a', caughtBy: ['connection-refused'] }, { mutant: 'b', caughtBy: ['no answer'] }],
  });
});
