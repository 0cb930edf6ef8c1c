import type { Clock } from '../model/clock.js';
import { isPhaseOnset, type DatabaseFault, type DependencyFault, type Fault, type Onset, type ProcessFault, type RolloutPhase, type StoreFault } from '../model/fault.js';
import { wallTimer } from '../model/wall-clock.js';
import { isSettingFault } from './carry-out/database.js';
import { isContentFault } from './carry-out/store.js';

/** A fault that strikes while the instance runs, and may end again. */
export interface TimedFault {
  readonly fault: Fault;
  readonly onset: Onset | { readonly checks: number };
  readonly lasts?: number;
}

/** Which faults of a list strike at a moment, not from the start command on. Pure. */
export function timedFaults(faults: readonly Fault[]): TimedFault[] {
  return faults.flatMap((fault): TimedFault[] => {
    if (fault.kind === 'database' && !isSettingFault(fault)) return [timedSurroundings(fault)];
    if (fault.kind === 'dependency') return [timedSurroundings(fault)];
    if (fault.kind === 'store' && !isContentFault(fault)) return [timedSurroundings(fault)];
    if (fault.kind === 'migration' && fault.operator === 'lock-held') return [{ fault, onset: 'boot', ...lasting(fault.seconds) }];
    if (fault.kind === 'process') return timedProcess(fault);
    return [];
  });
}

const lasting = (lasts: number | undefined): { lasts?: number } => (lasts === undefined ? {} : { lasts });

const timedSurroundings = (fault: (DatabaseFault | DependencyFault | StoreFault) & { summary: string }): TimedFault => ({
  fault,
  onset: fault.onset,
  ...lasting(fault.lasts),
});

function timedProcess(fault: ProcessFault & { summary: string }): TimedFault[] {
  if (fault.operator === 'exit-after') return [{ fault, onset: fault.onset ?? { seconds: fault.seconds ?? 3 } }];
  if (fault.operator === 'exit-after-checks') return [{ fault, onset: { checks: fault.checks ?? 1 } }];
  if (fault.operator === 'stop') {
    const onset = fault.onset ?? (fault.seconds === undefined ? 'listening' : { seconds: fault.seconds });
    return [{ fault, onset, ...lasting(fault.lasts) }];
  }
  return [];
}

export interface Strikes {
  /** Makes the fault happen; the returned function undoes it. */
  strike(fault: Fault): Promise<() => Promise<void>>;
  struck(fault: Fault): void;
  ended(fault: Fault): void;
  /** A fault whose moment came by itself could not be made to happen, or not be undone. */
  failed(fault: Fault, error: unknown): void;
}

/**
 * Strikes each timed fault at its moment. A fault with an onset in wall time holds the clock until it has struck; one
 * that has an end holds it until that end, so that its whole length is lived.
 */
export class FaultTimer {
  readonly #pending: TimedFault[];
  readonly #cancels = new Set<() => void>();
  /** Cancels the onset in wall seconds of a fault for which one was ever set. */
  readonly #onsets = new Map<TimedFault, () => void>();
  readonly #all: readonly TimedFault[];
  #checks = 0;
  #stopped = false;

  constructor(
    faults: readonly TimedFault[],
    private readonly clock: Clock,
    private readonly strikes: Strikes,
  ) {
    this.#pending = [...faults];
    this.#all = faults;
  }

  at(moment: 'boot' | 'listening' | 'passing'): Promise<void> {
    return this.#strikeWhere(({ onset }) => onset === moment);
  }

  /**
   * A moment of the rollout has come: faults that count from it strike so many seconds of its clock later. An instance
   * that is launched after that finds its surroundings as they are by then; what ends a process is no property of those
   * that take its place.
   * @param began second of the clock at which the moment came
   */
  enter(phase: RolloutPhase, began = this.clock.now()): void {
    for (const timed of this.#pending) {
      const { onset, fault } = timed;
      if (!isPhaseOnset(onset) || onset.after !== phase) continue;
      if (fault.kind === 'process' && this.clock.now() > began + onset.seconds) continue;
      const due = this.clock.sleepUntil(began + onset.seconds);
      void due.then((come) => (come ? this.#strikeNow(timed) : undefined)).catch((error: unknown) => this.strikes.failed(fault, error));
    }
  }

  /** Nothing is skipped while it strikes: an engine may take a while to do it, and checks in that time would not meet it. */
  async #strikeNow(timed: TimedFault): Promise<void> {
    const release = this.clock.hold(`${timed.fault.summary} strikes`);
    await this.#strikeWhere((other) => other === timed).finally(release);
  }

  /** One health check reached the app: a step towards faults that count checks. */
  async afterCheck(passed: boolean): Promise<void> {
    this.#checks += 1;
    if (passed) await this.at('passing');
    await this.#strikeWhere(({ onset }) => typeof onset === 'object' && 'checks' in onset && this.#checks >= onset.checks);
  }

  /** A process came back: faults that count checks count again. */
  processRespawned(): void {
    this.#checks = 0;
    for (const timed of this.#all) {
      const counts = typeof timed.onset === 'object' && 'checks' in timed.onset;
      if (counts && !this.#pending.includes(timed)) this.#pending.push(timed);
    }
  }

  /**
   * A process started: faults with an onset in wall seconds count from here. What ends a process counts anew at every
   * respawn; its surroundings fail once, however often it comes back.
   */
  processStarted(): void {
    for (const timed of this.#all) {
      const { onset, fault } = timed;
      if (typeof onset !== 'object' || !('seconds' in onset) || isPhaseOnset(onset)) continue;
      const earlier = this.#onsets.get(timed);
      if (earlier && fault.kind !== 'process') continue;
      earlier?.();
      const release = this.clock.hold(`${fault.summary} has not struck yet`);
      const strike = (): Promise<void> => this.#strike(timed).catch((error: unknown) => this.strikes.failed(fault, error)).finally(release);
      this.#onsets.set(timed, this.#after(onset.seconds, () => void strike(), release));
    }
  }

  async #strikeWhere(matches: (timed: TimedFault) => boolean): Promise<void> {
    for (const timed of this.#pending.filter(matches)) {
      this.#pending.splice(this.#pending.indexOf(timed), 1);
      await this.#strike(timed);
    }
  }

  async #strike({ fault, lasts }: TimedFault): Promise<void> {
    if (this.#stopped) return;
    const undo = await this.strikes.strike(fault);
    this.strikes.struck(fault);
    if (lasts === undefined) return;
    const release = this.clock.hold(`${fault.summary} is on`);
    const end = async (): Promise<void> => {
      await undo();
      this.strikes.ended(fault);
    };
    const failed = (error: unknown): void => this.strikes.failed(fault, error);
    this.#after(lasts, () => void end().catch(failed).finally(release), release);
  }

  /** Returns a function that prevents it, as stopping does. */
  #after(seconds: number, act: () => void, letGo: () => void): () => void {
    const cancelTimer = wallTimer(seconds, () => {
      this.#cancels.delete(cancel);
      act();
    });
    const cancel = (): void => {
      this.#cancels.delete(cancel);
      cancelTimer();
      letGo();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}
