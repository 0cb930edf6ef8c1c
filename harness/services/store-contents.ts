import type { StoreView } from './store-answer.js';
import type { Consistency } from './store-read.js';
import { EMPTY_STORE, removed, written, type StoreState } from './store-state.js';

/** Milliseconds for which a server that tells old values has not heard from its leader: more than Consul's usual 50. */
const LATE_CONTACT_MS = 5000;

const change = (state: StoreState, key: string, value: string | undefined): StoreState =>
  value === undefined ? removed(state, key) : written(state, key, value);

/** What a store holds: on its leader, and on a follower that is behind where some values are stale. */
export class StoreContents {
  #leader: StoreState;
  #follower: StoreState | undefined;
  readonly #stale: Readonly<Record<string, string>>;

  constructor(entries: Readonly<Record<string, string>>, stale: Readonly<Record<string, string>>) {
    const before = Object.entries({ ...entries, ...stale }).reduce((state, [key, value]) => written(state, key, value), EMPTY_STORE);
    this.#stale = stale;
    this.#follower = Object.keys(stale).length > 0 ? before : undefined;
    // What is stale was written before, and otherwise since then.
    this.#leader = Object.keys(stale).reduce((state, key) => change(state, key, entries[key]), before);
  }

  /** The value on the leader. */
  value(key: string): string | undefined {
    return this.#leader.entries.get(key)?.value;
  }

  change(key: string, value: string | undefined): void {
    this.#leader = change(this.#leader, key, value);
    if (this.#follower && this.#stale[key] === undefined) this.#follower = change(this.#follower, key, value);
  }

  /**
   * Where some values are stale, a plain read is answered as one of mode `stale` by a follower that knows its leader and
   * is behind it; one that asks for `consistent` is answered by the leader. "Consistency Modes": such reads have no
   * upper limit of their age.
   */
  viewFor(asked: Consistency = 'default'): StoreView {
    if (this.#follower && asked !== 'consistent') return { state: this.#follower, effective: 'stale', lastContactMs: LATE_CONTACT_MS };
    return { state: this.#leader, effective: asked, lastContactMs: 0 };
  }
}
