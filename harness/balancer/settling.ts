import type { Clock } from '../model/clock.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import type { PolledTarget } from './polled-target.js';

/** Wall seconds between two looks at whether an instance is busy. */
const LOOK_EVERY = 0.25;

/** Share of a processor above which an instance counts as busy. */
const BUSY_SHARE = 0.2;

export interface SettlingOptions {
  readonly clock: Clock;
  readonly instance: PolledTarget;
  readonly settle: number;
  readonly busyLimit: number;
}

/**
 * Holds the clock after an answer has changed: for the settle time, and, while the instance fails, until it is quiet,
 * since processor time, database bytes or log lines beyond its checks' own mean that it is still warming up.
 */
export class Settling {
  active = false;
  #until = 0;
  #stopped = false;

  constructor(private readonly options: SettlingOptions) {}

  /** Begins anew when it is on already. */
  begin(isFailing: () => boolean): void {
    const { clock, settle } = this.options;
    this.#until = wallNow() + settle;
    if (this.active || this.#stopped || clock.pace !== 'fast') return;
    this.active = true;
    const release = clock.hold('an answer has just changed');
    void this.#live(isFailing).finally(() => {
      this.active = false;
      release();
    });
  }

  stop(): void {
    this.#stopped = true;
  }

  async #live(isFailing: () => boolean): Promise<void> {
    const giveUpAt = wallNow() + this.options.busyLimit;
    for (;;) {
      while (!this.#stopped && wallNow() < this.#until) await wallSleep(Math.min(0.1, this.#until - wallNow()));
      if (this.#stopped || !isFailing() || wallNow() > giveUpAt || !(await this.#isBusy())) return;
    }
  }

  async #isBusy(): Promise<boolean> {
    const { instance } = this.options;
    if (instance.gone || !instance.listening) return false;
    const before = await instance.activity();
    await wallSleep(LOOK_EVERY);
    const after = await instance.activity();
    return (
      after.cpuSeconds - before.cpuSeconds > LOOK_EVERY * BUSY_SHARE ||
      after.linkBytes > before.linkBytes ||
      after.logLines > before.logLines
    );
  }
}
