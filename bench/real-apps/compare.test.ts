import type { MutantResult } from '../../harness/model/audit.js';
import { APPS } from './apps.js';
import { compareRows, missesOf, tableOf } from './compare.js';
import type { TruthRow } from './truth.js';

const row = (change: Partial<TruthRow>): TruthRow => ({ fault: 'no database', byHand: '200; 500', mutant: 'down:database', comes: ['survived'], ...change });
const result = (change: Partial<MutantResult>): MutantResult => ({
  id: 'down:database', area: 'database', operator: 'down', target: 'database', summary: 'it is down', breaks: 'release', status: 'survived', detail: '', hurt: [], wallSeconds: 1, ...change,
});
const compared = (change: Partial<TruthRow>, ...mutants: MutantResult[]) => compareRows([row(change)], mutants)[0];

test.each<[string, Partial<TruthRow>, MutantResult[], string, string]>([
  ['that came the same', {}, [result({ hurt: ['score: 500'] })], 'the same', 'survived; score: 500'],
  ['that came otherwise', {}, [result({ status: 'killed', process: { fate: 'failed-start', code: 1, signal: null } })], 'differs', 'killed, its start failed (code 1)'],
  ['of a process that a signal ended', {}, [result({ process: { fate: 'died', code: null, signal: 'SIGKILL' } })], 'the same', 'survived, then the process ended (by a signal)'],
  ['that was left out', {}, [result({ status: 'ignored' })], 'not run', ''],
  ['that nobody ran', {}, [], 'not run', ''],
  ['that was measured on a dead process', { void: 'it was dead' }, [result({ status: 'killed' })], 'struck out', 'it was dead'],
])('a row %s', (_, change, mutants, comparison, audit) => expect(compared(change, ...mutants)).toMatchObject({ comparison, audit }));

test('a table has a row each, and strikes through what counts for nothing', () => {
  const rows = tableOf(compareRows([row({}), row({ void: 'it was dead' })], [result({ hurt: ['a | b'] })]), 'by hand');
  expect(rows[0]).toBe('| broken | by hand: check; users | audit | |');
  expect(rows.slice(2)).toEqual(['| no database | 200; 500 | survived; a \\| b | the same |', '| ~~no database~~ | ~~200; 500~~ | it was dead | struck out |']);
});

test('what asks for attention is listed', () => {
  expect(missesOf([result({}), result({ status: 'killed' }), result({ id: 'x', status: 'invalid', detail: 'not live' })])).toEqual(['- `down:database`: survived', '- `x`: invalid: not live']);
});

const VARIANTS = APPS.flatMap(({ name, variants }) => variants.map((variant) => [variant.name === undefined ? name : `${name}, ${variant.name}`, variant.truth] as const));

test.each(VARIANTS)('each row of %s comes to something, or says why it counts for nothing', (_, rows) => {
  expect(rows.length).toBeGreaterThan(0);
  for (const { comes, void: why } of rows) expect(comes.length > 0).toBe(why === undefined);
});
