import type { Journal, JournalEvent } from '../model/journal.js';

/** Passes the events of a rollout on, and knows from them how far it came. */
export class HowFar implements Journal {
  #checks = 0;
  #lastCheck = '';
  #stage: 'preparing' | 'booting' | 'up' | 'judged' = 'preparing';

  constructor(private readonly journal: Journal) {}

  write(event: JournalEvent): void {
    this.#note(event);
    this.journal.write(event);
  }

  /** A clause on where it stands. */
  get words(): string {
    if (this.#stage === 'judged') return 'judged, while users were asked';
    const checks = this.#checks === 0 ? '' : `, ${this.#checks} checks sent, the last ${this.#lastCheck}`;
    if (this.#stage === 'up') return `polling${checks}`;
    return this.#stage === 'preparing' ? 'starting' : `booting: no port was open yet${checks}`;
  }

  #note(event: JournalEvent): void {
    if (event.type === 'rollout-started' && this.#stage === 'preparing') this.#stage = 'booting';
    if (event.type === 'instance' && event.side !== 'old' && event.event === 'listening') this.#stage = 'up';
    if (event.type === 'verdict') this.#stage = 'judged';
    if (event.type !== 'probe') return;
    this.#checks += 1;
    this.#lastCheck = event.outcome;
  }
}
