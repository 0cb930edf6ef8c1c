import { createHash } from 'node:crypto';
import type { Clock } from '../model/clock.js';
import { parseTarget } from '../model/health-check-target.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import type { Journal } from '../model/journal.js';
import type { ProbeResult, SentCheck } from '../model/probe-result.js';
import { describeTarget, describeUnchecked, type Unchecked } from '../model/target-health-description.js';
import { newTarget, step, thresholdsOf, type TargetHealth, type TargetHealthDescription } from '../model/target-health.js';
import { wallNow } from '../model/wall-clock.js';
import { dueSlot } from './due-slot.js';
import { MovableWait } from './movable-wait.js';
import type { PolledTarget } from './polled-target.js';
import { ProbeHistory } from './probe-history.js';
import { sendProbe } from './probe.js';
import { Settling } from './settling.js';
import { isProjectable } from './projection.js';

export interface PollerOptions<T extends PolledTarget = PolledTarget> {
  readonly scenario: string;
  readonly instance: T;
  /** As it is at first; see `configure`. */
  readonly healthCheck: HealthCheck;
  readonly balancer: BalancerKind;
  readonly clock: Clock;
  /** Wall seconds an answer must have lasted before time may be skipped. */
  readonly settle: number;
  /** Wall seconds after which a busy failing instance is no longer waited for. */
  readonly busyLimit: number;
  readonly journal: Journal;
  /** Clock seconds from registration, or from when it is as if newly registered, to the first check; 0 when left out. */
  readonly registration?: number;
  /** Of a poller that may run for days only the latest checks are kept; all of them when left out. */
  readonly history?: 'all' | 'recent';
  /** Changes with what happened elsewhere and may explain a change of answers: another instance migrates what all share. */
  surroundings?(): number;
  /** Whether a listener uses the balancer; always when left out. See `refresh`. */
  isInUse?(): boolean;
  /** Called after every check, when the target's health is up to date. */
  onChecked(): void;
  /** Called when the target is as if newly registered, since its checks began or ended otherwise than with `stop`. */
  onAnew?(): void;
}

/** Checks that are kept of a short history: more than any threshold, and than projection looks at. */
const RECENT = 50;

/** Polls one registered instance as the balancer does, at its slots, and keeps its target health. */
export class TargetPoller<T extends PolledTarget = PolledTarget> {
  health: TargetHealth = newTarget();
  /** Why it is not checked at the moment; undefined while it is. */
  unchecked: Unchecked | undefined;
  /** Wall time of the last check that was sent. */
  lastSentAt = wallNow();
  /** Why the skipped time cannot be trusted; undefined while it can. */
  untrusted: string | undefined;
  readonly #settling: Settling;
  readonly #history: ProbeHistory;
  readonly #slots: MovableWait;
  #healthCheck: HealthCheck;
  /** Clock seconds of the next slot. */
  #planned = 0;
  #stopped = false;
  #seen = { mark: 0, skipped: 0 };

  constructor(readonly options: PollerOptions<T>) {
    this.#settling = new Settling(options);
    this.#history = new ProbeHistory(options.history === 'recent' ? RECENT : Infinity);
    this.#slots = new MovableWait(options.clock);
    this.#healthCheck = options.healthCheck;
  }

  get inService(): boolean {
    return this.health.state === 'healthy';
  }

  /** The checks that counted, the oldest first. */
  get probes(): readonly ProbeResult[] {
    return this.#history.probes;
  }

  /** In AWS's words; the reason is the latest check that failed, also while it recovers. */
  describe(): TargetHealthDescription {
    const { balancer } = this.options;
    return this.unchecked ? describeUnchecked(balancer, this.unchecked) : describeTarget(balancer, this.health, this.#history.lastFailed);
  }

  /**
   * Sends another check from the next slot on, which comes no later than the new interval from now. AWS does not say what
   * becomes of the runs so far: the state stays, and counting begins anew. Reference section 1.7.
   */
  configure(healthCheck: HealthCheck): void {
    this.#healthCheck = healthCheck;
    this.health = { ...this.health, passes: 0, failures: 0 };
    this.#history.askAnew();
    this.#planned = Math.min(this.#planned, this.options.clock.now() + healthCheck.interval);
    this.#slots.reconsider();
  }

  /**
   * Sees whether it may be checked at all. When that has changed it is as if newly registered, and checked at once or not
   * at all. A machine tells nobody that it stopped, so this is called now and then, and by whoever knows of a change.
   */
  refresh(): void {
    const { instance, isInUse, clock, scenario, journal, registration = 0 } = this.options;
    const { standing = 'running' } = instance;
    const asIs = standing === 'running' ? undefined : standing;
    const unchecked = isInUse === undefined || isInUse() ? asIs : 'not-in-use';
    if (unchecked === this.unchecked) return;
    this.unchecked = unchecked;
    this.health = newTarget();
    this.#history.askAnew();
    this.#planned = clock.now() + registration;
    this.options.onAnew?.();
    journal.write({ type: 'transition', scenario, instance: instance.id, at: clock.now(), ...this.describe() });
    this.#slots.reconsider();
  }

  /** A fault struck or ended, or a boot took too long: a pool or a cache needs a moment, so no time is skipped yet. */
  notice(): void {
    this.#settling.begin(() => this.#isFailing());
  }

  /** Sends a check at each slot until stopped; the interval counts from slot to slot (rule 14). */
  async run(): Promise<void> {
    const { clock, registration = 0 } = this.options;
    this.#planned = clock.now() + registration;
    while (await this.#slots.until(() => this.#nextSlot())) {
      const slot = this.#takeSlot();
      if (this.unchecked) continue;
      const release = clock.hold('a health check is in flight');
      try {
        await this.#check(slot);
      } finally {
        release();
      }
      this.options.onChecked();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#settling.stop();
    this.#slots.callOff();
  }

  /** Undefined: none, until it is known that there is one. A machine that is down may be up again at any time. */
  #nextSlot(): number | undefined {
    this.refresh();
    return this.unchecked === 'not-in-use' || this.unchecked === 'terminated' ? undefined : this.#planned;
  }

  /**
   * The slot that has come; the next one is planned from it. Where time is skipped it also passes while others are waited
   * for, and every slot is sent; otherwise those that a suspended machine has missed are not.
   */
  #takeSlot(): number {
    const { clock } = this.options;
    const { interval } = this.#healthCheck;
    const slot = clock.pace === 'fast' ? this.#planned : dueSlot(this.#planned, interval, clock.now());
    this.#planned = slot + interval;
    return slot;
  }

  /** Sends one check outside the slots, for the watch after the verdict; health stays as it is. */
  async look(at: number): Promise<ProbeResult> {
    const result = await this.#send(at);
    this.#journal(result, 'watch');
    return result;
  }

  async #check(slot: number): Promise<void> {
    const { clock, instance, balancer } = this.options;
    const { target } = this.#healthCheck;
    const { era, comparable } = this.#history;
    const previous = comparable.at(-1);
    const before = this.#mark;
    const projected = previous !== undefined && clock.pace === 'fast' && !this.#settling.active && isProjectable(comparable);
    const result = projected ? { ...previous, at: slot, projected: true } : await this.#send(slot);
    this.#journal(result, 'rollout');
    const passed = result.outcome === 'passed';
    const sent: SentCheck = { kind: balancer, target, request: result.request, unsent: result.unsent === true };
    if (!this.#stopped) this.refresh();
    if (era !== this.#history.era) return instance.noteCheck(passed, sent);
    this.#history.add(result);
    // What answers once the checks have ended counts no more: who drains stays what it was.
    if (!this.#stopped) this.#move(previous, result);
    if (projected) return;
    const changed = previous === undefined || previous.outcome !== result.outcome || previous.status !== result.status;
    if (changed && previous !== undefined) this.#mistrust(previous, result);
    this.#seen = { mark: before, skipped: clock.skipped() };
    await instance.noteCheck(passed, sent);
    if (changed && this.#mayChange(result)) this.#settling.begin(() => this.#isFailing());
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

  #journal({ body, request, ...result }: ProbeResult, phase: 'rollout' | 'watch'): void {
    const { scenario, instance, journal } = this.options;
    const requestHash = this.#journalText(request);
    const bodyHash = this.#journalText(body);
    journal.write({ type: 'probe', scenario, instance: instance.id, phase, ...(requestHash ? { requestHash } : {}), ...(bodyHash ? { bodyHash } : {}), ...result });
  }

  /** The hash by which a text is named; undefined for none. */
  #journalText(text: string | undefined): string | undefined {
    if (text === undefined || text === '') return undefined;
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    this.options.journal.write({ type: 'body', hash, text });
    return hash;
  }
}
