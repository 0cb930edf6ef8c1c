import { faultsFor } from '../faults/index.js';
import { makeShop } from '../runner/release-folder.testing.js';
import { deriveMutants } from './derive.js';
import type { Derived, Operator } from './mutant.js';
import { OPERATORS } from './operators/index.js';
import { sampleSubject, subjectOf } from './sample-subject.testing.js';

const shop = makeShop();
afterAll(() => shop.remove());

const subject = subjectOf(shop.release, { templates: ['views/front.ejs'], statics: ['views/front.ejs', 'settings.json', 'gone.css'] });
const fault = faultsFor<string, string, string>(shop.release);
const operatorOf = (name: string, ...derived: Derived[]): Operator => ({ name, area: 'settings', seenBy: 'x', derive: () => derived });
const mutantOf = (target: string, ...faults: Derived['faults'][number][]): Derived => ({ target, summary: target, faults });
const ids = (...operators: Operator[]): string[] => deriveMutants(subject, operators).map(({ id }) => id);

test('a mutant is called by its operator and target, and has what the operator says', () => {
  const [mutant] = deriveMutants(subject, [{ ...operatorOf('stop', mutantOf('process', fault.process.stop())), area: 'process', breaks: 'check' }]);
  expect(mutant).toEqual({ id: 'stop:process', area: 'process', operator: 'stop', target: 'process', summary: 'process', faults: [fault.process.stop()], breaks: 'check', files: [] });
});

test('one that could not be applied or would change nothing is left out', () => {
  expect(ids(operatorOf('a', mutantOf('1', fault.file.remove('gone')), mutantOf('2', fault.env.unset('GONE')), mutantOf('3', fault.env.set('GREETING', 'hello')), mutantOf('4', fault.env.unset('GREETING'))))).toEqual(['a:4']);
  expect(ids(operatorOf('a', { ...mutantOf('1', fault.env.unset('GREETING')), old: { faults: [fault.file.remove('gone')] } }))).toEqual([]);
});

test('a mistake of ours is not taken for that', () => {
  expect(() => deriveMutants({ ...subject, release: { ...shop.release, folder: undefined as unknown as string } }, [operatorOf('a', mutantOf('1', fault.file.remove('settings.json')))])).toThrow('argument must be of type string');
});

test('one that does what another did is left out, whatever it is called', () => {
  const renamed = { ...fault.env.unset('GREETING'), summary: 'otherwise' };
  const once = mutantOf('1', fault.env.unset('GREETING'), fault.process.stop());
  expect(ids(operatorOf('a', once), operatorOf('b', mutantOf('2', fault.process.stop(), renamed), mutantOf('3', renamed)))).toEqual(['a:1', 'b:3']);
  expect(ids(operatorOf('a', once, { ...once, target: '2', old: { faults: [] } }))).toEqual(['a:1', 'a:2']);
  expect(ids(operatorOf('a', mutantOf('page', fault.page.blank('front')), mutantOf('file', fault.file.replace('views/front.ejs', ''))))).toEqual(['a:page']);
});

test('two of one target are told apart', () => {
  expect(ids(operatorOf('a', mutantOf('x', fault.env.unset('GREETING')), mutantOf('x', fault.env.empty('GREETING')), mutantOf('x', fault.env.garble('GREETING'))))).toEqual(['a:x', 'a:x#2', 'a:x#3']);
});

test('a file that is template and page asset is broken once, one that is not there never', () => {
  const found = deriveMutants(subject).filter(({ area }) => area === 'templates' || area === 'static');
  expect(found.map(({ id }) => id)).toEqual(['remove-template:views/front.ejs', 'blank-template:views/front.ejs', 'break-template:views/front.ejs', 'remove-static:settings.json', 'blank-static:settings.json', 'break-static:settings.json']);
});

test('the sample has mutants in every area that applies to it, the same each time', () => {
  const mutants = deriveMutants(sampleSubject());
  expect(mutants.length).toBeGreaterThanOrEqual(60);
  expect(new Set(mutants.map(({ area }) => area)).size).toBe(9);
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  expect(deriveMutants(sampleSubject())).toEqual(mutants);
  const silent = OPERATORS.filter(({ name }) => !mutants.some(({ operator }) => operator === name)).map(({ name }) => name);
  expect(silent).toEqual(['wrong-url', 'conflicting-migration', 'dependency-down-at-boot', 'dependency-down', 'dependency-hung', 'dependency-slow']);
});
