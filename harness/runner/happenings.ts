import type { Clock } from '../model/clock.js';

/** Lets whoever waits for a condition look again whenever something happened that may have made it true. */
export class Happenings {
  #next!: Promise<void>;
  #happened!: () => void;

  constructor(private readonly clock: Clock) {
    this.#listen();
  }

  tell(): void {
    this.#happened();
  }

  /** Resolves at the next thing that happens: what waits for it runs before anything else is read or timed. */
  next(): Promise<void> {
    return this.#next;
  }

  /**
   * Resolves once a condition holds, or when its time (seconds of the clock) is over.
   * @returns whether it held
   * @throws when the clock is stopped meanwhile
   */
  async until(condition: () => boolean, deadline: number): Promise<boolean> {
    const over = this.clock.sleepUntil(deadline).then((come) => ({ come }));
    while (!condition()) {
      const end = await Promise.race([over, this.#next]);
      if (end?.come === false) throw new Error('the run was stopped');
      if (end?.come === true) return condition();
    }
    return true;
  }

  #listen(): void {
    this.#next = new Promise((resolve) => {
      this.#happened = () => {
        resolve();
        this.#listen();
      };
    });
  }
}
