import { entriesFor } from './store-answer.js';
import type { StoreWish } from './store-read.js';
import type { StoreState } from './store-state.js';

/** What a store last told of a key. */
export interface Told {
  /** Left out: that it is not there. */
  readonly value?: string;
}

interface Answer {
  readonly wish: StoreWish;
  readonly values: ReadonlyMap<string, string>;
}

/** What a store has told to whom it serves: each answer once, the latest last. */
export class StoreLedger {
  readonly #answers = new Map<string, Answer>();

  note(state: StoreState, wish: StoreWish): void {
    if (wish.kind === 'names') return;
    const values = entriesFor(state, wish).map(([key, { value }]): [string, string] => [key, value]);
    const name = JSON.stringify([wish.kind, wish.key, values]);
    // Taken out first, so that the latest answer is the last in order too.
    this.#answers.delete(name);
    this.#answers.set(name, { wish, values: new Map(values) });
  }

  /** The last answer that said what a key's value is, or that there is none; undefined when nobody asked. */
  told(key: string): Told | undefined {
    const answer = this.#about(key).at(-1);
    const value = answer?.values.get(key);
    if (!answer) return undefined;
    return value === undefined ? {} : { value };
  }

  /** Whether any answer said that a key has this value, or where it is undefined, that it is not there. */
  everTold(key: string, value: string | undefined): boolean {
    return this.#about(key).some(({ values }) => values.get(key) === value);
  }

  #about(key: string): Answer[] {
    return [...this.#answers.values()].filter(({ wish }) => (wish.kind === 'key' ? wish.key === key : key.startsWith(wish.key)));
  }
}
