import fc from 'fast-check';
import type { MutantResult } from '../model/audit.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import { countsLine } from './counts-line.js';
import { fingerprintOf } from './fingerprint.js';
import type { Mutant } from './mutant.js';
import { changedFiles, recall, runAgain } from './recall.js';
import { freshMemory, remembering, type Identity, type Memory } from './remember.js';
import type { AuditInput } from './settings.js';
import type { ReadLate, Subject } from './subject.js';

const INPUT: AuditInput = { release: SHOP_RELEASE, ignore: [], deployment: {} };
const READ_LATE: ReadLate = { onceOpen: ['a.css', 'front.ejs'], whenFetched: ['a.css'] };
const subjectOf = (readLate: ReadLate | undefined = READ_LATE): Subject => ({
  release: SHOP_RELEASE,
  learned: {
    settings: [], migrations: ['1.sql'], templates: ['error.ejs', 'front.ejs'], statics: ['a.css', 'b.css'], tables: [], dependencies: [], healthAsks: [], node: true,
    ...(readLate ? { readLate } : {}),
  },
});
const SUBJECT = subjectOf();

const FILES = { 'a.css': '1', 'b.css': '1', 'front.ejs': '1', 'error.ejs': '1', '1.sql': '1', 'server.js': '1' };
const identityOf = (files: Identity['files'] = FILES, key = 'key', seed = 1): Identity => ({ key, tree: fingerprintOf(files), files, seed });

const mutant = (id: string, files: readonly string[] = [], more: Partial<Mutant> = {}): Mutant => ({ id, area: 'settings', operator: id, target: '', summary: '', faults: [], breaks: 'release', files, ...more });
const MUTANTS = [
  mutant('no-key'), mutant('no-key-beside-old', [], { old: { faults: [] } }), mutant('no-greeting'), mutant('no-table'),
  ...['a.css', 'b.css', 'front.ejs', 'error.ejs'].map((file) => mutant(`blank:${file}`, [file])),
];
const IDS = MUTANTS.map(({ id }) => id);

const observed = { failingChecks: [], exits: [{ code: 1, signal: null }], listening: false, listened: false };
const FAILED_START = { status: 'killed', hurt: ['front: ECONNREFUSED'], process: { fate: 'failed-start', code: 1, signal: null }, observed } as const;
const resultOf = (of: Mutant, more: Partial<MutantResult> = {}): MutantResult => ({ ...of, status: 'killed', detail: '', hurt: ['front: 500'], wallSeconds: 1, process: { fate: 'alive' }, ...(of.id.startsWith('no-key') ? FAILED_START : {}), ...more });

function past(subject = SUBJECT, change: Partial<MutantResult> = {}): Memory {
  const results = new Map(MUTANTS.map((each) => [each.id, resultOf(each, change)]));
  return remembering(freshMemory(identityOf()), INPUT, subject, MUTANTS, { results, timings: { boots: [1], checks: [1] }, controlBoots: [1] }, (value) => value);
}

const keptOf = (identity: Identity, { subject = SUBJECT, mutants = MUTANTS, memory = past() } = {}): string[] => {
  const { results } = recall(memory, identity, INPUT, subject, mutants).memory;
  return MUTANTS.filter((each) => fingerprintOf(each) in results).map(({ id }) => id);
};
const changing = (...files: readonly string[]): Identity => identityOf({ ...FILES, ...Object.fromEntries(files.map((file) => [file, '2'])) });
const but = (...ids: readonly string[]): string[] => IDS.filter((id) => !ids.includes(id));

test.each<[string, Identity, string[]]>([
  ['nothing keeps all', identityOf(), IDS],
  ['code keeps none', changing('server.js'), []],
  ['a migration keeps none', changing('1.sql'), []],
  ['a sheet that is only given to users keeps all but its own', changing('a.css'), but('blank:a.css')],
  ['a sheet that something else reads keeps none', changing('b.css'), []],
  ['a template keeps those that nobody was ever served by', changing('front.ejs'), ['no-key']],
  ['a template that was not seen to be read keeps none', changing('error.ejs'), []],
  ['a sheet and a template keeps what both keep', changing('a.css', 'front.ejs'), ['no-key']],
  ['a sheet and code keeps none', changing('a.css', 'server.js'), []],
  ['a file that comes keeps none', identityOf({ ...FILES, 'new.css': '1' }), []],
  ['a file that goes keeps none', identityOf({ 'a.css': '1' }), []],
  ['more than files keeps none', identityOf(FILES, 'other'), []],
])('a change of %s', (_, identity, kept) => expect(keptOf(identity)).toEqual(kept));

test('nothing is kept where learning finds something else, or reads cannot be observed', () => {
  expect(keptOf(changing('a.css'), { subject: subjectOf({ ...READ_LATE, onceOpen: ['a.css'] }) })).toEqual([]);
  const blind: Subject = { ...SUBJECT, learned: { ...SUBJECT.learned } };
  delete (blind.learned as { readLate?: ReadLate }).readLate;
  expect(keptOf(changing('a.css'), { subject: blind, memory: past(blind) })).toEqual([]);
});

test('what was learned must have been kept to be compared', () => {
  const { subject: _learned, ...memory } = past();
  expect(keptOf(changing('a.css'), { memory })).toEqual([]);
});

test.each<[string, Partial<MutantResult>]>([
  ['a port was open for a while', { observed: { ...observed, listened: true } }],
  ['it is not known whether one was', { observed: { failingChecks: [], exits: [], listening: false } }],
  ['somebody got an answer', { hurt: ['front: ECONNREFUSED', 'item: 500'] }],
  ['nobody was hurt', { hurt: [], status: 'false-alarm' }],
  ['it lived', { process: { fate: 'alive' } }],
  ['it died later', { process: { fate: 'died', code: 1, signal: null } }],
])('a template keeps none where %s', (_, change) => expect(keptOf(changing('front.ejs'), { memory: past(SUBJECT, change) })).toEqual([]));

test('mutants that are no more are dropped, and new ones are not known', () => {
  const mutants = [...MUTANTS.slice(1), mutant('new')];
  expect(keptOf(changing('a.css'), { mutants })).toEqual(but('no-key', 'blank:a.css'));
});

test('whatever changes, a mutant of a changed file is not kept, more changes keep no more, and all is kept or lost', () => {
  const names = Object.keys(FILES);
  fc.assert(
    fc.property(fc.subarray(names), fc.subarray(names), (some, others) => {
      const [few, many] = [keptOf(changing(...some)), keptOf(changing(...some, ...others))];
      expect(few).toEqual(expect.arrayContaining(many));
      for (const file of some) expect(few).not.toContain(`blank:${file}`);
      const { memory, lost } = recall(past(), changing(...some), INPUT, SUBJECT, MUTANTS);
      expect(Object.keys(memory.results).length + lost.size).toBe(MUTANTS.length);
    }),
  );
});

test('measures hold for the same files only', () => {
  expect(recall(past(), identityOf(), INPUT, SUBJECT, MUTANTS).memory.controlBoots).toEqual([1]);
  const { seed: _seed, ...changed } = changing('a.css');
  expect(recall(past(), changing('a.css'), INPUT, SUBJECT, MUTANTS).memory).toMatchObject({ ...changed, controlBoots: [], timings: { boots: [], checks: [] } });
});

test.each<[Identity, Subject, string | undefined]>([
  [identityOf(), SUBJECT, undefined],
  [changing('a.css'), SUBJECT, '1 run again since a.css changed'],
  [changing('server.js', 'a.css', 'b.css', '1.sql'), SUBJECT, '8 run again since 1.sql, a.css, b.css and 1 more changed'],
  [changing('a.css'), subjectOf({ onceOpen: [], whenFetched: [] }), '8 run again since a.css changed, and what is learned with it'],
  [identityOf(FILES, 'other'), SUBJECT, '8 run again since more changed than files of the release'],
])('it is told how many run again, and why', (identity, subject, words) => {
  const again = runAgain(recall(past(), identity, INPUT, subject, MUTANTS), [...MUTANTS, mutant('new')]);
  expect(again && `${again.count} run again ${again.why}`).toBe(words);
});

test('of a part that another seed drew nothing is kept, and that is told', () => {
  const drawn = past({ ...SUBJECT, learned: { ...SUBJECT.learned, drawnBy: 1 } });
  const byOther = identityOf(FILES, 'key', 2);
  expect(runAgain(recall(drawn, byOther, INPUT, SUBJECT, MUTANTS), MUTANTS)).toEqual({ count: 8, why: 'since seed 2 draws other files' });
  expect(keptOf(identityOf(), { memory: drawn })).toEqual(IDS);
  expect(keptOf(byOther)).toEqual(IDS);
});

test('mutants that were never run before are none that run again', () => {
  expect(runAgain(recall(undefined, identityOf(), INPUT, SUBJECT, MUTANTS), MUTANTS)).toBeUndefined();
  expect(runAgain(recall(past(), changing('server.js'), INPUT, SUBJECT, MUTANTS), [mutant('new')])).toBeUndefined();
});

test('a line counts them all', () => {
  expect(countsLine({ run: 3, remembered: 0, again: undefined, ignored: 1 })).toBe('3 mutants, 1 ignored');
  expect(countsLine({ run: 3, remembered: 2, again: { count: 1, why: 'since a.css changed' }, ignored: 0 })).toBe('3 mutants, 2 of them remembered, 1 run again since a.css changed, 0 ignored');
});

test('files that changed are those that differ, came or went', () => {
  expect(changedFiles({ a: '1', b: '1', c: '1' }, { d: '1', b: '2', a: '1' })).toEqual(['b', 'c', 'd']);
});
