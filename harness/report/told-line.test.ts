import fc from 'fast-check';
import { inOneLine, toldLine } from './told-line.js';

test.each([
  ['a plain line', 'ok  rejected (check database)\tfront', 'ok  rejected (check database)\tfront'],
  ['several lines', 'one\r\n  two\rthree', 'one\n  two\nthree'],
  ['a command where a line begins', 'sick\n::error file=README.md::x\n  ::add-mask::releases', 'sick\n| ::error file=README.md::x\n  | ::add-mask::releases'],
  ['colons elsewhere', 'listening on :::80 and a::b', 'listening on :::80 and a::b'],
  ['an old command, anywhere', 'a ##[error]b ##[group]', 'a # #[error]b # #[group]'],
  ['colours, a cleared screen and a title', '\u001b[31mred\u001b[0m \u001b[2Jgone\u001b]0;title\u0007 \u009b1mx\b', 'red gone x'],
])('of %s what is told', (_, text, told) => expect(toldLine(text)).toBe(told));

test('no text of whatever app is a command, or has a control character but tabs and line ends', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('::', '::error::', '##[', '#', '[', '\r', '\n', '\u001b[', '\u001b]0;', '\u0007', ' '));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const told = toldLine(pieces.join(''));
      expect(told.split('\n').filter((line) => /^\s*::|##\[|(?!\t)\p{Cc}/u.test(line))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('an answer of several lines is one', () => {
  expect(inOneLine(' {\r\n  "status": "fail"\n\n}\n')).toBe('{ "status": "fail" }');
});
