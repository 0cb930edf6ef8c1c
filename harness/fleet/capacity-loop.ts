import { launchText, requestText, terminationTexts, type CapacityRequest, type CapacityStep, type CauseSentence } from './activities.js';
import { isPresent } from './group-state.js';
import { launchInstance, terminateInstance } from './instance-life.js';
import type { LifeSetting } from './life-setting.js';
import { LOOKED_AT, lookAtHealth, type BalancerHealth, type SeenInstance } from './look-at-health.js';
import { capacityStep, planCapacity, type CapacityAction } from './plan-capacity.js';
import type { RefreshHistory } from './refresh-history.js';
import { releaseToLaunch } from './refresh-state.js';
import { WorkUnderWay } from './work-under-way.js';

interface PlanContext {
  /** Launch configuration of what is launched. */
  readonly release: string;
  readonly step: CapacityStep;
  readonly request: CauseSentence | undefined;
}

/** Looks at the health of a group's instances, plans, and has carried out what is planned. */
export class CapacityLoop {
  /** What is under way in the group. */
  readonly work = new WorkUnderWay();
  /** What a user asked for, to be named in the activities that follow from it until the group has what was asked for. */
  #request: CauseSentence | undefined;
  #acting = false;
  #actAgain = false;

  /** @param runs whether the group has started and not stopped yet */
  constructor(
    private readonly life: LifeSetting,
    private readonly refreshes: RefreshHistory,
    private readonly runs: () => boolean,
  ) {}

  async lookPeriodically(): Promise<void> {
    const { clock } = this.life.ports;
    let at = clock.now();
    do at += this.life.settings().healthCheckPeriod;
    while ((await clock.sleepUntil(at)) && this.look());
  }

  asked(request: CapacityRequest): void {
    this.#request = { at: this.life.ports.clock.now(), text: requestText(request) };
  }

  /** Plans and acts until a plan is empty and nothing changed meanwhile; a listener that changes the group never sees half of a plan. */
  act(): void {
    this.#actAgain = true;
    if (this.#acting || !this.runs()) return;
    this.#acting = true;
    try {
      while (this.#actAgain) {
        this.#actAgain = false;
        this.#actOnce();
      }
    } finally {
      this.#acting = false;
    }
  }

  /** Room that one work leaves may be wanted by the next plan, so every end leads to one. */
  goOn(work: Promise<void>): void {
    this.work.add(work.finally(() => this.act()));
  }

  /** Ends all instances that nothing ends yet, as a group does that is deleted. */
  endAll(): void {
    const left = this.life.record.state.instances.filter(({ lifecycle }) => !lifecycle.startsWith('Terminating') && lifecycle !== 'Detaching');
    const actions = left.map(({ id }): CapacityAction => ({ action: 'terminate', id, cause: 'capacity' }));
    this.#carryOut(actions, { release: '', step: capacityStep(actions, left.length), request: undefined });
  }

  /** Looks at health at this moment; false once the group has stopped. */
  look(): boolean {
    if (!this.runs()) return false;
    const { record, settings, ports } = this.life;
    const { state, objects, balancers } = record;
    const seen = state.instances.flatMap(({ id, lifecycle, registered }): SeenInstance[] => {
      const instance = objects.get(id);
      if (!instance || !LOOKED_AT.has(lifecycle)) return [];
      const words = registered.map((name) => [name, balancers.get(name)?.healthOf(id) ?? 'unregistered'] satisfies [string, BalancerHealth]);
      return [{ id, gone: instance.gone, balancers: new Map(words) }];
    });
    const look = lookAtHealth({ ...state, launchesPaused: false }, settings(), seen, ports.clock.now());
    record.change(look.state);
    for (const { id, cause } of look.turned) record.tell({ type: 'health', id, status: 'Unhealthy', cause });
    this.act();
    return true;
  }

  #actOnce(): void {
    const request = this.#request;
    const wants = this.refreshes.step();
    const { state } = this.life.record;
    const release = releaseToLaunch(state, this.refreshes.latest);
    const actions = planCapacity({ ...state, release }, this.life.settings(), this.life.ports.clock.now(), wants);
    const running = state.launching + state.instances.filter(isPresent).length;
    const step = capacityStep(actions, running);
    if (step.to === this.life.settings().desiredCapacity) this.#request = undefined;
    this.#carryOut(actions, { release, step, request });
    if (actions.length > 0) this.#actAgain = true;
  }

  /** What is done here changes the state before it returns; the rest of each work goes on beside. */
  #carryOut(actions: readonly CapacityAction[], { release, step, request }: PlanContext): void {
    const at = this.life.ports.clock.now();
    const because = (cause: string, texts: readonly string[]): CauseSentence[] => [
      ...(cause === 'capacity' && request ? [request] : []),
      ...texts.map((text) => ({ at, text })),
    ];
    for (const action of actions) {
      if (action.action === 'terminate') {
        const { id, cause } = action;
        this.goOn(terminateInstance(this.life, id, because(cause, terminationTexts(id, cause, step))).done);
        continue;
      }
      const cause = because(action.cause, [launchText(action.cause, step)]);
      for (let left = action.count; left > 0; left--) this.goOn(launchInstance(this.life, release, cause));
    }
  }
}
