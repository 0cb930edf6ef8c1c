import { QueryError } from '../wire/query-error.js';

/** Requests that are remembered; AWS remembers them for a day or longer. */
const KEPT = 1000;

interface Remembered {
  readonly asked: string;
  readonly answer: unknown;
}

/** Requests that came with a client token, which do nothing the second time. AWS: Ensuring idempotency. */
export class IdempotentRequests {
  readonly #known = new Map<string, Remembered>();

  /**
   * The answer of the request, from the first time that its token was seen.
   * @throws QueryError IdempotentParameterMismatch when the token came with another request before.
   */
  once<T>(action: string, input: { readonly ClientToken?: string | undefined }, carryOut: () => T): T {
    if (!input.ClientToken) return carryOut();
    const key = `${action} ${input.ClientToken}`;
    const asked = JSON.stringify(input);
    const known = this.#known.get(key);
    if (known && known.asked !== asked) {
      throw new QueryError('IdempotentParameterMismatch', 'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).');
    }
    if (known) return known.answer as T;
    const answer = carryOut();
    this.#known.set(key, { asked, answer });
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return answer;
  }
}
