import { entriesFor, indexOf } from './store-answer.js';
import type { StoreWish } from './store-read.js';
import type { StoreState } from './store-state.js';

/**
 * A read that waits for something to change. Consul: "Blocking Queries". What was not there and still is not has not
 * changed, whatever was written elsewhere in the meantime.
 */
export class BlockingRead {
  #nothing = false;

  /** @param index a read is answered once it would be told a later one */
  constructor(
    private readonly wish: StoreWish,
    private index: number,
  ) {}

  changed(state: StoreState): boolean {
    const index = indexOf(state, this.wish);
    const nothing = entriesFor(state, this.wish).length === 0;
    if (nothing && this.#nothing) this.index = Math.max(this.index, index);
    this.#nothing = nothing;
    return index > this.index;
  }
}
