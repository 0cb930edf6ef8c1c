import { MovableWait } from '../balancer/movable-wait.js';
import type { Clock } from '../model/clock.js';
import { ConfigError } from '../model/errors.js';
import { globalTimeout, type HookResult, type LifecycleHook } from './lifecycle-hooks.js';
import { stableId } from './stable-id.js';

/** Why an instance does not go on. */
export interface Abandoned {
  readonly token: string;
  /** In AWS's words. */
  readonly why: string;
}

/** Which action is meant: one of an instance, or the one with a token. */
export interface NamedAction {
  readonly instanceId?: string | undefined;
  readonly token?: string | undefined;
}

interface Action {
  readonly token: string;
  readonly hook: LifecycleHook;
  readonly instanceId: string;
  readonly wait: MovableWait;
  readonly latestAt: number;
  dueAt: number;
  result?: HookResult;
}

const COMPLETED = 'Lifecycle Action Completed with ABANDON Result';
const TIMED_OUT = 'Heartbeat Timeout';

/** The lifecycle actions of one group that are waited for. AWS: How lifecycle hooks work. */
export class LifecycleActions {
  readonly #actions = new Set<Action>();
  #begun = 0;
  #ended = false;

  constructor(
    private readonly group: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Waits for one action of each hook: all of them begin at once, and the first that is abandoned ends the rest. Resolves
   * with undefined when the instance shall go on, and when the actions were dropped.
   */
  async run(instanceId: string, hooks: readonly LifecycleHook[]): Promise<Abandoned | undefined> {
    if (this.#ended) return undefined;
    const actions = hooks.map((hook) => this.#begin(instanceId, hook));
    let abandoned: Abandoned | undefined;
    const waits = actions.map(async (action) => {
      const timedOut = await action.wait.until(() => action.dueAt);
      this.#actions.delete(action);
      const result = action.result ?? (timedOut ? action.hook.defaultResult : 'CONTINUE');
      if (result === 'CONTINUE' || abandoned) return;
      abandoned = { token: action.token, why: action.result ? COMPLETED : TIMED_OUT };
      this.drop(instanceId);
    });
    await Promise.all(waits);
    return abandoned;
  }

  /** AWS: CompleteLifecycleAction. @throws ConfigError when no such action is waited for. */
  complete(hook: string, named: NamedAction, result: HookResult): void {
    this.#settle(this.#find(hook, named), result);
  }

  /** AWS: RecordLifecycleActionHeartbeat. @throws ConfigError when no such action is waited for. */
  heartbeat(hook: string, named: NamedAction): void {
    const action = this.#find(hook, named);
    action.dueAt = Math.min(action.latestAt, this.clock.now() + action.hook.heartbeatTimeout);
    action.wait.reconsider();
  }

  /** A hook is gone: launches that wait for it are abandoned, terminations go on. AWS: DeleteLifecycleHook. */
  endOf(hook: string): void {
    for (const action of this.#actions) {
      if (action.hook.name === hook) this.#settle(action, action.hook.transition === 'launching' ? 'ABANDON' : 'CONTINUE');
    }
  }

  /** An instance has left the transition: nothing of it is waited for any more. */
  drop(instanceId: string): void {
    for (const action of this.#actions) if (action.instanceId === instanceId) this.#call(action);
  }

  /** Nothing is waited for any more, and nothing will be. */
  end(): void {
    this.#ended = true;
    for (const action of this.#actions) this.#call(action);
  }

  #begin(instanceId: string, hook: LifecycleHook): Action {
    const now = this.clock.now();
    const token = stableId(`${this.group}/lifecycle-action/${this.#begun}`);
    this.#begun += 1;
    const { heartbeatTimeout } = hook;
    const action: Action = { token, hook, instanceId, wait: new MovableWait(this.clock), dueAt: now + heartbeatTimeout, latestAt: now + globalTimeout(heartbeatTimeout) };
    this.#actions.add(action);
    return action;
  }

  #find(hook: string, { instanceId, token }: NamedAction): Action {
    const found = [...this.#actions].find(
      (action) => action.hook.name === hook && (token === undefined || action.token === token) && (instanceId === undefined || action.instanceId === instanceId),
    );
    if (found && (token !== undefined || instanceId !== undefined)) return found;
    throw new ConfigError(`No active Lifecycle Action found with ${token === undefined ? `instance ID ${instanceId ?? ''}` : `token ${token}`}`);
  }

  #settle(action: Action, result: HookResult): void {
    action.result = result;
    this.#call(action);
  }

  #call(action: Action): void {
    this.#actions.delete(action);
    action.wait.callOff();
  }
}
