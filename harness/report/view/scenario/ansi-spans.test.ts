import fc from 'fast-check';
import { ansiSpans, plainText } from './ansi-spans.js';

const ESC = '\x1b';

test.each([
  ['plain text', 'ready', ['ready:']],
  ['a colour until it is taken back', `${ESC}[31mred${ESC}[39m plain`, ['red:ansi-red', ' plain:']],
  ['a bright colour', `${ESC}[92mgreen`, ['green:ansi-green']],
  ['several codes at once', `${ESC}[1;4;33mloud${ESC}[0m`, ['loud:ansi-bold ansi-underline ansi-yellow']],
  ['a reset without a number', `${ESC}[35ma${ESC}[mb`, ['a:ansi-magenta', 'b:']],
  ['one of 256 colours that has a name', `${ESC}[38;5;1ma`, ['a:ansi-red']],
  ['one of 256 colours that has none', `${ESC}[38;5;200ma`, ['a:']],
  ['a colour of 16 million, whose numbers are no codes', `${ESC}[38;2;1;4;3ma`, ['a:']],
  ['a background, whose number is no style', `${ESC}[48;5;1ma`, ['a:']],
  ['bold that ends', `${ESC}[1;2ma${ESC}[22mb`, ['a:ansi-bold ansi-dim', 'b:']],
  ['a cursor that moves', `a${ESC}[2Kb${ESC}[10;3Hc`, ['a:', 'b:', 'c:']],
  ['a link', `${ESC}]8;;https://example.com${ESC}\\text${ESC}]8;;${ESC}\\`, ['text:']],
  ['a sequence that was cut', `a${ESC}[`, ['a:']],
  ['control characters', 'a\x07b\r', ['ab:']],
])('%s', (_, line, spans) => {
  expect(ansiSpans(line).map(({ text, classes }) => `${text}:${[...classes].sort().join(' ')}`)).toEqual(spans);
});

test('text without a sequence is kept as it is, and none of it becomes a style', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(![...text].some((each) => each < ' ' || each === '\x7f'));
      expect(ansiSpans(text)).toEqual(text === '' ? [] : [{ text, classes: [] }]);
    }),
  );
});

test('whatever a line holds, no control character is left and all letters of its plain parts are', () => {
  const part = fc.oneof(fc.stringMatching(/^[a-z ]{0,8}$/), fc.constantFrom(`${ESC}[31m`, `${ESC}[0m`, `${ESC}[38;5;9m`));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const letters = parts.filter((each) => !each.startsWith(ESC)).join('');
      expect(plainText(parts.join(''))).toBe(letters);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (line) => !plainText(line).includes(ESC)));
});
