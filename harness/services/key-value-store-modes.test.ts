import { wallNow } from '../model/wall-clock.js';
import type { KeyValueStore } from './key-value-store.js';
import { ask, indexIn, StoreBench } from './store-bench.testing.js';

const bench = new StoreBench();
afterEach(() => bench.close());

const SHOP = { 'shop/A': '1', 'shop/B': '2' };

const causeOf = async (store: KeyValueStore): Promise<string> => {
  try {
    return String((await ask(store, 'kv/shop/A?raw')).status);
  } catch (error) {
    return ((error as Error).cause as NodeJS.ErrnoException).code ?? 'no code';
  }
};

async function sentTo(store: KeyValueStore, path: string): Promise<{ readonly reply: Promise<string> }> {
  const before = store.requests();
  const reply = ask(store, path).then(({ text }) => text, () => 'broken');
  const deadline = wallNow() + 5;
  while (store.requests() === before && wallNow() < deadline) await new Promise(setImmediate);
  return { reply };
}

test('a store that is down refuses connections, breaks those that are open, and comes back on its port', async () => {
  const store = await bench.start(SHOP);
  const { reply } = await sentTo(store, 'kv/shop/A?raw&index=99');
  const { address } = store;
  await store.bend('down');
  expect([await reply, await causeOf(store), store.mode]).toEqual(['broken', 'ECONNREFUSED', 'down']);
  await store.bend('normal');
  expect([await causeOf(store), store.address]).toEqual(['200', address]);
});

test('a store that hangs takes requests and answers them when it hangs no more', async () => {
  const store = await bench.start(SHOP);
  await store.bend('hung');
  const { reply } = await sentTo(store, 'kv/shop/A?raw');
  const refused = await sentTo(store, 'kv/');
  expect([store.requests(), store.told('shop/A')]).toEqual([2, undefined]);
  await store.bend('normal');
  expect([await reply, await refused.reply]).toEqual(['1', 'Missing key name']);
});

test('a wait that ends while the store hangs ends when it hangs no more', async () => {
  const store = await bench.start(SHOP);
  const { reply } = await sentTo(store, 'kv/shop/A?raw&index=99&wait=1s');
  await store.bend('hung');
  const { reply: late } = await sentTo(store, 'kv/shop/A?raw&index=99&wait=1ms');
  let over = false;
  void reply.then(() => (over = true));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(over).toBe(false);
  await store.bend('normal');
  expect([await reply, await late]).toEqual(['1', '1']);
});

test('a store that is down or hangs can be closed', async () => {
  for (const mode of ['down', 'hung'] as const) {
    const store = await bench.start(SHOP);
    await store.bend(mode);
    const { reply } = mode === 'hung' ? await sentTo(store, 'kv/shop/A') : { reply: Promise.resolve('broken') };
    await store.close();
    expect(await reply).toBe('broken');
    await expect(store.bend('normal')).rejects.toThrow('is closed and cannot be bent');
  }
});

test('a stale value is told to plain reads, by a server that has not heard from its leader, and the current one to consistent reads', async () => {
  const store = await bench.start(SHOP, { stale: { 'shop/A': 'old' } });
  const read = async (query: string): Promise<unknown[]> => {
    const reply = await ask(store, `kv/shop/A?raw${query}`);
    const headers = ['X-Consul-KnownLeader', 'X-Consul-Effective-Consistency'].map((name) => reply.header(name));
    return [reply.text, ...headers, Number(reply.header('X-Consul-LastContact')) > 0];
  };
  expect(await read('')).toEqual(['old', 'true', 'stale', true]);
  expect(await read('&stale')).toEqual(['old', 'true', 'stale', true]);
  expect(store.told('shop/A')).toEqual({ value: 'old' });
  expect(await read('&consistent')).toEqual(['1', 'true', 'consistent', false]);
  expect([store.told('shop/A'), store.value('shop/A')]).toEqual([{ value: '1' }, '1']);
});

test('the older value has the older index, and other keys are as they are', async () => {
  const store = await bench.start(SHOP, { stale: { 'shop/A': 'old' } });
  const [old, current] = [await ask(store, 'kv/shop/A'), await ask(store, 'kv/shop/A?consistent')];
  expect(indexIn(old)).toBeLessThan(indexIn(current));
  expect((await ask(store, 'kv/shop/B?raw')).text).toBe('2');
  store.change('shop/B', 'new');
  store.change('shop/A', 'newer');
  expect(await Promise.all(['A', 'A?consistent', 'B'].map(async (key) => (JSON.parse((await ask(store, `kv/shop/${key}`)).text) as { Value: string }[])[0]?.Value))).toEqual(
    ['old', 'newer', 'new'].map((value) => Buffer.from(value).toString('base64')),
  );
});
