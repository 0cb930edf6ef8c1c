import { Readable } from 'node:stream';
import fc from 'fast-check';
import { readLines } from './lines.js';

/** The lines of a stream that hands its bytes over in these pieces. */
async function linesOf(pieces: readonly Buffer[]): Promise<string[]> {
  const lines: string[] = [];
  const stream = new Readable({ read: () => undefined });
  readLines(stream, (line) => lines.push(line));
  const closed = new Promise((resolve) => stream.once('close', resolve));
  for (const piece of pieces) stream.push(piece);
  stream.push(null);
  await closed;
  return lines;
}

/** A text's bytes cut at the given places, also within a character and within a line's end. */
function cut(text: string, places: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end)).filter((piece) => piece.length > 0);
}

test.each<[string, string, string[]]>([
  ['nothing gives no line', '', []],
  ['each end of line ends one', 'a\nb\n', ['a', 'b']],
  ['what is left over at the end is a line too', 'a\nb', ['a', 'b']],
  ['an empty line is a line', '\n\na\n', ['', '', 'a']],
  ['the line end of Windows is taken off', 'a\r\nb\r\n', ['a', 'b']],
  ['a carriage return within a line stays', '10%\r20%\n', ['10%\r20%']],
  ['other separators are no line ends', 'a\u2028b\u0085c\n', ['a\u2028b\u0085c']],
])('%s', async (_, text, lines) => expect(await linesOf([Buffer.from(text)])).toEqual(lines));

const line = fc.string({ unit: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', ' ', 'é', '漢', '🙂', '\t') }, { weight: 1, arbitrary: fc.constant('\r') }) })
  .map((text) => text.replace(/\r+$/, ''));

test('any cut of the bytes gives the same lines', () =>
  fc.assert(
    fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(), { maxLength: 30 }), async (lines, end, places) => {
      const text = lines.map((one) => one + end).join('');
      expect(await linesOf(cut(text, places))).toEqual(lines);
    }),
  ));

test('bytes that are no text do not break the lines around them', async () => {
  const lines = await linesOf([Buffer.from('before\n'), Buffer.from([0xff, 0xc3]), Buffer.from('\nafter\n')]);
  expect([lines.length, lines[0], lines[2]]).toEqual([3, 'before', 'after']);
});
