import fc from 'fast-check';
import { folded, lineDiff } from './line-diff.js';

const words = fc.array(fc.constantFrom<string>('a', 'b', 'c', '{', '}', ''), { maxLength: 30 });
const show = (before: string, after: string): string => lineDiff([...before], [...after]).map(({ kind, text }) => ({ same: ' ', removed: '-', added: '+' })[kind] + text).join('');

test.each([
  ['', '', ''],
  ['abc', 'abc', ' a b c'],
  ['abc', 'axc', ' a-b+x c'],
  ['abcd', 'bcde', '-a b c d+e'],
  ['', 'ab', '+a+b'],
  ['aXbYc', 'abc', ' a-X b-Y c'],
])('from %s to %s', (before, after, diff) => {
  expect(show(before, after)).toBe(diff);
});

test('a comparison has all lines of both texts, in their order', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const lines = lineDiff(before, after);
      expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(before);
      expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(after);
    }),
  );
});

test('nothing changed between equal texts, and never more than one line for one that was put in', () => {
  fc.assert(
    fc.property(words, fc.nat(30), (text, place) => {
      expect(lineDiff(text, text).every(({ kind }) => kind === 'same')).toBe(true);
      const more = text.toSpliced(place, 0, 'new');
      expect(lineDiff(text, more).filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'added', text: 'new' }]);
    }),
  );
});

test('texts too long to be compared line by line are all changed but for their ends', () => {
  const lines = (name: string): string[] => ['{', ...Array.from({ length: 1500 }, (_, index) => `${name} ${index}`), '}'];
  const diff = lineDiff(lines('old'), lines('new'));
  expect([diff[0], diff[1], diff.at(-2), diff.at(-1)]).toEqual([
    { kind: 'same', text: '{' }, { kind: 'removed', text: 'old 0' }, { kind: 'added', text: 'new 1499' }, { kind: 'same', text: '}' },
  ]);
});

test('unchanged lines far from a change are folded, and none is lost', () => {
  const lines = lineDiff([...'abcdefghij'], [...'abcdeXfghij']);
  expect(folded(lines, 2).map((line) => (line.kind === 'folded' ? line.count : line.text))).toEqual([3, 'd', 'e', 'X', 'f', 'g', 3]);
  fc.assert(
    fc.property(words, words, (before, after) => {
      const all = lineDiff(before, after);
      expect(folded(all).reduce((sum, line) => sum + (line.kind === 'folded' ? line.count : 1), 0)).toBe(all.length);
      expect(folded(all).filter(({ kind }) => kind === 'removed' || kind === 'added')).toEqual(all.filter(({ kind }) => kind !== 'same'));
    }),
  );
});
