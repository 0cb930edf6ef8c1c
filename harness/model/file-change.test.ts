import { fileChange, type EditedText } from './file-change.js';

const as = (text: string): string => text.replace(/kettle[\s\S]*?pot/g, '***');
const changeOf = (before: EditedText['before'], after: EditedText['after']) => fileChange({ path: 'a.html', before, after }, as);
const shown = (before: EditedText['before'], after: EditedText['after']): string[] =>
  (changeOf(before, after).lines ?? []).map((line) => (line.kind === 'folded' ? `(${line.count})` : `${{ same: ' ', removed: '-', added: '+' }[line.kind]}${line.text}`));
const numbered = (count: number, of = 'line'): string => Array.from({ length: count }, (_, index) => `${of} ${index}\n`).join('');

test.each<[string, EditedText['before'], EditedText['after'], string, string[]]>([
  ['removed has all its lines removed', 'a\nb\n', null, 'removed', ['-a', '-b']],
  ['added has all its lines added', null, 'a\nb', 'added', ['+a', '+b']],
  ['blanked is there, without a line', 'a\r\nb\r\n', '', 'changed', ['-a', '-b']],
  ['broken has a line before the others, of which two are shown', 'a\nb\nc\nd\ne\n', 'x\na\nb\nc\nd\ne\n', 'changed', ['+x', ' a', ' b', '(3)']],
  ['replaced in a word shows both lines', 'a\nold word\nc\n', 'a\nnew word\nc\n', 'changed', [' a', '-old word', '+new word', ' c']],
  ['emptied from nothing has no line', '', null, 'removed', []],
])('a file that is %s', (_, before, after, change, lines) => {
  expect(changeOf(before, after)).toMatchObject({ path: 'a.html', change });
  expect(shown(before, after)).toEqual(lines);
});

test('of many lines the first forty are shown, and the others counted', () => {
  const removed = changeOf(numbered(100), null);
  expect(removed.lines).toHaveLength(40);
  expect(removed.linesLeftOut).toBe(60);
  const apart = changeOf(numbered(100), numbered(100).replaceAll(/0\n/g, '0!\n').replace('line 3\n', ''));
  expect(apart.linesLeftOut).toBeUndefined();
  expect(changeOf(numbered(30, 'old'), numbered(30, 'new'))).toMatchObject({ linesLeftOut: 20 });
  expect(changeOf(numbered(40), null).linesLeftOut).toBeUndefined();
});

test('a long line is cut, with a note of how long it was', () => {
  expect(shown('x'.repeat(5000), null)).toEqual([`-${'x'.repeat(200)}… (5000 characters)`]);
});

test('secrets are taken out before a text is cut into lines, also those of several', () => {
  expect(shown(`key: kettle\nand pot\n`, null)).toEqual(['-key: ***']);
  expect(shown(`${'x'.repeat(196)}kettle pot`, null)).toEqual([`-${'x'.repeat(196)}***`]);
  expect(changeOf('key: kettle 1 pot', 'key: kettle 2 pot')).toEqual({ path: 'a.html', change: 'changed', lines: [] });
});

test('what is no text, or long, says so in the place of lines', () => {
  expect(changeOf({ unshown: 'binary' }, null)).toEqual({ path: 'a.html', change: 'removed', unshown: 'binary' });
  expect(changeOf('a', { unshown: 'long' })).toEqual({ path: 'a.html', change: 'changed', unshown: 'long' });
});
