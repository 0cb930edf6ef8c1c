/** Lets a bounded number of pieces of work run at once; the others wait in the order in which they came. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly count: number) {
    this.#free = count;
  }

  /** Resolves when a place is free; the returned function gives it back, once. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }
}

/** Resolves once each of a set of pieces of work has been told of, at once if there are none. */
export class AllTold<T> {
  readonly promise: Promise<void>;
  readonly #left: Set<T>;
  #resolve: () => void = () => undefined;

  constructor(pieces: readonly T[]) {
    this.#left = new Set(pieces);
    this.promise = new Promise((resolve) => (this.#resolve = resolve));
    if (this.#left.size === 0) this.#resolve();
  }

  /** More than once, and of a piece that is not among them, is no error. */
  tell(piece: T): void {
    this.#left.delete(piece);
    if (this.#left.size === 0) this.#resolve();
  }
}
