import { startKeyValueStore, type KeyValueStore, type KeyValueStoreOptions } from './key-value-store.js';

export interface StoreReply {
  readonly status: number;
  readonly text: string;
  header(name: string): string | null;
}

/** Stores of a test, closed together. */
export class StoreBench {
  readonly #open: KeyValueStore[] = [];

  async start(entries: Readonly<Record<string, string>>, more: Omit<KeyValueStoreOptions, 'entries'> = {}): Promise<KeyValueStore> {
    const store = await startKeyValueStore({ entries, ...more });
    this.#open.push(store);
    return store;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((store) => store.close()));
  }
}

export async function ask(store: KeyValueStore, path: string, method = 'GET'): Promise<StoreReply> {
  const answer = await fetch(`${store.url}/v1/${path}`, { method });
  return { status: answer.status, text: await answer.text(), header: (name) => answer.headers.get(name) };
}

export const indexIn = (reply: StoreReply): number => Number(reply.header('X-Consul-Index'));
