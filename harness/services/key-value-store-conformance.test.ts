import { randomUUID } from 'node:crypto';
import { StoreBench } from './store-bench.testing.js';

/**
 * Ours beside a Consul that somebody runs (`consul agent -dev`, or the image hashicorp/consul), at CANARYBED_CONSUL_HTTP_ADDR:
 * the same entries, the same reads, the same answers.
 */
const consul = process.env.CANARYBED_CONSUL_HTTP_ADDR;
const describeBesideConsul = consul === undefined ? describe.skip : describe;

const VALUES = { SECRET_KEY: 's3cr3t', SITE_NAME: 'Kettles & Söhne', EMPTY: '', 'mail/HOST': 'mx', 'mail/PORT': '25' };

const READS = [
  'SITE_NAME', 'SITE_NAME?raw', 'EMPTY', 'EMPTY?raw', 'NOTHING', 'NOTHING?raw', '?recurse', 'mail/?recurse', 'S?recurse', 'none/?recurse',
  '?keys', '?keys&separator=/', 'mail?keys', 'none?keys', 'SITE_NAME?consistent', 'SITE_NAME?stale', 'SITE_NAME?stale&consistent',
  'SITE_NAME?index=x', 'SITE_NAME?index=1', 'SITE_NAME?wait=tomorrow', 'SITE_NAME?index=0&wait=1s', 'SITE%5FNAME',
];

/** Headers that say something about the answer, and not about who gives it. */
const HEADERS = ['content-type', 'x-consul-knownleader', 'x-consul-effective-consistency'];

describeBesideConsul(`beside a real Consul${consul === undefined ? ' (skipped: CANARYBED_CONSUL_HTTP_ADDR names none)' : ''}`, () => {
  const bench = new StoreBench();
  const prefix = `canarybed-${randomUUID()}`;
  let ours: string;

  beforeAll(async () => {
    const entries = Object.entries(VALUES).map(([key, value]): [string, string] => [`${prefix}/${key}`, value]);
    ours = (await bench.start(Object.fromEntries(entries))).url;
    for (const [key, body] of entries) await fetch(`${consul}/v1/kv/${key}`, { method: 'PUT', body });
  });
  afterAll(async () => {
    await fetch(`${consul}/v1/kv/${prefix}?recurse`, { method: 'DELETE' });
    await bench.close();
  });

  /** What a read is answered, without indexes, which are each server's own. */
  async function answer(base: string, read: string): Promise<unknown> {
    const response = await fetch(`${base}/v1/kv/${prefix}/${read}`);
    const text = (await response.text()).replaceAll(/"(CreateIndex|ModifyIndex)":\d+/g, '"$1":0');
    return { status: response.status, text: text.trim(), hasIndex: response.headers.has('x-consul-index'), headers: HEADERS.map((name) => response.headers.get(name)) };
  }

  test('every read is answered alike', async () => {
    const all = async (base: string): Promise<unknown> => Object.fromEntries(await Promise.all(READS.map(async (read) => [read, await answer(base, read)])));
    expect(await all(ours)).toEqual(await all(consul ?? ''));
  });
});
