import { gzipSync } from 'node:zlib';
import { answerText } from './answer-text.js';
import { KEPT_BODY } from './response-parser.js';

const GZIP = { 'content-encoding': 'gzip' };

test.each<[string, Record<string, string>, Buffer, string]>([
  ['plain text', {}, Buffer.from('grün'), 'grün'],
  ['packed text', GZIP, gzipSync('grün'), 'grün'],
  ['packed text cut short', GZIP, gzipSync('abc'.repeat(9)).subarray(0, -8), 'abc'.repeat(9)],
  ['text that says it is packed and is not', GZIP, Buffer.from('plain'), 'plain'],
  ['bytes that are no text', {}, Buffer.from([0x61, 0xff]), 'a\ufffd'],
])('%s', (_, headers, body, text) => expect(answerText(headers, body)).toBe(text));

test('a character that the cap cuts in two is left out', () => {
  const text = answerText({}, Buffer.from('x' + 'é'.repeat(KEPT_BODY / 2)).subarray(0, KEPT_BODY));
  expect(text.endsWith('é')).toBe(true);
});

test('a small body that unpacks to a huge one stays as it is', () => {
  expect(answerText(GZIP, gzipSync('x'.repeat(2 ** 22))).length).toBeLessThan(KEPT_BODY);
});
