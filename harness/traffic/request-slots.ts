/**
 * The moments at which requests begin: the first at once, the others 1 / rate wall seconds apart, whether or not anything
 * was answered. Time that is held does not count, so that the rate holds for the rest however often it is held. A slot
 * that comes late, because the process was busy, is not lost. Pure: it is told the time, in wall seconds.
 */
export class RequestSlots {
  /** When the first slot was, or would have been had time not been held since. */
  #origin: number | undefined;
  #heldAt: number | undefined;
  #taken = 0;

  constructor(private readonly perSecond: number) {}

  /** Only the first call counts. */
  start(now: number): void {
    this.#origin ??= now;
  }

  get held(): boolean {
    return this.#heldAt !== undefined;
  }

  hold(now: number): void {
    this.#heldAt ??= now;
  }

  resume(now: number): void {
    if (this.#heldAt === undefined) return;
    if (this.#origin !== undefined) this.#origin += now - Math.max(this.#heldAt, this.#origin);
    this.#heldAt = undefined;
  }

  /** How many slots have come since they were last taken. */
  take(now: number): number {
    if (this.#origin === undefined || this.held) return 0;
    const come = 1 + Math.floor((now - this.#origin) * this.perSecond + 1e-6);
    const due = Math.max(0, come - this.#taken);
    this.#taken += due;
    return due;
  }

  /** When the next slot comes; undefined before the start and while held. */
  nextAt(): number | undefined {
    return this.#origin === undefined || this.held ? undefined : this.#origin + this.#taken / this.perSecond;
  }
}
