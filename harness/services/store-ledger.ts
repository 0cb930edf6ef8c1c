import { entriesFor } from './store-answer.js';
import type { StoreWish } from './store-read.js';
import type { StoreState } from './store-state.js';

/** What a store last told of a key. */
export interface Told {
  /** Left out: that it is not there. */
  readonly value?: string;
}

/** What a store has told to whom it serves, the last answer to each wish. */
export class StoreLedger {
  readonly #answers = new Map<string, { readonly wish: StoreWish; readonly values: ReadonlyMap<string, string> }>();

  note(state: StoreState, wish: StoreWish): void {
    if (wish.kind === 'names') return;
    const values = new Map(entriesFor(state, wish).map(([key, { value }]) => [key, value]));
    const name = `${wish.kind} ${wish.key}`;
    // Taken out first, so that the last answer is the last in order too.
    this.#answers.delete(name);
    this.#answers.set(name, { wish, values });
  }

  /** The last answer that said what a key's value is, or that there is none; undefined when nobody asked. */
  told(key: string): Told | undefined {
    const answer = [...this.#answers.values()].filter(({ wish }) => covers(wish, key)).at(-1);
    const value = answer?.values.get(key);
    if (!answer) return undefined;
    return value === undefined ? {} : { value };
  }
}

const covers = (wish: StoreWish, key: string): boolean => (wish.kind === 'key' ? wish.key === key : key.startsWith(wish.key));
