import { createHash } from 'node:crypto';
import type { UserRequest } from '../../harness/model/release.js';
import { median } from '../figures.js';

/** How one request went: its answer as it came, or why none came whole. */
export type LoadAnswer =
  | { readonly status: number; readonly location?: string; readonly body: Buffer }
  | { readonly error: string };

/** What a load got so far. Times in wall milliseconds. */
export interface LoadCount {
  readonly asked: number;
  readonly errors: number;
  /** Writes that the client saw succeed. */
  readonly written: number;
  /** Different places that those writes led to: one for each, when none was answered in the name of another. */
  readonly places: number;
  readonly median: number;
  readonly slowest: number;
  /** What went wrong, with the number of the request at which it first did. */
  readonly kinds: readonly { readonly what: string; readonly times: number; readonly firstAt: number }[];
}

/**
 * Judges answers: a page must be 200 and the same as the first one of its name, a write 303 and lead to a place. Pure but
 * for what it remembers.
 */
export class LoadTally {
  #asked = 0;
  #written = 0;
  readonly #places = new Set<string>();
  readonly #pages = new Map<string, string>();
  readonly #times: number[] = [];
  readonly #kinds = new Map<string, { what: string; times: number; firstAt: number }>();

  note(turn: number, request: UserRequest, answer: LoadAnswer, took: number): void {
    this.#asked += 1;
    this.#times.push(took);
    const wrong = this.#wrongWith(request, answer);
    if (wrong === undefined) return;
    const what = `${request.name}: ${wrong}`;
    const kind = this.#kinds.get(what) ?? { what, times: 0, firstAt: turn };
    kind.times += 1;
    this.#kinds.set(what, kind);
  }

  count(): LoadCount {
    const kinds = [...this.#kinds.values()].map((kind) => ({ ...kind }));
    return {
      asked: this.#asked,
      errors: kinds.reduce((sum, { times }) => sum + times, 0),
      written: this.#written,
      places: this.#places.size,
      median: median(this.#times),
      slowest: this.#times.reduce((most, time) => Math.max(most, time), 0),
      kinds,
    };
  }

  #wrongWith({ name, method }: UserRequest, answer: LoadAnswer): string | undefined {
    if ('error' in answer) return answer.error;
    const { status, location, body } = answer;
    if (method === 'GET') return status === 200 ? this.#strange(name, body) : `status ${status}`;
    if (status !== 303) return `status ${status}`;
    this.#written += 1;
    if (location === undefined) return 'led nowhere';
    this.#places.add(location);
    return undefined;
  }

  #strange(name: string, body: Buffer): string | undefined {
    const hash = createHash('sha1').update(body).digest('base64');
    const known = this.#pages.get(name) ?? hash;
    this.#pages.set(name, known);
    return known === hash ? undefined : 'another page than at first';
  }
}
