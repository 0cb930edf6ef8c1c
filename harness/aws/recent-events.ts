import type { Clock } from '../model/clock.js';
import type { Journal, JournalEvent, JournalLine } from '../model/journal.js';

/** Events that are kept; a server may run for days. */
const KEPT = 2000;

/** The latest events of a region, for its state page; bodies of answers are left out. */
export class RecentEvents implements Journal {
  #lines: JournalLine[] = [];

  constructor(private readonly clock: Clock) {}

  write(event: JournalEvent): void {
    if (event.type === 'body') return;
    this.#lines.push({ ...event, time: this.clock.now() });
    if (this.#lines.length > 2 * KEPT) this.#lines = this.#lines.slice(-KEPT);
  }

  /** The oldest first. */
  list(): readonly JournalLine[] {
    return this.#lines.slice(-KEPT);
  }
}
