/** Ends a request or connection at once, with a reset. */
export type Cut = () => void;

/** What is under way to each target: requests, or connections of a TCP listener. */
export class UnderWay {
  readonly #cuts = new Map<string, Set<Cut>>();
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Notes one more. The result ends it, once. */
  begin(id: string, cut: Cut): () => void {
    const cuts = this.#cuts.get(id) ?? new Set();
    this.#cuts.set(id, cuts.add(cut));
    return () => {
      if (cuts.delete(cut) && cuts.size === 0) this.#rest(id);
    };
  }

  count(id: string): number {
    return this.#cuts.get(id)?.size ?? 0;
  }

  /** Resolves when nothing is under way to the target. */
  async idle(id: string): Promise<void> {
    if (this.count(id) === 0) return;
    await new Promise<void>((resolve) => this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]));
  }

  /** Resolves when nothing is under way to any target. */
  async allIdle(): Promise<void> {
    await Promise.all([...this.#cuts.keys()].map((id) => this.idle(id)));
  }

  cut(id: string): void {
    for (const cut of [...(this.#cuts.get(id) ?? [])]) cut();
  }

  #rest(id: string): void {
    this.#cuts.delete(id);
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    for (const resolve of waiting) resolve();
  }
}
