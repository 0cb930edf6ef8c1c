/** The last things of many; older ones are dropped and counted. */
export class Ring<T> {
  readonly #kept: T[] = [];
  #written = 0;

  constructor(private readonly capacity = 1000) {}

  keep(item: T): void {
    this.#kept.push(item);
    this.#written += 1;
    if (this.#kept.length > this.capacity) this.#kept.shift();
  }

  /** All that ever came, also what was dropped. */
  get written(): number {
    return this.#written;
  }

  last(count: number): readonly T[] {
    return this.#kept.slice(Math.max(0, this.#kept.length - count));
  }
}
