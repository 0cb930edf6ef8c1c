import type { Scenario } from '../model/scenario.js';
import { controlId, controlKey, startControl, type ControlRun, type StartedControl } from './1-control.js';

/** What all controls of a run have in common. */
export type ControlParts = Pick<ControlRun, 'pace' | 'testbed' | 'journal' | 'firstBoot' | 'boot' | 'reset'>;

export interface ControlsOptions extends ControlParts {
  isAlone(scenario: Scenario): boolean;
  /** Told the wall seconds that each one that was accepted took to boot. */
  onBooted(seconds: number): void;
}

/** The controls of a run: each is started for the first scenario of its settings, and stands for all others of them. */
export class Controls {
  readonly #started = new Map<string, StartedControl>();
  readonly #ids = new Map<string, string>();
  readonly #refused = new Set<string>();
  readonly #bootedAgain: ControlRun['bootedAgain'] = new Map();

  constructor(private readonly options: ControlsOptions) {}

  /** The one that stands for a scenario; on its way, when it is the first to ask. */
  of(scenario: Scenario): StartedControl {
    const key = controlKey(scenario);
    return this.#started.get(key) ?? this.#start(key, scenario);
  }

  /** Those that were refused are asked anew, for whoever wants them next: a busy machine may have made them late. */
  forgetRefused(): void {
    for (const key of this.#refused) this.#started.delete(key);
    this.#refused.clear();
  }

  #start(key: string, scenario: Scenario): StartedControl {
    const { isAlone, onBooted, ...parts } = this.options;
    // One that is asked anew has its name again: what it shows now counts, not what it showed before.
    const id = this.#ids.get(key) ?? controlId(scenario, [...this.#ids.values()]);
    this.#ids.set(key, id);
    const started = startControl({ ...parts, id, scenario, alone: isAlone(scenario), bootedAgain: this.#bootedAgain });
    this.#started.set(key, started);
    started.accepted.then(({ bootSeconds }) => onBooted(bootSeconds), () => this.#refused.add(key));
    return started;
  }
}
