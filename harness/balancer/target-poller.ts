import { createHash } from 'node:crypto';
import type { Clock } from '../model/clock.js';
import { parseTarget } from '../model/health-check-target.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import type { Journal } from '../model/journal.js';
import type { ProbeResult } from '../model/probe-result.js';
import { describeTarget } from '../model/target-health-description.js';
import { newTarget, step, thresholdsOf, type TargetHealth } from '../model/target-health.js';
import { wallNow } from '../model/wall-clock.js';
import type { PolledTarget } from './polled-target.js';
import { sendProbe } from './probe.js';
import { Settling } from './settling.js';
import { isProjectable } from './projection.js';

export interface PollerOptions<T extends PolledTarget = PolledTarget> {
  readonly scenario: string;
  readonly instance: T;
  readonly healthCheck: HealthCheck;
  readonly balancer: BalancerKind;
  readonly clock: Clock;
  /** Wall seconds an answer must have lasted before time may be skipped. */
  readonly settle: number;
  /** Wall seconds after which a busy failing instance is no longer waited for. */
  readonly busyLimit: number;
  readonly journal: Journal;
  /** Clock seconds from registration to the first check; 0 when left out. */
  readonly registration?: number;
  /** Of a poller that may run for days only its latest checks are kept; all of them when left out. */
  readonly history?: 'all' | 'recent';
  /** Changes with what happened elsewhere and may explain a change of answers: another instance migrates what all share. */
  surroundings?(): number;
  /** Called after every check, when the target's health is up to date. */
  onChecked(): void;
}

/** Checks that are kept of a poller with a short history: more than any run of thresholds, and than projection looks at. */
const RECENT = 50;

/** Polls one registered instance as the balancer does, at its slots, and keeps its target health. */
export class TargetPoller<T extends PolledTarget = PolledTarget> {
  health: TargetHealth = newTarget();
  readonly probes: ProbeResult[] = [];
  /** Wall time of the last check that was sent. */
  lastSentAt = wallNow();
  /** Why the skipped time cannot be trusted; undefined while it can. */
  untrusted: string | undefined;
  /** The latest check that failed. */
  lastFailed: ProbeResult | undefined;
  #healthCheck: HealthCheck;
  /** Told when the next slot may have become an earlier one. */
  #reconsider: () => void = () => undefined;
  #down = false;
  readonly #settling: Settling;
  #stopped = false;
  #seen = { mark: 0, skipped: 0 };

  constructor(readonly options: PollerOptions<T>) {
    this.#settling = new Settling(options);
    this.#healthCheck = options.healthCheck;
  }

  get inService(): boolean {
    return this.health.state === 'healthy' && this.#isUp();
  }

  get healthCheck(): HealthCheck {
    return this.#healthCheck;
  }

  /**
   * Sends another check from the next slot on, which comes no later than the new interval. AWS does not say what becomes
   * of the runs so far: the state stays, and counting begins anew.
   */
  configure(healthCheck: HealthCheck): void {
    this.#healthCheck = healthCheck;
    this.health = { ...this.health, passes: 0, failures: 0 };
    this.#reconsider();
  }

  /** A fault struck or ended, or a boot took too long: a pool or a cache needs a moment, so no time is skipped yet. */
  notice(): void {
    this.#settling.begin(() => this.#isFailing());
  }

  /** Sends a check at each slot until stopped; the interval counts from slot to slot (rule 14). */
  async run(): Promise<void> {
    const { clock } = this.options;
    for (let slot: number | undefined = clock.now() + (this.options.registration ?? 0); (slot = await this.#come(slot)) !== undefined; slot = this.#after(slot)) {
      if (this.#stopped) return;
      if (!this.#mayCheck()) continue;
      const release = clock.hold('a health check is in flight');
      try {
        await this.#check(slot);
      } finally {
        release();
      }
      this.options.onChecked();
    }
  }

  /** The slot that has come: the one that was planned, or an earlier one of a shorter interval; undefined when time is over. */
  async #come(planned: number): Promise<number | undefined> {
    const { clock } = this.options;
    for (let slot = planned; ; ) {
      const reconsidered = new Promise<'reconsidered'>((resolve) => (this.#reconsider = () => resolve('reconsidered')));
      const woken = await Promise.race([clock.sleepUntil(slot), reconsidered]);
      if (woken !== 'reconsidered') return woken ? slot : undefined;
      slot = Math.min(slot, clock.now() + this.#healthCheck.interval);
    }
  }

  /** In real time a machine may have slept: what it missed is not sent all at once. */
  #after(slot: number): number {
    const { clock } = this.options;
    const { interval } = this.#healthCheck;
    const next = slot + interval;
    const missed = clock.pace === 'realtime' ? Math.max(0, Math.floor((clock.now() - next) / interval)) : 0;
    return next + missed * interval;
  }

  #isUp(): boolean {
    return (this.options.instance.standing ?? 'running') === 'running';
  }

  /** A machine that comes up again is checked as one that was just registered. */
  #mayCheck(): boolean {
    const wasDown = this.#down;
    this.#down = !this.#isUp();
    if (this.#down) return false;
    if (wasDown) this.health = newTarget();
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#settling.stop();
  }

  /** Sends one check outside the slots, for the watch after the verdict; health stays as it is. */
  async look(at: number): Promise<ProbeResult> {
    const result = await this.#send(at);
    this.#journal(result, 'watch');
    return result;
  }

  async #check(slot: number): Promise<void> {
    const { clock, instance } = this.options;
    const previous = this.probes.at(-1);
    const before = this.#mark;
    const projected = previous !== undefined && clock.pace === 'fast' && !this.#settling.active && isProjectable(this.probes);
    const result = projected ? { ...previous, at: slot, projected: true } : await this.#send(slot);
    this.#keep(result);
    this.#journal(result, 'rollout');
    const passed = result.outcome === 'passed';
    // What answers once the checks have ended counts no more: who drains stays what it was.
    if (!this.#stopped) this.#move(previous, result);
    if (projected) return;
    const changed = previous === undefined || previous.outcome !== result.outcome || previous.status !== result.status;
    if (changed && previous !== undefined) this.#mistrust(previous, result);
    this.#seen = { mark: before, skipped: clock.skipped() };
    await instance.noteCheck(passed);
    if (changed && this.#mayChange(result)) this.#settling.begin(() => this.#isFailing());
  }

  #keep(result: ProbeResult): void {
    this.probes.push(result);
    if (this.options.history === 'recent' && this.probes.length > RECENT) this.probes.shift();
    if (result.outcome !== 'passed') this.lastFailed = result;
  }

  #move(previous: ProbeResult | undefined, result: ProbeResult): void {
    const { scenario, instance, balancer, journal } = this.options;
    const described = describeTarget(balancer, this.health, previous);
    const moved = step(this.health, result.outcome === 'passed', thresholdsOf(this.#healthCheck, balancer));
    this.health = moved.health;
    const after = describeTarget(balancer, this.health, result);
    if (moved.transition !== 'changed' && described.description === after.description) return;
    journal.write({ type: 'transition', scenario, instance: instance.id, at: result.at, ...after });
  }

  /** An instance with no process left cannot change by itself, and one that boots has a hold of its own. */
  #mayChange({ outcome }: ProbeResult): boolean {
    const { gone, listening } = this.options.instance;
    return !gone && (listening || outcome !== 'connection-refused');
  }

  /**
   * An answer that changed during a skip, though nothing of ours happened since the check before was sent, may have
   * changed by the app's own clock.
   */
  #mistrust(previous: ProbeResult, result: ProbeResult): void {
    const { clock } = this.options;
    if (clock.skipped() === this.#seen.skipped || this.#mark !== this.#seen.mark) return;
    this.untrusted ??= `the answer changed from ${previous.outcome} to ${result.outcome} while time was skipped`;
  }

  get #mark(): number {
    return this.options.instance.mark + (this.options.surroundings?.() ?? 0);
  }

  #isFailing(): boolean {
    return this.probes.at(-1)?.outcome !== 'passed';
  }

  async #send(at: number): Promise<ProbeResult> {
    const { instance, balancer } = this.options;
    const healthCheck = this.#healthCheck;
    const address = instance.addressOf(parseTarget(healthCheck.target).port);
    this.lastSentAt = wallNow();
    const observation = await sendProbe({ kind: balancer, healthCheck, privateAddress: instance.privateAddress, address });
    return { at, ...observation };
  }

  #journal({ body, ...result }: ProbeResult, phase: 'rollout' | 'watch'): void {
    const { scenario, instance, journal } = this.options;
    const hash = body === undefined || body === '' ? undefined : createHash('sha256').update(body).digest('hex').slice(0, 16);
    if (hash !== undefined && body !== undefined) journal.write({ type: 'body', hash, text: body });
    journal.write({ type: 'probe', scenario, instance: instance.id, phase, ...(hash ? { bodyHash: hash } : {}), ...result });
  }
}
