import { wallNow } from '../model/wall-clock.js';
import type { KeyValueStore } from './key-value-store.js';
import { ask, indexIn, StoreBench, type StoreReply } from './store-bench.testing.js';

const bench = new StoreBench();
afterEach(() => bench.close());

const SHOP = { 'shop/A': '1', 'shop/B': '2', 'other/C': '3' };

/** A read that waits, once the store has it. */
async function blocked(store: KeyValueStore, path: string): Promise<Promise<StoreReply>[]> {
  const before = store.requests();
  const reply = ask(store, path);
  reply.catch(() => undefined);
  const deadline = wallNow() + 5;
  while (store.requests() === before && wallNow() < deadline) await new Promise(setImmediate);
  return [reply];
}

const indexAt = async (store: KeyValueStore, path: string): Promise<number> => indexIn(await ask(store, path));

/** Nothing has come of a promise in the time of a whole other request. */
async function stillWaits(store: KeyValueStore, reply: Promise<unknown> | undefined): Promise<boolean> {
  let over = false;
  void reply?.then(() => (over = true), () => (over = true));
  await ask(store, 'status/leader');
  return !over;
}

test('an index that is behind is answered at once, and 0 is no index', async () => {
  const store = await bench.start(SHOP);
  const index = await indexAt(store, 'kv/shop/A');
  for (const given of [0, index - 1]) expect((await ask(store, `kv/shop/A?index=${given}`)).status).toBe(200);
});

test('a read with the index of a key waits until that key changes, and not for others', async () => {
  const store = await bench.start(SHOP);
  const index = await indexAt(store, 'kv/shop/A');
  const [reply] = await blocked(store, `kv/shop/A?raw&index=${index}`);
  store.change('shop/B', 'new');
  store.change('shop/A', '1');
  expect(await stillWaits(store, reply)).toBe(true);
  store.change('shop/A', 'new');
  const answer = await reply;
  expect([answer?.text, answer && indexIn(answer) > index]).toEqual(['new', true]);
});

test('a recursive read waits for anything below its prefix: changed, made or removed', async () => {
  const store = await bench.start(SHOP);
  for (const [key, value] of [['shop/A', 'new'], ['shop/NEW', 'x'], ['shop/B', undefined]] as const) {
    const index = await indexAt(store, 'kv/shop/?recurse');
    const [reply] = await blocked(store, `kv/shop/?recurse&index=${index}`);
    store.change('other/C', `${key} is next`);
    expect(await stillWaits(store, reply)).toBe(true);
    store.change(key, value);
    const answer = await reply;
    expect([answer?.status, answer && indexIn(answer) > index]).toEqual([200, true]);
  }
});

test('a key that is removed ends the wait with 404, and one that is made ends that for it', async () => {
  const store = await bench.start(SHOP);
  const [gone] = await blocked(store, `kv/shop/A?index=${await indexAt(store, 'kv/shop/A')}`);
  store.change('shop/A', undefined);
  const missing = await gone;
  expect([missing?.status, missing?.text]).toEqual([404, '']);
  const [made] = await blocked(store, `kv/shop/A?raw&index=${missing && indexIn(missing)}`);
  store.change('shop/B', 'another key');
  expect(await stillWaits(store, made)).toBe(true);
  store.change('shop/A', 'back');
  expect((await made)?.text).toBe('back');
});

test('when the wait is over the answer has the same index', async () => {
  const store = await bench.start(SHOP);
  const index = await indexAt(store, 'kv/shop/A');
  const startedAt = wallNow();
  const reply = await ask(store, `kv/shop/A?index=${index}&wait=200ms`);
  expect(wallNow() - startedAt).toBeGreaterThanOrEqual(0.19);
  expect([reply.status, indexIn(reply)]).toEqual([200, index]);
});

test('closing ends reads that wait, and does not wait for them', async () => {
  const store = await bench.start(SHOP);
  const [reply] = await blocked(store, 'kv/shop/A?index=99');
  const startedAt = wallNow();
  await Promise.all([store.close(), store.close()]);
  await expect(reply).rejects.toThrow();
  expect(wallNow() - startedAt).toBeLessThan(20);
});
