import fc from 'fast-check';
import { BODY_LIMIT, HEAD_LIMIT, KEPT_BODY, ResponseParser, type Answer } from './response-parser.js';

const CRLF = '\r\n';
const read = (chunks: readonly Buffer[], closed = false): Answer => {
  const parser = new ResponseParser();
  for (const chunk of chunks) parser.feed(chunk);
  return closed ? parser.end() : parser.answer;
};
const whole = (text: string, closed = false): Answer => read([Buffer.from(text, 'latin1')], closed);

/** Pieces of answers, well and badly put together, so that every phase of the parser is met. */
const piece = fc.constantFrom(
  'HTTP/1.1 200 OK\r\n', 'HTTP/1.0 503\r\n', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 204 None\r\n', 'HTTP/1.1 20', 'HTTP/9',
  'Content-Length: 5\r\n', 'Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n', 'X-A:  b \r\n', 'bad line\r\n', ' folded\r\n',
  '\r\n', '\n', '5\r\nhello\r\n', '2;ext\r\nok\r\n', '0\r\n\r\n', 'zz\r\n', 'hello', 'ok', '\r', 'fffffff\r\n',
);
const start = fc.constantFrom('', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\n');
const text = fc.tuple(start, fc.array(piece, { maxLength: 10 })).map(([first, pieces]) => first + pieces.join(''));

test('the same bytes give the same answer, however they are cut', () => {
  const property = fc.property(text, fc.array(fc.nat(200), { maxLength: 12 }), fc.boolean(), (all, cuts, closed) => {
    const bytes = Buffer.from(all, 'latin1');
    const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
    const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
    expect(read(chunks, closed)).toEqual(whole(all, closed));
    expect(read([...bytes].map((byte) => Buffer.from([byte])), closed)).toEqual(whole(all, closed));
  });
  fc.assert(property, { numRuns: 500 });
});

test('a well-formed answer comes out as it went in', () => {
  const body = fc.uint8Array({ maxLength: 300 });
  fc.assert(fc.property(fc.array(body, { maxLength: 4 }), fc.integer({ min: 200, max: 599 }), (parts, status) => {
    fc.pre(status !== 204 && status !== 304);
    const chunks = parts.filter((part) => part.length > 0).flatMap((part) => [
      Buffer.from(part.length.toString(16) + CRLF), Buffer.from(part), Buffer.from(CRLF),
    ]);
    const head = Buffer.from(`HTTP/1.1 ${status} X${CRLF}Transfer-Encoding: gzip, Chunked${CRLF}${CRLF}`);
    const answer = read([head, ...chunks, Buffer.from(`0${CRLF}Trailer: x${CRLF}${CRLF}ignored`)]);
    expect(answer).toMatchObject({ phase: 'whole', head: { status }, body: Buffer.concat(parts.map((part) => Buffer.from(part))) });
  }));
});

describe('limits', () => {
  const header = (bytes: number): string => {
    const frame = `HTTP/1.1 200 OK${CRLF}X: ${CRLF}${CRLF}`;
    return `HTTP/1.1 200 OK${CRLF}X: ${'x'.repeat(bytes - frame.length)}${CRLF}${CRLF}`;
  };
  const sized = (bytes: number): string => `HTTP/1.1 200 OK${CRLF}Content-Length: ${bytes}${CRLF}${CRLF}`;

  test.each([
    ['headers up to the limit', header(HEAD_LIMIT), 'body'],
    ['headers over it', header(HEAD_LIMIT + 1), 'malformed'],
    ['a length at the limit', sized(BODY_LIMIT) + 'x'.repeat(BODY_LIMIT), 'whole'],
    ['a length over it', sized(BODY_LIMIT + 1), 'malformed'],
    ['a chunk over it', `HTTP/1.1 200 OK${CRLF}Transfer-Encoding: chunked${CRLF}${CRLF}${(BODY_LIMIT + 1).toString(16)}${CRLF}`, 'malformed'],
    ['an open body over it', `HTTP/1.0 200 OK${CRLF}${CRLF}${'x'.repeat(BODY_LIMIT + 1)}`, 'malformed'],
    ['a chunk line over it', `HTTP/1.1 200 OK${CRLF}Transfer-Encoding: chunked${CRLF}${CRLF}1;${'x'.repeat(BODY_LIMIT)}`, 'malformed'],
    ['interim answers without end', `HTTP/1.1 100 Continue${CRLF}${CRLF}`.repeat(4000), 'malformed'],
  ])('%s', (_, answer, phase) => expect(whole(answer).phase).toBe(phase));

  test('only the beginning of a body is kept', () => {
    const answer = whole(sized(KEPT_BODY + 10) + 'x'.repeat(KEPT_BODY + 10));
    expect(answer.phase === 'whole' && answer.body.length).toBe(KEPT_BODY);
  });
});

test('a header name that is special to objects is a header', () => {
  const answer = whole(`HTTP/1.1 200 OK${CRLF}__proto__: x${CRLF}Content-Length: 0${CRLF}${CRLF}`);
  expect(answer.phase === 'whole' && Object.keys(answer.head.headers)).toEqual(['__proto__', 'content-length']);
});
