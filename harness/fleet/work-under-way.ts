/** Work that runs beside its starter and is waited for later; the first failure is handed to whoever waits. */
export class WorkUnderWay {
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  add(work: Promise<void>): void {
    const watched: Promise<void> = work
      .catch((error: unknown) => void (this.#failure ??= { error }))
      .then(() => void this.#running.delete(watched));
    this.#running.add(watched);
  }

  /** Resolves once nothing runs, however it ended. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /**
   * Resolves once nothing runs, what was started meanwhile included.
   * @throws the first failure of any work so far, every time it is asked.
   */
  async over(): Promise<void> {
    await this.settled();
    if (this.#failure) throw this.#failure.error;
  }
}
