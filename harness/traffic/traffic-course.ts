import type { Traffic, TrafficCount, TrafficError } from '../model/traffic.js';
import type { AskedRequest } from './users.js';

/** Counts and single errors that are kept. */
const [MOST_COUNTS, MOST_ERRORS] = [600, 200];

/** When users asked through the balancer and what went wrong, by the second; where that becomes too much, by two, four and so on. Pure. */
export class TrafficCourse {
  #every = 1;
  #counts = new Map<string, TrafficCount>();
  readonly #errors: TrafficError[] = [];
  #leftOut = 0;

  /** @param hurt in what the answer is not what it was to be; undefined: it is fine */
  add({ at, fleet, instance, answer: { request, tookMs } }: AskedRequest, hurt: string | undefined): void {
    this.#count({ at, fleet, requests: 1, errors: hurt === undefined ? 0 : 1 });
    while (this.#counts.size > MOST_COUNTS) this.#widen();
    if (hurt === undefined) return;
    if (this.#errors.length < MOST_ERRORS) this.#errors.push({ at, fleet, ...(instance === undefined ? {} : { instance }), request, hurt, tookMs });
    else this.#leftOut += 1;
  }

  /** As it stands; later answers do not change it. */
  result(): Traffic {
    const counts = [...this.#counts.values()].sort((a, b) => a.at - b.at);
    return { every: this.#every, counts, errors: [...this.#errors], ...(this.#leftOut === 0 ? {} : { errorsLeftOut: this.#leftOut }) };
  }

  #count({ at, fleet, requests, errors }: TrafficCount): void {
    const from = Math.floor(at / this.#every) * this.#every;
    const key = `${from} ${fleet}`;
    const known = this.#counts.get(key);
    this.#counts.set(key, { at: from, fleet, requests: (known?.requests ?? 0) + requests, errors: (known?.errors ?? 0) + errors });
  }

  #widen(): void {
    const counts = this.#counts;
    this.#every *= 2;
    this.#counts = new Map();
    for (const count of counts.values()) this.#count(count);
  }
}
