import type { Clock } from '../model/clock.js';
import type { Journal, JournalEvent, JournalLine } from '../model/journal.js';

/** Events that are kept; a server may run for days. */
const KEPT = 2000;

/** The latest events of a region, for its state page; bodies of answers are left out. */
export class RecentEvents implements Journal {
  #lines: JournalLine[] = [];

  /** @param also is told all of it */
  constructor(
    private readonly clock: Clock,
    private readonly also?: Journal,
  ) {}

  write(event: JournalEvent): void {
    this.also?.write(event);
    if (event.type === 'body') return;
    this.#lines.push({ ...event, time: this.clock.now() });
    if (this.#lines.length > 2 * KEPT) this.#lines = this.#lines.slice(-KEPT);
  }

  /** The oldest first. */
  list(): readonly JournalLine[] {
    return this.#lines.slice(-KEPT);
  }
}
