import type { ProbeResult } from '../model/probe-result.js';

/** The checks of one target that counted, the oldest first. */
export class ProbeHistory {
  readonly probes: ProbeResult[] = [];
  /** The latest that failed, also when it is no longer kept. */
  lastFailed: ProbeResult | undefined;
  /** Changes whenever another question is asked: an answer to the one before counts no more. */
  era = 0;
  #ofEra = 0;

  /** @param kept how many of the latest are kept; a target may be checked for days */
  constructor(private readonly kept: number) {}

  /** Those that may be compared with the next, since they asked the same of the same machine. */
  get comparable(): readonly ProbeResult[] {
    const { length } = this.probes;
    return this.#ofEra >= length ? this.probes : this.probes.slice(length - this.#ofEra);
  }

  add(result: ProbeResult): void {
    this.probes.push(result);
    if (this.probes.length > this.kept) this.probes.shift();
    this.#ofEra += 1;
    if (result.outcome !== 'passed') this.lastFailed = result;
  }

  /** Another check is sent from now on, or to another machine. */
  askAnew(): void {
    this.era += 1;
    this.#ofEra = 0;
  }
}
