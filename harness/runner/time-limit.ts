import { wallTimer } from '../model/wall-clock.js';

/** A scenario was not judged in its time; the message says how far it came. */
export class TimedOut extends Error {}

/** The time in which a scenario must be judged, from when it got room to boot. */
export class TimeLimit {
  readonly #over = new AbortController();
  #cancel: (() => void) | undefined;

  /** @param seconds of wall time; undefined: without end. @param howFar asked when it is over */
  constructor(
    private readonly seconds: number | undefined,
    private readonly howFar: () => string,
  ) {}

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Begins, once. */
  begin(): void {
    if (this.seconds !== undefined) this.#cancel ??= wallTimer(this.seconds, () => this.#over.abort(new TimedOut(`not judged within ${this.seconds} s: ${this.howFar()}`)));
  }

  /** It was judged, or has failed otherwise. */
  end(): void {
    this.#cancel?.();
  }

  /**
   * Waits for work no longer than there is time.
   * @throws TimedOut when that is over, whatever the work then throws
   */
  async within<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let giveUp: () => void = () => undefined;
    const over = new Promise<never>((_, reject) => {
      giveUp = () => reject(signal.reason as TimedOut);
      signal.addEventListener('abort', giveUp);
      if (signal.aborted) giveUp();
    });
    try {
      return await Promise.race([work, over]);
    } finally {
      signal.removeEventListener('abort', giveUp);
      over.catch(() => undefined);
    }
  }
}
