interface Closable {
  close(): Promise<unknown>;
}

/** Servers of ours that were opened for one instance, in one list, so that all of them are closed together. */
export class OpenServers {
  readonly #open: Closable[] = [];

  keep<T extends Closable>(server: T): T {
    this.#open.push(server);
    return server;
  }

  /** Resolves when all have ended; safe to call twice, as the servers' own is. */
  async close(): Promise<void> {
    await Promise.all(this.#open.map((server) => server.close()));
  }
}
