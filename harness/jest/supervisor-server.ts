import { createServer, type Server } from 'node:http';
import type { ScenarioEnd } from '../model/journal.js';

/** Results as they come, each asked for by the test that waits for it. */
export class ResultServer {
  readonly #results = new Map<string, PromiseWithResolver>();
  readonly #server: Server;

  constructor(ids: readonly string[]) {
    for (const id of ids) this.#results.set(id, withResolver());
    this.#server = createServer((request, response) => {
      const id = decodeURIComponent((request.url ?? '').replace('/results/', ''));
      const known = this.#results.get(id);
      if (!known) {
        response.writeHead(404).end(`the supervisor does not run "${id}": it was not among the selected scenarios`);
        return;
      }
      void known.promise.then((end) => {
        response.writeHead('outcome' in end ? 200 : 500).end('outcome' in end ? JSON.stringify(end) : end.failure);
      });
    });
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, resolve);
    });
  }

  give(id: string, end: ScenarioEnd): void {
    this.#results.get(id)?.resolve(end);
  }

  /** Answers all that are still waited for: nothing more will come. */
  giveUp(failure: string): void {
    for (const result of this.#results.values()) result.resolve({ failure });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

type Given = ScenarioEnd | { readonly failure: string };

interface PromiseWithResolver {
  readonly promise: Promise<Given>;
  resolve(end: Given): void;
}

function withResolver(): PromiseWithResolver {
  let resolve: (end: Given) => void = () => undefined;
  const promise = new Promise<Given>((settle) => (resolve = settle));
  return { promise, resolve };
}
