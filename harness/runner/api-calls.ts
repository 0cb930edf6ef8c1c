import type { AnsweredCall } from '../aws/wire/router.js';
import type { Clock } from '../model/clock.js';
import type { Journal } from '../model/journal.js';

/** Calls of one rollout that are written down; a client that polls for hours makes no larger a journal. */
const MOST = 1000;

/** Writes down what is asked of AWS's APIs in a rollout. */
export class ApiCalls {
  #calls = 0;
  #closed = false;

  constructor(
    private readonly scenario: string,
    private readonly journal: Journal,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** A call that was answered just now. */
  take({ service, action, outcome, seconds }: AnsweredCall): void {
    if (this.#closed) return;
    this.#calls += 1;
    if (this.#calls > MOST) return;
    const at = Math.max(0, this.clock.now() - seconds);
    this.journal.write({ type: 'api', scenario: this.scenario, at, service, operation: action, outcome, tookMs: Math.round(seconds * 1000) });
  }

  /** What is called from now on is no part of the rollout. Safe to call twice. */
  close(): void {
    if (!this.#closed && this.#calls > MOST) this.journal.write({ type: 'api-left-out', scenario: this.scenario, calls: this.#calls - MOST });
    this.#closed = true;
  }
}
