import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { PassOnBench } from './pass-on-bench.testing.js';

let bench: PassOnBench;

beforeEach(async () => void (bench = await PassOnBench.open()));
afterEach(() => bench.close());

describe('a large body', () => {
  const BLOCK = randomBytes(1024 * 1024);
  const BLOCKS = 64;
  const WHOLE = createHash('sha256');
  for (let block = 0; block < BLOCKS; block += 1) WHOLE.update(BLOCK);
  const DIGEST = WHOLE.digest('hex');
  const blocks = (): Readable => Readable.from((function* () { for (let block = 0; block < BLOCKS; block += 1) yield BLOCK; })());
  const digestOf = async (stream: Readable): Promise<string> => {
    const hash = createHash('sha256');
    for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
    return hash.digest('hex');
  };

  test.each([
    ['with a length', { 'content-length': String(BLOCKS * BLOCK.length) }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
    ['after the client was told to go on', { 'content-length': String(BLOCKS * BLOCK.length), expect: '100-continue' }],
  ])('is sent on %s, whole', async (_, headers) => {
    bench.others.answer = (request, response) => void digestOf(request).then((digest) => response.end(digest));
    const request = await bench.signed('s3', { method: 'PUT', path: '/b/k', headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    expect(await bench.send(request, blocks())).toMatchObject({ status: 200, body: DIGEST });
  });

  test('comes back whole', async () => {
    bench.others.answer = (_, response) => void blocks().pipe(response);
    const sent = bench.begin(await bench.signed('s3', { method: 'GET', path: '/b/k' })).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(await digestOf(response)).toBe(DIGEST);
  });

  /** Far more than all buffers on the way hold. */
  const MOST_ON_THE_WAY = 64 * 1024 * 1024;

  /** Megabytes on end, and how many bytes of them were taken by whoever reads. */
  class Endless {
    taken = 0;
    readonly stream = Readable.from(this.#blocks());

    *#blocks(): Generator<Buffer> {
      for (;;) {
        this.taken += BLOCK.length;
        yield BLOCK;
      }
    }

    async isNoMoreTaken(): Promise<void> {
      for (let before = -1, look = 0; before !== this.taken; look += 1) {
        if (look === 100 || this.taken > MOST_ON_THE_WAY) throw new Error(`more and more is taken: ${this.taken} bytes`);
        before = this.taken;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  test('waits where the client does not read, instead of filling our memory', async () => {
    const source = new Endless();
    let stopped = (): void => undefined;
    const untilStopped = new Promise<void>((resolve) => (stopped = resolve));
    bench.others.answer = (_, response) => {
      response.on('close', stopped);
      source.stream.pipe(response);
    };
    const sent = bench.begin(await bench.signed('s3', { method: 'GET', path: '/b/k' })).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await source.isNoMoreTaken();
    response.destroy();
    await untilStopped;
    source.stream.destroy();
  });

  test('waits where the server does not read', async () => {
    const source = new Endless();
    let come = (): void => undefined;
    const untilCome = new Promise<void>((resolve) => (come = resolve));
    bench.others.answer = () => come();
    const sent = bench.begin(await bench.signed('s3', { method: 'PUT', path: '/b/k', headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } })).on('error', () => undefined);
    source.stream.pipe(sent);
    await untilCome;
    await source.isNoMoreTaken();
    source.stream.destroy();
    sent.destroy();
  });
});
