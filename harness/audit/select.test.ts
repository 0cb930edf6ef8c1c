import type { AuditArea } from '../model/audit.js';
import { ConfigError } from '../model/errors.js';
import type { Mutant } from './mutant.js';
import { sampleOf } from './sample.js';
import { selectMutants } from './select.js';
import type { AuditSelection } from './settings.js';

const mutant = (operator: string, target: string, area: AuditArea, files: readonly string[] = []): Mutant => ({
  id: `${operator}:${target}`, area, operator, target, summary: '', faults: [], breaks: 'release', files,
});

const MUTANTS = [
  mutant('unset-setting', 'KEY', 'settings'),
  mutant('unset-setting', 'HOSTS', 'settings'),
  mutant('garble-setting', 'KEY', 'settings'),
  mutant('drop-table', 'items', 'tables'),
  mutant('remove-template', 'views/front.ejs', 'templates', ['views/front.ejs']),
  mutant('blank-template', 'views/front.ejs', 'templates', ['views/front.ejs']),
  mutant('remove-template', 'views/item.ejs', 'templates', ['views/item.ejs']),
];
const ALL: AuditSelection = { areas: [], operators: [], ignore: [], seed: 1 };
const select = (change: Partial<AuditSelection>, changed?: readonly string[]) => selectMutants(MUTANTS, { ...ALL, ...change }, changed);
const ids = (mutants: readonly Mutant[]): string[] => mutants.map(({ id }) => id);
const idsRun = (change: Partial<AuditSelection>, changed?: readonly string[]): string[] => ids(select(change, changed).run);

test('all are run when nothing is chosen', () => {
  expect(select({})).toEqual({ run: MUTANTS, ignored: [] });
});

test.each<[string, Partial<AuditSelection>, string[]]>([
  ['areas', { areas: ['tables'] }, ['drop-table:items']],
  ['operators', { operators: ['garble-setting', 'drop-table'] }, ['garble-setting:KEY', 'drop-table:items']],
  ['both', { areas: ['settings'], operators: ['garble-setting', 'drop-table'] }, ['garble-setting:KEY']],
])('%s are chosen by name', (_, change, run) => expect(idsRun(change)).toEqual(run));

test('what is not run says why, and nothing is lost', () => {
  const { run, ignored } = select({ areas: ['settings', 'tables'], operators: ['unset-setting', 'drop-table'], ignore: [{ mutant: 'unset-setting:K*', reason: 'has a default' }] });
  expect(ids(run)).toEqual(['unset-setting:HOSTS', 'drop-table:items']);
  expect(ignored.map(({ mutant: { id }, reason }) => [id, reason])).toEqual([
    ['unset-setting:KEY', 'has a default'],
    ['garble-setting:KEY', 'operator garble-setting was not chosen'],
    ['remove-template:views/front.ejs', 'area templates was not chosen'],
    ['blank-template:views/front.ejs', 'area templates was not chosen'],
    ['remove-template:views/item.ejs', 'area templates was not chosen'],
  ]);
});

test('a rule names one mutant, or all that begin alike', () => {
  const reason = 'known';
  expect(ids(select({ ignore: [{ mutant: 'unset-setting:KEY', reason }] }).ignored.map((one) => one.mutant))).toEqual(['unset-setting:KEY']);
  expect(ids(select({ ignore: [{ mutant: 'unset-setting:*', reason }] }).ignored.map((one) => one.mutant))).toEqual(['unset-setting:KEY', 'unset-setting:HOSTS']);
});

test.each<[string, Partial<AuditSelection>, string]>([
  ['an operator that there is none of', { operators: ['unset-settings'] }, 'operator unset-settings: expected one of unset-setting, empty-setting,'],
  ['an area that there is none of', { areas: ['table' as AuditArea] }, 'area table: expected one of settings, database,'],
  ['a rule that fits nothing', { ignore: [{ mutant: 'drop-table:orders', reason: 'known' }] }, 'ignore drop-table:orders: expected the id of a mutant, or the beginning of one before a *, found none that fits; there are drop-table:items'],
  ['a beginning without its star', { ignore: [{ mutant: 'unset-setting:', reason: 'known' }] }, 'there are unset-setting:KEY, unset-setting:HOSTS'],
  ['a rule of an operator that is unknown', { ignore: [{ mutant: 'lose-table:items', reason: 'known' }] }, 'there are unset-setting:*, garble-setting:*, drop-table:*'],
  ['a rule without a reason', { ignore: [{ mutant: 'drop-table:items', reason: '  ' }] }, 'ignore drop-table:items: expected a reason, found none'],
])('%s is refused, with what there is', (_, change, message) => {
  expect(() => select(change)).toThrow(ConfigError);
  expect(() => select(change)).toThrow(message);
});

test('before learning a rule may speak of a mutant that only learning finds, if there is such an operator', () => {
  const foresee = (mutant: string) => selectMutants(MUTANTS, { ...ALL, ignore: [{ mutant, reason: 'known' }] }, undefined, true);
  for (const mutant of ['drop-table:orders', 'unset-setting:L*', 'rename-*']) expect(foresee(mutant)).toEqual({ run: MUTANTS, ignored: [] });
  expect(() => foresee('lose-table:items')).toThrow('ignore lose-table:items: expected the id of a mutant');
});

test('a rule may speak of a mutant that was not chosen', () => {
  expect(idsRun({ areas: ['tables'], ignore: [{ mutant: 'unset-setting:KEY', reason: 'known' }] })).toEqual(['drop-table:items']);
});

test.each<[string, readonly string[], string[]]>([
  ['nothing changed', [], []],
  ['a template', ['views/front.ejs'], ['remove-template:views/front.ejs', 'blank-template:views/front.ejs']],
  ['a file that every mutant may depend on', ['views/front.ejs', 'server.js'], ids(MUTANTS)],
])('by changed files, %s', (_, changed, run) => expect(idsRun({}, changed)).toEqual(run));

describe('a sample', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].flatMap((operator, index) => Array.from({ length: 4 * index + 1 }, (_, n) => mutant(operator, String(n), 'settings')));
  const operatorsOf = (mutants: readonly Mutant[]): string[] => mutants.map(({ operator }) => operator).sort();

  test('is the same for the same seed, and another for others', () => {
    expect(sampleOf(many, 8, 7)).toEqual(sampleOf(many, 8, 7));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => ids(sampleOf(many, 8, seed)).sort().join())).size).toBeGreaterThan(3);
  });

  test.each([1, 2, 3])('has one of each operator before a second of any (seed %i)', (seed) => {
    expect(operatorsOf(sampleOf(many, 5, seed))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(new Set(operatorsOf(sampleOf(many, 3, seed))).size).toBe(3);
    expect(operatorsOf(sampleOf(many, 9, seed))).toEqual(['a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'e']);
  });

  test('takes all where there are no more', () => expect(sampleOf(many, 1000, 1)).toHaveLength(many.length));

  test('keeps its choice when a mutant of another operator comes along', () => {
    const before = sampleOf(many, 5, 3);
    expect(sampleOf([...many, mutant('f', 'x', 'tables')], 6, 3)).toEqual(expect.arrayContaining(before));
  });

  test('is run in the order in which mutants are derived, and the rest says what left it out', () => {
    const { run, ignored } = select({ max: 5 });
    expect(run).toEqual(MUTANTS.filter((one) => run.includes(one)));
    expect(new Set(run.map(({ operator }) => operator)).size).toBe(5);
    expect(ignored.map(({ reason }) => reason)).toEqual(Array(2).fill('not among the 5 of 7 that seed 1 picks'));
  });
});
