/** A key as the store keeps it. Indexes are those of the write that made it and of the one that last changed it. */
export interface StoreEntry {
  readonly value: string;
  readonly createIndex: number;
  readonly modifyIndex: number;
}

/** Everything in a store at one moment; a write makes another. */
export interface StoreState {
  readonly entries: ReadonlyMap<string, StoreEntry>;
  /** Index at which a key was removed: a list that it was in has changed by that. */
  readonly graves: ReadonlyMap<string, number>;
  /** Of the last write. */
  readonly index: number;
}

/** A store as it is before the first write; no write has an index below 2, so that one of 1 can always be waited on. */
export const EMPTY_STORE: StoreState = { entries: new Map(), graves: new Map(), index: 1 };

/** The store after a write; writing what is there already changes nothing, not even an index. Pure. */
export function written(state: StoreState, key: string, value: string): StoreState {
  const before = state.entries.get(key);
  if (before?.value === value) return state;
  const index = state.index + 1;
  const entry = { value, createIndex: before?.createIndex ?? index, modifyIndex: index };
  return { entries: new Map([...state.entries, [key, entry]]), graves: state.graves, index };
}

/** The store without a key. Pure. */
export function removed(state: StoreState, key: string): StoreState {
  if (!state.entries.has(key)) return state;
  const index = state.index + 1;
  const entries = new Map([...state.entries].filter(([other]) => other !== key));
  return { entries, graves: new Map([...state.graves, [key, index]]), index };
}

/** Entries whose key begins with a prefix, in the order of their keys' bytes. */
export const entriesBelow = ({ entries }: StoreState, prefix: string): [string, StoreEntry][] =>
  [...entries].filter(([key]) => key.startsWith(prefix)).sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)));

/**
 * Index of a key: that of its last change, or of the whole store where there is none. "KV Store Endpoints", Read Key:
 * `ModifyIndex`.
 */
export const indexOfKey = (state: StoreState, key: string): number => state.entries.get(key)?.modifyIndex ?? state.index;

/** Index of everything below a prefix: the latest change or removal there, or that of the whole store without any. */
export function indexBelow(state: StoreState, prefix: string): number {
  if (prefix === '') return state.index;
  const changes = entriesBelow(state, prefix).map(([, { modifyIndex }]) => modifyIndex);
  const removals = [...state.graves].filter(([key]) => key.startsWith(prefix)).map(([, index]) => index);
  const latest = Math.max(0, ...changes, ...removals);
  return latest === 0 ? state.index : latest;
}
