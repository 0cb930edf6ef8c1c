import { Agent } from 'node:http';
import { ConfigError } from '../model/errors.js';
import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';
import { wallNow, wallTimer } from '../model/wall-clock.js';
import type { CookieJar } from './cookie-jar.js';
import { askJourney, journeysOf } from './journeys.js';
import { PATIENCE } from './patience.js';
import { RequestSlots } from './request-slots.js';
import { askAsUser, type UserDoor } from './user-exchange.js';

/** A user's request through the balancer, and how it went. */
export interface AskedRequest {
  /** Clock seconds at which it began. */
  readonly at: number;
  /** Name of the moment at which it began. */
  readonly phase: string;
  readonly fleet: string;
  /** Instance that served it; missing when the balancer answered itself or the connection was never made. */
  readonly instance?: string;
  readonly answer: UserAnswer;
}

export interface UsersOptions {
  /** Asked in turn, a journey as one; users without any ask nothing. */
  readonly requests: readonly UserRequest[];
  /** The balancer's listener. */
  readonly door: { readonly host: string; readonly port: number };
  readonly publicHost: string;
  /** Requests and journeys per wall second; they begin at their slots whether or not earlier ones were answered. */
  readonly perSecond: number;
  /**
   * Connections kept open between requests, at most; left out: 4. While all of them are busy a request gets one of its
   * own, which ends with it: a user does not wait because another one does.
   */
  readonly connections?: number;
  /** Headers of every request, such as X-Forwarded-Proto where the balancer adds none; a request's own headers win. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Wall seconds after which a user has given up; left out: 8. */
  readonly patience?: number;
  /**
   * Wall seconds after which an idle connection is closed; left out: 1.5. Keep it below the balancer's idle time-out and,
   * where the balancer passes connections through, below the instances' keep-alive time.
   */
  readonly idle?: number;
  /** Clock seconds. */
  now(): number;
  /** Name of the moment, such as `before`, `rollout` or `after`. */
  phase(): string;
  /** Id of the instance behind the balancer for the client's connection. */
  servedBy(clientPort: number): string | undefined;
  /** Name of the fleet that an instance belongs to; without an instance, of the balancer. */
  fleetOf(instance: string | undefined): string;
  onAnswer(asked: AskedRequest): void;
}

/**
 * Users who ask through a balancer at a constant rate. An answer that does not come whole is told as an error, and never
 * asked for again: a user who is hurt must be seen.
 */
export class Users {
  readonly #slots: RequestSlots;
  readonly #journeys: readonly (readonly UserRequest[])[];
  readonly #agents: readonly Agent[];
  readonly #inFlight = new Set<Promise<void>>();
  #begun = 0;
  #stopped = false;
  #cancel: () => void = () => undefined;

  /** @throws ConfigError when the rate, the connections or a time is out of range. */
  constructor(private readonly options: UsersOptions) {
    check(options);
    const { connections = 4, idle = 1.5 } = options;
    this.#slots = new RequestSlots(options.perSecond);
    this.#journeys = journeysOf(options.requests);
    // A balancer may close a connection that is idle at the moment at which a request is sent on it. That would look
    // like a user's error and be none of the release's, so idle connections are closed from this side, and earlier.
    this.#agents = Array.from({ length: connections }, () => new Agent({ keepAlive: true, maxFreeSockets: 1, timeout: idle * 1000 }));
  }

  /** Begins the slots, once; the first request is sent at once unless users are drained. */
  start(): void {
    this.#slots.start(wallNow());
    this.#beginDue();
  }

  /** Every request once, all at once, awaited: also while drained, and without a turn taken from the slots. */
  async round(): Promise<void> {
    if (this.#stopped) return;
    await Promise.all(this.#journeys.map((journey, index) => this.#begin(journey, index)));
  }

  /** Resolves when nothing is in flight, or when users were resumed before that; no slot begins until `resume()` is called. */
  async drain(): Promise<void> {
    this.#hold();
    while (this.#inFlight.size > 0 && this.#slots.held) await Promise.all(this.#inFlight);
  }

  /**
   * Goes on where `drain()` held: with the time that was left until the next slot. A slot that has come begins a moment
   * later, so that nothing is under way while the clock jumps.
   */
  resume(): void {
    if (this.#stopped) return;
    this.#slots.resume(wallNow());
    this.#awaitNext();
  }

  /** Ends the slots for good and waits for what is in flight. Safe to call twice. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#hold();
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
    for (const agent of this.#agents) agent.destroy();
  }

  #hold(): void {
    this.#cancel();
    this.#slots.hold(wallNow());
  }

  #beginDue(): void {
    this.#cancel();
    const journeys = this.#journeys;
    if (this.#stopped || journeys.length === 0) return;
    for (let due = this.#slots.take(wallNow()); due > 0; due -= 1) {
      const turn = this.#begun % journeys.length;
      // Each request moves on by a connection from round to round, so that none is tied to the instance behind one.
      const connection = turn + Math.floor(this.#begun / journeys.length);
      this.#begun += 1;
      void this.#begin(journeys[turn] as readonly UserRequest[], connection);
    }
    this.#awaitNext();
  }

  #awaitNext(): void {
    this.#cancel();
    const next = this.#slots.nextAt();
    if (next !== undefined) this.#cancel = wallTimer(Math.max(0, next - wallNow()), () => this.#beginDue());
  }

  #begin(journey: readonly UserRequest[], connection: number): Promise<void> {
    const door = this.#doorOn(connection);
    const done = askJourney(journey, (request, jar) => this.#ask(request, door, jar))
      .then(() => undefined)
      .finally(() => this.#inFlight.delete(done));
    this.#inFlight.add(done);
    return done;
  }

  async #ask(request: UserRequest, door: UserDoor, jar: CookieJar | undefined): Promise<UserAnswer> {
    const { options } = this;
    const began = { at: options.now(), phase: options.phase() };
    const { answer, instance } = await askAsUser(request, door, jar);
    options.onAnswer({ ...began, fleet: options.fleetOf(instance), ...(instance === undefined ? {} : { instance }), answer });
    return answer;
  }

  #doorOn(connection: number): UserDoor {
    const { options } = this;
    const { door, publicHost, headers = {}, patience = PATIENCE } = options;
    const agent = this.#agents[connection % this.#agents.length] ?? false;
    return { address: () => door, publicHost, agent, headers, patience, servedBy: (port) => options.servedBy(port) };
  }
}

function check({ perSecond, connections = 1, patience = 1, idle = 1 }: UsersOptions): void {
  if (!(Number.isSafeInteger(connections) && connections >= 1)) {
    throw new ConfigError(`users: expected 1 or more connections, found ${connections}`);
  }
  for (const [name, value] of Object.entries({ perSecond, patience, idle })) {
    if (!(Number.isFinite(value) && value > 0)) throw new ConfigError(`users: expected '${name}' above 0, found ${value}`);
  }
}
