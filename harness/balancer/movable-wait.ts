import type { Clock } from '../model/clock.js';

/**
 * Clock seconds after which a wait looks again at what it waits for. A clock cannot be told to forget a sleeper, so this
 * is also the longest that anything of a wait is left once it was called off.
 */
const LOOK_EVERY = 1;

const nothing = (): void => undefined;

/** Waits for one moment at a time, which may be moved meanwhile, or be called off. */
export class MovableWait {
  #calledOff = false;
  /** Of the wait under way. */
  #look = nothing;

  constructor(private readonly clock: Clock) {}

  /**
   * True when the moment has come, false once it was called off or the clock was stopped.
   * @param moment clock seconds, looked at again and again; undefined: not before `reconsider`, and no timer runs
   */
  until(moment: () => number | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      let latest = 0;
      const end = (come: boolean): void => {
        this.#look = nothing;
        resolve(come);
      };
      const look = (): void => {
        if (this.#calledOff) return end(false);
        const turn = (latest += 1);
        const at = moment();
        // To look may itself have moved the moment, and looked again.
        if (at === undefined || turn !== latest) return;
        const next = this.#lookBefore(at);
        void this.clock.sleepUntil(next).then((reached) => {
          if (turn !== latest) return;
          if (!reached) return end(false);
          if (next !== at) return look();
          const now = moment();
          if (turn === latest) return now === at ? end(true) : look();
        });
      };
      this.#look = look;
      look();
    });
  }

  /** The moment may be another one now. */
  reconsider(): void {
    this.#look();
  }

  /** Ends the wait under way, and every later one. */
  callOff(): void {
    this.#calledOff = true;
    this.#look();
  }

  /** On a clock that skips every look would be a skip of its own. */
  #lookBefore(at: number): number {
    const { pace } = this.clock;
    return pace === 'fast' ? at : Math.min(at, this.clock.now() + LOOK_EVERY);
  }
}
