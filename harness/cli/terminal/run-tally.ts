import { toldInOneLine } from '../../report/told-line.js';
import { markOf } from './marked-line.js';
import type { RunStatus } from './status-text.js';

/** Counts what a run tells as it goes on. Times are wall seconds. */
export class RunTally {
  #ended = 0;
  readonly #watched = new Set<string>();
  readonly #marks: Map<string, number>;
  /** When each that is at work was begun. */
  readonly #atWork = new Map<string, { readonly title: string; readonly since: number }>();

  /** @param awaited marks that are told even while there is none of them */
  constructor(
    private readonly total: number,
    awaited: readonly string[],
    private readonly startedAt: number,
  ) {
    this.#marks = new Map(awaited.map((mark) => [mark, 0]));
  }

  /** It boots; one that is repeated is at work anew. */
  begun(id: string, title: string, now: number): void {
    this.#watched.delete(id);
    this.#atWork.set(id, { title: toldInOneLine(title), since: now });
  }

  judged(id: string): void {
    this.#atWork.delete(id);
    this.#watched.add(id);
  }

  /** It has not ended yet, and waits to be judged anew. */
  retried(id: string): void {
    this.#atWork.delete(id);
    this.#watched.delete(id);
  }

  ended(id: string, line: string): void {
    this.retried(id);
    this.#ended += 1;
    const mark = markOf(line);
    if (mark !== undefined) this.#marks.set(mark, (this.#marks.get(mark) ?? 0) + 1);
  }

  status(now: number): RunStatus {
    const [first] = [...this.#atWork.values()].sort((a, b) => a.since - b.since);
    return {
      total: this.total,
      ended: this.#ended,
      watched: this.#watched.size,
      marks: this.#marks,
      seconds: now - this.startedAt,
      ...(first ? { longest: { title: first.title, seconds: now - first.since } } : {}),
    };
  }
}
