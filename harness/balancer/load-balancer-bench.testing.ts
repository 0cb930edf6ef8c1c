import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from '../model/activity.js';
import { clockOf, ManualClock, type Clock } from '../model/clock.js';
import type { HealthCheck } from '../model/health-check.js';
import type { JournalEvent } from '../model/journal.js';
import { until } from './data-plane-bench.testing.js';
import { LoadBalancer, type LoadBalancerOptions } from './load-balancer.js';
import type { PolledTarget } from './polled-target.js';

export const EVERY = 10;
export const CHECK: HealthCheck = { target: 'HTTP:80/health', interval: EVERY, timeout: 5, healthyThreshold: 3, unhealthyThreshold: 2 };

/** An instance that is a tiny server, whose health a test decides. */
export class CheckedTarget implements PolledTarget {
  readonly privateAddress = '10.0.1.23';
  readonly mark = 0;
  readonly listening = true;
  readonly gone = false;
  healthy = true;
  standing: NonNullable<PolledTarget['standing']> = 'running';
  /** What counts as a check. */
  checkPath = '/health';
  /** The status of one that is not healthy. */
  sick = 503;
  /** Checks that reached it. */
  checks = 0;
  /** Answers that wait for a test: those of users, and of checks while `slow`. */
  readonly waiting: ServerResponse[] = [];
  slow = false;
  readonly #server = createServer((request, response) => {
    if (request.url === '/beat') return void response.end();
    const isCheck = request.url === this.checkPath;
    if (isCheck) this.checks += 1;
    response.statusCode = this.healthy || !isCheck ? 200 : this.sick;
    if (isCheck && !this.slow) response.end('health');
    else this.waiting.push(response);
  });

  constructor(readonly id: string) {}

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  addressOf(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  /** Resolves when everything has arrived that was sent to it before. */
  async beat(): Promise<void> {
    const { host, port } = this.addressOf();
    await fetch(`http://${host}:${port}/beat`, { headers: { connection: 'close' } });
  }

  activity(): Promise<Activity> {
    return Promise.resolve({ cpuSeconds: 0, linkBytes: 0, logLines: 0 });
  }

  noteCheck(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A clock of real time, and how many wait on it: for each of them a timer runs. */
export function countedClock(): { readonly clock: Clock; waiting(): number } {
  const clock = clockOf('realtime');
  const sleepUntil = clock.sleepUntil.bind(clock);
  let waiting = 0;
  clock.sleepUntil = async (at) => {
    waiting += 1;
    try {
      return await sleepUntil(at);
    } finally {
      waiting -= 1;
    }
  };
  return { clock, waiting: () => waiting };
}

/** One balancer and the targets of a test. On the manual clock time moves from slot to slot only. */
export class BalancerBench<C extends Clock = ManualClock> {
  readonly events: JournalEvent[] = [];
  readonly balancer: LoadBalancer<CheckedTarget>;
  readonly #targets = new Map<string, CheckedTarget>();
  #done = 0;

  constructor(
    readonly clock: C,
    change: Partial<HealthCheck> = {},
    options: Partial<LoadBalancerOptions> = {},
  ) {
    this.balancer = new LoadBalancer<CheckedTarget>({
      scenario: 'test',
      kind: 'classic',
      healthCheck: { ...CHECK, ...change },
      clock,
      journal: { write: (event) => this.events.push(event) },
      busyLimit: 1,
      onChecked: () => (this.#done += 1),
      ...options,
    });
  }

  async target(id: string): Promise<CheckedTarget> {
    const known = this.#targets.get(id);
    if (known) return known;
    const target = await new CheckedTarget(id).open();
    this.#targets.set(id, target);
    return target;
  }

  async register(id: string): Promise<CheckedTarget> {
    const target = await this.target(id);
    this.balancer.register(target, 0);
    return target;
  }

  health(...ids: string[]): string[] {
    return ids.map((id) => this.balancer.healthOf(id));
  }

  /** What the data plane is told of a target. */
  routed(id: string): ReturnType<LoadBalancer['routable']>[number] | undefined {
    return this.balancer.routable(80).find((target) => target.id === id);
  }

  /** AWS's words for the states that a target went through. */
  states(id: string): string[] {
    return this.events.flatMap((event) => (event.type === 'transition' && event.instance === id ? [`${event.state}: ${event.description ?? ''}`] : []));
  }

  /** Clock seconds of the checks of a target. */
  checksAt(id: string): number[] {
    return this.events.flatMap((event) => (event.type === 'probe' && event.instance === id ? [event.at] : []));
  }

  /** What was sent in each check of a target, as the journal has it, and of one that was projected what would have been. */
  requestsOf(id: string): { readonly text: string | undefined; readonly isProjected: boolean }[] {
    const texts = new Map(this.events.flatMap((event) => (event.type === 'body' ? [[event.hash, event.text] as const] : [])));
    return this.events.flatMap((event) => (event.type === 'probe' && event.instance === id ? [{ text: texts.get(event.requestHash ?? ''), isProjected: event.projected === true }] : []));
  }

  /** Moves a manual clock to a moment, and waits until so many checks are over that are due by then. */
  async advanceTo(at: number, checks: number): Promise<void> {
    const wanted = this.#done + checks;
    if (this.clock instanceof ManualClock) await this.clock.advanceTo(at);
    await until(() => this.#done >= wanted, `${checks} checks by ${at} s`);
  }

  /** Has a target checked once for each mark, `+` healthy and `-` not, and tells its health after each. */
  async run(target: CheckedTarget, marks: string): Promise<string> {
    let seen = '';
    for (const mark of marks) {
      target.healthy = mark === '+';
      const now = this.clock.now();
      await this.advanceTo(target.checks === 0 ? now : now + EVERY, 1);
      seen += this.balancer.healthOf(target.id) === 'InService' ? 'I' : 'o';
    }
    return seen;
  }

  async close(): Promise<void> {
    this.balancer.stopChecks();
    this.clock.stop();
    await Promise.all([...this.#targets.values()].map((target) => target.close()));
  }
}
