import type { Consistency, StoreRead, StoreRefusal, StoreWish } from './store-read.js';
import { entriesBelow, indexBelow, indexOfKey, type StoreEntry, type StoreState } from './store-state.js';

export interface StoreAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Which state a read is answered from, and how that server stands to its leader. */
export interface StoreView {
  readonly state: StoreState;
  /** The mode in which it was really read. */
  readonly effective: Consistency;
  /** Milliseconds since the server that answers last heard from its leader; 0 from the leader itself. */
  readonly lastContactMs: number;
}

/** The index that a read is answered with, and waits to be exceeded. Pure. */
export const indexOf = (state: StoreState, wish: StoreWish): number =>
  wish.kind === 'key' ? indexOfKey(state, wish.key) : indexBelow(state, wish.key);

/** The keys that a read tells, with their values. Pure. */
export function entriesFor(state: StoreState, wish: StoreWish): [string, StoreEntry][] {
  const entry = state.entries.get(wish.key);
  if (wish.kind === 'key') return entry ? [[wish.key, entry]] : [];
  return entriesBelow(state, wish.key);
}

/** Consul's answer to a read. Pure. "KV Store Endpoints" (Read Key), "Consistency Modes" (headers). */
export function answerToRead(read: StoreRead, { state, effective, lastContactMs }: StoreView): StoreAnswer {
  const headers = {
    'X-Consul-Index': String(indexOf(state, read)),
    'X-Consul-KnownLeader': 'true',
    'X-Consul-LastContact': String(lastContactMs),
    'X-Consul-Effective-Consistency': effective === 'default' ? 'leader' : effective,
  };
  const entries = entriesFor(state, read);
  // The names of the whole store may be none; below a key, none is a key that is not there.
  if (entries.length === 0 && !(read.kind === 'names' && read.key === '')) return { status: 404, headers, text: '' };
  if (read.kind === 'key' && read.raw) {
    const raw = { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': 'sandbox' };
    return { status: 200, headers: { ...headers, ...raw }, text: entries[0]?.[1].value ?? '' };
  }
  const told = read.kind === 'names' ? namesOf(entries, read) : entries.map(entryText);
  return { status: 200, headers: { ...headers, 'Content-Type': 'application/json' }, text: JSON.stringify(told) };
}

/** A value of no bytes is null, not an empty text: Consul does not keep the difference. */
const entryText = ([key, { value, createIndex, modifyIndex }]: [string, StoreEntry]): object => ({
  LockIndex: 0,
  Key: key,
  Flags: 0,
  Value: value === '' ? null : Buffer.from(value).toString('base64'),
  CreateIndex: createIndex,
  ModifyIndex: modifyIndex,
});

/** Names up to the separator behind the prefix, each once. */
function namesOf(entries: readonly [string, StoreEntry][], { key, separator }: { readonly key: string; readonly separator: string }): string[] {
  const names = entries.map(([name]) => {
    const at = separator === '' ? -1 : name.indexOf(separator, key.length);
    return at === -1 ? name : name.slice(0, at + separator.length);
  });
  return [...new Set(names)];
}

export const answerToRefusal = ({ status, text }: StoreRefusal): StoreAnswer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', ...(status === 405 ? { Allow: 'GET' } : {}) },
  text,
});

/** "Status - HTTP API", Get Raft Leader: the address of the leader as JSON. */
export const LEADER: StoreAnswer = { status: 200, headers: { 'Content-Type': 'application/json' }, text: '"127.0.0.1:8300"' };
