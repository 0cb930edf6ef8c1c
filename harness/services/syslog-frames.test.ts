import fc from 'fast-check';
import { SyslogFrames } from './syslog-frames.js';

const read = (...chunks: string[]): string[] => {
  const frames = new SyslogFrames();
  return [...chunks.flatMap((chunk) => frames.take(Buffer.from(chunk))), ...frames.end()];
};

test.each<[string, string[], string[]]>([
  ['lines', ['<1>a\n<2>b\r\n', '<3>c'], ['<1>a', '<2>b\r', '<3>c']],
  ['counted octets', ['4 <1>a5 <2>b\n4 <3>c'], ['<1>a', '<2>b\n', '<3>c']],
  ['octets, not characters', ['5 <1>ü4 <2>b'], ['<1>ü', '<2>b']],
  ['both', ['<1>a\n4 <2>b<3>c\n'], ['<1>a', '<2>b', '<3>c']],
  ['lines that begin with a number', ['503 is bad\n12\n'], ['503 is bad', '12']],
  ['empty lines', ['\n\n<1>a\n\n'], ['<1>a']],
  ['a counted message that was not all sent', ['9 <1>a'], ['9 <1>a']],
])('%s', (_, chunks, messages) => expect(read(...chunks)).toEqual(messages));

test.each([
  ['a line', `<1>${'x'.repeat(70_000)}\n<2>b\n`],
  ['a counted message', `70000 <1>${'x'.repeat(69_997)}<2>b\n`],
])('%s that is too long is left out, and the next one is taken', (_, text) => {
  expect(read(text)).toEqual(['<2>b']);
  expect(read(...(text.match(/[^]{1,999}/g) ?? []))).toEqual(['<2>b']);
});

test('how a stream is cut does not matter', () => {
  const message = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `<13>${text.replaceAll('\n', ' ')}`);
  const framed = message.chain((text) => fc.constantFrom(`${text}\n`, `${Buffer.byteLength(text)} ${text}`).map((frame) => ({ text, frame })));
  fc.assert(fc.property(fc.array(framed), fc.integer({ min: 1, max: 9 }), (all, length) => {
    const stream = Buffer.from(all.map(({ frame }) => frame).join(''));
    const frames = new SyslogFrames();
    const messages: string[] = [];
    for (let at = 0; at < stream.length; at += length) messages.push(...frames.take(stream.subarray(at, at + length)));
    expect([...messages, ...frames.end()]).toEqual(all.map(({ text }) => Buffer.from(text).toString()));
  }));
});
