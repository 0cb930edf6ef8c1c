import type { MutantResult } from '../model/audit.js';
import type { Timings } from '../model/audit-journal.js';
import type { Journal, JournalEvent } from '../model/journal.js';

/** Areas whose mutants are slow on purpose, or wait for what is. */
const SLOWED = new Set(['process', 'database', 'dependencies', 'migrations']);

/** Wall milliseconds within which a check is answered by an app that had no need to wait for a processor. */
const AT_ONCE_MS = 250;

/** Wall milliseconds above which an answer may be one of somebody who himself gave up waiting, such as for a connection. */
const LATE_MS = 1000;

/** Passes the events of a run on, and keeps how long boots and checks took, by scenario. */
export class Measures implements Journal {
  readonly #boots = new Map<string, number[]>();
  readonly #checks = new Map<string, number[]>();
  readonly #answeredAtOnce = new Map<string, boolean>();
  /** Of the last attempt: wall milliseconds of the first answer that hurt. */
  readonly #soonestHurt = new Map<string, number>();

  constructor(private readonly journal: Journal) {}

  write(event: JournalEvent): void {
    if (event.type === 'instance' && event.event === 'listening' && event.side !== 'old') add(this.#boots, event.scenario, secondsIn(event.detail));
    // A check that stands for others was not sent, and one that failed took as long as its timeout.
    if (event.type === 'probe' && event.outcome === 'passed' && event.projected !== true) add(this.#checks, event.scenario, event.tookMs / 1000);
    if (event.type === 'probe' && event.outcome !== 'passed' && event.projected !== true) this.#answeredAtOnce.set(event.scenario, event.status !== undefined && event.tookMs <= AT_ONCE_MS);
    if (event.type === 'attempt-started') this.#soonestHurt.delete(event.scenario);
    if (event.type === 'users') this.#learnHurt(event.scenario, event.answers.flatMap(({ hurt, tookMs }) => (hurt === undefined ? [] : [tookMs])));
    this.journal.write(event);
  }

  /** Whether the last check of it that failed was answered, and no later than where nothing else is at work. */
  failedAtOnce(scenario: string): boolean {
    return this.#answeredAtOnce.get(scenario) ?? false;
  }

  /** Whether users of its canary were hurt, and each of those who were had waited for the answer. */
  hurtLate(scenario: string): boolean {
    return (this.#soonestHurt.get(scenario) ?? 0) >= LATE_MS;
  }

  /** Whether a port of this scenario's was ever open. */
  listened(scenario: string): boolean {
    return this.#boots.has(scenario);
  }

  #learnHurt(scenario: string, times: readonly number[]): void {
    if (times.length > 0) this.#soonestHurt.set(scenario, Math.min(this.#soonestHurt.get(scenario) ?? Number.POSITIVE_INFINITY, ...times));
  }

  /**
   * Of the control and of those mutants that were as good as it: what is broken may also be slow.
   * @param scenarios of each result that was run
   */
  timings(results: readonly MutantResult[], scenarios: ReadonlyMap<string, string>): Timings {
    const mutants = new Set(scenarios.values());
    const good = results.filter(({ status, area }) => status === 'harmless' && !SLOWED.has(area)).map(({ id }) => scenarios.get(id));
    const counts = (scenario: string): boolean => !mutants.has(scenario) || good.includes(scenario);
    const of = (times: ReadonlyMap<string, number[]>): number[] => [...times].flatMap(([scenario, seconds]) => (counts(scenario) ? seconds : []));
    return { boots: of(this.#boots), checks: of(this.#checks) };
  }
}

const secondsIn = (detail: unknown): number => (detail as { readonly seconds: number }).seconds;

function add(times: Map<string, number[]>, scenario: string, seconds: number): void {
  times.set(scenario, [...(times.get(scenario) ?? []), seconds]);
}
