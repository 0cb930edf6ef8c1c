import type { Pace } from './scenario.js';
import { wallNow, wallTimer } from './wall-clock.js';

/** Lets go of a hold. Calling it twice does nothing more. */
export type Release = () => void;

/**
 * Time of one rollout, in seconds since the clock was made.
 *
 * In `realtime` it is wall time. In `fast` it is wall time plus what was skipped: when every waiter sleeps and no hold
 * is on, the clock jumps to the next waiter. A hold says that something the waiters wait for can still change by
 * itself, so wall time must be lived through.
 */
export interface Clock {
  readonly pace: Pace | 'manual';
  now(): number;
  /** True when `at` has come, false when the clock was stopped first. */
  sleepUntil(at: number): Promise<boolean>;
  hold(reason: string): Release;
  /**
   * Stands still until let go, wakers too: what waits for its turn on a busy machine is no time of the rollout. In
   * `realtime` the wall goes on.
   */
  pause(): Release;
  /** Seconds skipped so far. */
  skipped(): number;
  /** Runs before every skip and must have settled before the clock jumps: traffic in flight is drained here. */
  beforeSkip(barrier: () => Promise<void>): void;
  /** Wakes every sleeper with false; the clock cannot be used for waiting afterwards. */
  stop(): void;
}

interface Sleeper {
  readonly at: number;
  wake(reached: boolean): void;
}

/** Waiting and waking, shared by all paces; a pace decides when time moves. */
abstract class SleepingClock implements Clock {
  abstract readonly pace: Pace | 'manual';
  protected sleepers: Sleeper[] = [];
  protected stopped = false;

  abstract now(): number;
  protected abstract reschedule(): void;

  sleepUntil(at: number): Promise<boolean> {
    if (this.stopped) return Promise.resolve(false);
    return new Promise((wake) => {
      this.sleepers.push({ at, wake });
      this.reschedule();
    });
  }

  hold(_reason: string): Release {
    return () => undefined;
  }

  pause(): Release {
    return () => undefined;
  }

  skipped(): number {
    return 0;
  }

  beforeSkip(_barrier: () => Promise<void>): void {
    // Only a clock that skips has use for a barrier.
  }

  stop(): void {
    this.stopped = true;
    for (const sleeper of this.sleepers.splice(0)) sleeper.wake(false);
    this.reschedule();
  }

  /** Virtual time of the next waiter; undefined when nobody waits. */
  protected earliest(): number | undefined {
    return this.sleepers.length === 0 ? undefined : Math.min(...this.sleepers.map(({ at }) => at));
  }

  protected wakeDue(): void {
    const now = this.now() + 1e-6;
    const due = this.sleepers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.sleepers = this.sleepers.filter(({ at }) => at > now);
    for (const sleeper of due) sleeper.wake(true);
  }
}

class RealClock extends SleepingClock {
  readonly pace: Pace = 'realtime';
  readonly #start = wallNow();
  #cancel: Release = () => undefined;

  now(): number {
    return wallNow() - this.#start;
  }

  protected reschedule(): void {
    this.#cancel();
    const next = this.earliest();
    if (next === undefined || this.stopped) return;
    this.#cancel = wallTimer(Math.max(0, next - this.now()), () => {
      this.wakeDue();
      this.reschedule();
    });
  }
}

class FastClock extends SleepingClock {
  readonly pace: Pace = 'fast';
  readonly #start = wallNow();
  readonly #holds = new Set<string>();
  readonly #barriers: (() => Promise<void>)[] = [];
  #skipped = 0;
  #stoodStill = 0;
  #pauses = 0;
  #pausedAt = 0;
  #holdCount = 0;
  #skipping = false;
  #cancel: Release = () => undefined;

  now(): number {
    return (this.#pauses > 0 ? this.#pausedAt : wallNow()) - this.#start - this.#stoodStill + this.#skipped;
  }

  override pause(): Release {
    if (this.#pauses === 0) this.#pausedAt = wallNow();
    this.#pauses += 1;
    let paused = true;
    return () => {
      if (!paused) return;
      paused = false;
      this.#pauses -= 1;
      if (this.#pauses === 0) this.#stoodStill += wallNow() - this.#pausedAt;
      this.reschedule();
    };
  }

  override skipped(): number {
    return this.#skipped;
  }

  override beforeSkip(barrier: () => Promise<void>): void {
    this.#barriers.push(barrier);
  }

  override hold(reason: string): Release {
    const key = `${reason}#${this.#holdCount++}`;
    this.#holds.add(key);
    return () => {
      if (this.#holds.delete(key)) this.reschedule();
    };
  }

  protected reschedule(): void {
    this.#cancel();
    const next = this.earliest();
    if (next === undefined || this.stopped || this.#skipping || this.#pauses > 0) return;
    if (this.#holds.size > 0 || next <= this.now()) this.#waitFor(next);
    else void this.#skipToNext();
  }

  #waitFor(next: number): void {
    this.#cancel = wallTimer(Math.max(0, next - this.now()), () => {
      this.wakeDue();
      this.reschedule();
    });
  }

  /** The barriers may take a hold or begin a wait, so all is looked at again before the jump. */
  async #skipToNext(): Promise<void> {
    this.#skipping = true;
    await new Promise<void>((resolve) => wallTimer(0, resolve));
    for (const barrier of this.#barriers) await barrier();
    this.#skipping = false;
    const next = this.earliest();
    if (next !== undefined && this.#holds.size === 0 && this.#pauses === 0 && !this.stopped) {
      this.#skipped += Math.max(0, next - this.now());
      this.wakeDue();
    }
    this.reschedule();
  }
}

/** A clock that moves only when it is told to: for tests of what is built on clocks. */
export class ManualClock extends SleepingClock {
  readonly pace = 'manual';
  #now = 0;

  now(): number {
    return this.#now;
  }

  /** Moves time forward, waking sleepers in the order of their times; each has run before the next wakes. */
  async advanceTo(at: number): Promise<void> {
    for (let next = this.earliest(); next !== undefined && next <= at; next = this.earliest()) {
      this.#now = Math.max(this.#now, next);
      this.wakeDue();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#now = Math.max(this.#now, at);
  }

  protected reschedule(): void {
    // Nothing moves by itself.
  }
}

export const clockOf = (pace: Pace): Clock => (pace === 'fast' ? new FastClock() : new RealClock());
