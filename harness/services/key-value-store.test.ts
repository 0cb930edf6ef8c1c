import fc from 'fast-check';
import { ask, indexIn, StoreBench } from './store-bench.testing.js';

const bench = new StoreBench();
afterEach(() => bench.close());

const SHOP = { 'shop/SECRET_KEY': 's3cr3t', 'shop/SITE_NAME': 'Kettles & Söhne', 'shop/mail/HOST': 'mx', 'other/KEY': 'x' };
const shop = () => bench.start(SHOP);

/** Half a character, which no UTF-8 says. */
const BROKEN = /\p{Surrogate}/u;

const parsed = (text: string): unknown => JSON.parse(text);

test('a key is told in an array of one, its value in base64, with its indexes', async () => {
  const reply = await ask(await shop(), 'kv/shop/SITE_NAME');
  expect([reply.status, reply.header('content-type')]).toEqual([200, 'application/json']);
  const index = indexIn(reply);
  expect(parsed(reply.text)).toEqual([
    { LockIndex: 0, Key: 'shop/SITE_NAME', Flags: 0, Value: Buffer.from('Kettles & Söhne').toString('base64'), CreateIndex: index, ModifyIndex: index },
  ]);
});

test('every answer to a read says how fresh it is', async () => {
  const reply = await ask(await shop(), 'kv/shop/SITE_NAME');
  expect(indexIn(reply)).toBeGreaterThan(0);
  expect(['X-Consul-KnownLeader', 'X-Consul-LastContact', 'X-Consul-Effective-Consistency'].map((name) => reply.header(name))).toEqual(['true', '0', 'leader']);
});

test('a raw read is the value alone, as plain text', async () => {
  const reply = await ask(await shop(), 'kv/shop/SITE_NAME?raw');
  expect([reply.status, reply.text, reply.header('content-type')]).toEqual([200, 'Kettles & Söhne', 'text/plain']);
});

test('a key that is not there is 404, with an index and no body', async () => {
  const store = await shop();
  for (const path of ['kv/shop/NOTHING', 'kv/shop/NOTHING?raw', 'kv/nothing/?recurse', 'kv/nothing/?keys', 'kv/shop']) {
    const reply = await ask(store, path);
    expect([path, reply.status, reply.text, indexIn(reply) > 0]).toEqual([path, 404, '', true]);
  }
});

test('a value of no bytes is null, and raw it is nothing', async () => {
  const store = await bench.start({ EMPTY: '' });
  expect(parsed((await ask(store, 'kv/EMPTY')).text)).toMatchObject([{ Key: 'EMPTY', Value: null }]);
  const raw = await ask(store, 'kv/EMPTY?raw');
  expect([raw.status, raw.text]).toEqual([200, '']);
});

test('a recursive read tells all below a prefix in the order of their keys, and no other', async () => {
  const store = await shop();
  const keys = (text: string): string[] => (parsed(text) as { Key: string }[]).map(({ Key }) => Key);
  expect(keys((await ask(store, 'kv/shop/?recurse')).text)).toEqual(['shop/SECRET_KEY', 'shop/SITE_NAME', 'shop/mail/HOST']);
  expect(keys((await ask(store, 'kv/shop/S?recurse=true')).text)).toEqual(['shop/SECRET_KEY', 'shop/SITE_NAME']);
  expect(keys((await ask(store, 'kv/?recurse')).text)).toHaveLength(4);
});

test('names are told alone, up to a separator where one is asked for', async () => {
  const store = await shop();
  expect(parsed((await ask(store, 'kv/shop/?keys')).text)).toEqual(['shop/SECRET_KEY', 'shop/SITE_NAME', 'shop/mail/HOST']);
  expect(parsed((await ask(store, 'kv/shop/?keys&separator=/')).text)).toEqual(['shop/SECRET_KEY', 'shop/SITE_NAME', 'shop/mail/']);
  expect(parsed((await ask(store, 'kv/?keys&separator=%2F')).text)).toEqual(['other/', 'shop/']);
  expect(parsed((await ask(await bench.start({}), 'kv/?keys')).text)).toEqual([]);
});

test.each([
  ['kv/shop/SITE_NAME?index=-1', 'Invalid index'],
  ['kv/shop/SITE_NAME?index=soon', 'Invalid index'],
  ['kv/shop/SITE_NAME?index=18446744073709551616', 'Invalid index'],
  ['kv/shop/SITE_NAME?wait=5', 'Invalid wait time'],
  ['kv/shop/SITE_NAME?wait=5+s&index=1', 'Invalid wait time'],
  ['kv/shop/SITE_NAME?stale&consistent', 'Cannot specify ?stale with ?consistent, conflicting semantics.'],
  ['kv/', 'Missing key name'],
  ['kv/?raw', 'Missing key name'],
  ['kv/%zz', '400 Bad Request'],
])('%s is refused: %s', async (path, text) => {
  const reply = await ask(await shop(), path);
  expect([reply.status, reply.text]).toEqual([400, text]);
});

test('it is read only: other methods are told what is allowed', async () => {
  const store = await shop();
  for (const method of ['PUT', 'DELETE', 'POST']) {
    const reply = await ask(store, 'kv/shop/SITE_NAME', method);
    expect([reply.status, reply.header('allow'), reply.text]).toEqual([405, 'GET', `method ${method} not allowed`]);
  }
});

test('the leader is told, and other paths are 404', async () => {
  const store = await shop();
  expect((await ask(store, 'status/leader')).text).toBe('"127.0.0.1:8300"');
  expect((await ask(store, 'agent/self')).status).toBe(404);
});

test('requests are counted, and what was told of a key is known', async () => {
  const store = await shop();
  expect([store.requests(), store.told('shop/SECRET_KEY')]).toEqual([0, undefined]);
  await ask(store, 'kv/shop/?keys');
  expect(store.told('shop/SECRET_KEY')).toBeUndefined();
  await ask(store, 'kv/shop/?recurse');
  expect([store.told('shop/SECRET_KEY'), store.told('shop/NONE'), store.told('other/KEY')]).toEqual([{ value: 's3cr3t' }, {}, undefined]);
  store.change('shop/SECRET_KEY', 'new');
  expect([store.value('shop/SECRET_KEY'), store.told('shop/SECRET_KEY')]).toEqual(['new', { value: 's3cr3t' }]);
  await ask(store, 'kv/shop/SECRET_KEY');
  expect([store.told('shop/SECRET_KEY'), store.requests()]).toEqual([{ value: 'new' }, 3]);
});

test('whatever the keys and values: each is found by its encoded name, and a prefix tells what begins with it', async () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((text) => !BROKEN.test(text));
  // Names that are paths of dots would be resolved by the client before they are sent.
  const key = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')).filter((text) => !/^\.|\/\.+(?:\/|$)/.test(text));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, fc.string({ unit: 'binary' }), { noNullPrototype: true, minKeys: 1, maxKeys: 8 }), fc.nat(), fc.nat(4), async (entries, which, length) => {
      const store = await bench.start(entries);
      const keys = Object.keys(entries);
      const chosen = keys[which % keys.length] ?? '';
      expect((await ask(store, `kv/${encodeURIComponent(chosen)}?raw`)).text).toBe(Buffer.from(entries[chosen] ?? '').toString());
      const prefix = BROKEN.test(chosen.slice(0, length)) ? '' : chosen.slice(0, length);
      const below = keys.filter((one) => one.startsWith(prefix)).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
      expect(parsed((await ask(store, `kv/${encodeURIComponent(prefix)}?keys`)).text)).toEqual(below);
      const told = parsed((await ask(store, `kv/${encodeURIComponent(prefix)}?recurse`)).text) as { Key: string; Value: string | null }[];
      expect(told.map(({ Key, Value }) => [Key, Buffer.from(Value ?? '', 'base64').toString()])).toEqual(below.map((one) => [one, Buffer.from(entries[one] ?? '').toString()]));
      await store.close();
    }),
    { numRuns: 30 },
  );
});
