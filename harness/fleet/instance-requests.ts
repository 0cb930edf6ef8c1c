import { ConfigError } from '../model/errors.js';
import { hasEnded, moveText, type Activity, type CapacityStep, type CauseSentence, type UserMove } from './activities.js';
import type { FleetInstance } from './group-ports.js';
import { isPresent, withInstance, type LifecycleState } from './group-state.js';
import { terminateInstance, type BegunWork } from './instance-life.js';
import { attachInstance, detachInstance, enterStandby, exitStandby } from './instance-moves.js';
import { decremented, membersIn, resizedBy } from './instance-rules.js';
import type { LifeSetting } from './life-setting.js';

/** What requests on instances ask of their group. */
export interface RequestHost {
  readonly life: LifeSetting;
  resize(desiredCapacity: number): void;
  /** Lives on beside the caller; what comes next is planned at its end. */
  goOn(work: Promise<void>): void;
  /** Plans and acts. */
  act(): void;
}

interface Decrement {
  /** Whether the desired capacity falls, so that nothing is launched in their place. AWS: ShouldDecrementDesiredCapacity. */
  readonly decrement: boolean;
}

/** Whatever a group still has, but for what it is letting go. */
const TERMINABLE: readonly LifecycleState[] = [
  'Pending', 'Pending:Wait', 'Pending:Proceed', 'InService', 'EnteringStandby', 'Standby', 'Terminating', 'Terminating:Wait', 'Terminating:Proceed',
];

/**
 * Requests on single instances of a group. All of a request is carried out, or it is refused and changes nothing; answers are
 * activities as they began. AWS: EC2 Auto Scaling API.
 */
export class InstanceRequests {
  constructor(private readonly host: RequestHost) {}

  /**
   * Ends instances; one that is Terminating already answers with the activity that is under way.
   * AWS: TerminateInstanceInAutoScalingGroup.
   * @throws ConfigError for one that is not the group's, and when the desired capacity cannot fall so far.
   */
  terminate(ids: readonly string[], { decrement }: Decrement): Activity[] {
    const { life } = this.host;
    const members = this.#members(ids, TERMINABLE);
    const ending = life.record.log.list().filter((activity) => activity.kind === 'terminate' && !hasEnded(activity));
    const underWay = ending.filter(({ instanceId = '' }) => members.includes(instanceId));
    const left = members.filter((id) => !underWay.some(({ instanceId }) => instanceId === id));
    const counting = this.#counting(left);
    const desired = decrement && counting > 0 ? decremented(counting, life.settings()) : undefined;
    return [...underWay, ...this.#carryOut('terminate', left, desired, (id, cause) => terminateInstance(life, id, cause))];
  }

  /** AWS: EnterStandby. @throws ConfigError for instances that are not InService, and sizes that do not fit. */
  enterStandby(ids: readonly string[], { decrement }: Decrement): Activity[] {
    const members = this.#members(ids, ['InService']);
    const desired = decrement ? this.#resized(-members.length, 'place into standby') : undefined;
    return this.#carryOut('enter-standby', members, desired, (id, cause) => enterStandby(this.host.life, id, cause));
  }

  /** They count for the desired capacity again. AWS: ExitStandby. @throws ConfigError as `enterStandby` does. */
  exitStandby(ids: readonly string[]): Activity[] {
    const members = this.#members(ids, ['Standby']);
    const desired = this.#resized(members.length, 'move out of standby');
    return this.#carryOut('exit-standby', members, desired, (id, cause) => exitStandby(this.host.life, id, cause));
  }

  /** Takes in instances that run already and raises the desired capacity. AWS: AttachInstances. @throws ConfigError for sizes that do not fit. */
  attach(instances: readonly FleetInstance[]): Activity[] {
    const { life } = this.host;
    const objects = new Map(instances.map((instance) => [instance.id, instance]));
    const taken = [...objects.keys()].find((id) => life.record.find(id));
    if (taken !== undefined) throw new ConfigError(`The Instance: ${taken} is already part of AutoScalingGroup:${life.settings().name}`);
    const desired = this.#resized(objects.size, 'attach');
    return this.#carryOut('attach', [...objects.keys()], desired, (id, cause) => {
      const object = objects.get(id);
      if (!object) throw new Error(`${id} is to be attached and was not given`);
      return attachInstance(life, object, cause);
    });
  }

  /** Lets go of instances, which run on. AWS: DetachInstances. @throws ConfigError as `enterStandby` does. */
  detach(ids: readonly string[], { decrement }: Decrement): Activity[] {
    const members = this.#members(ids, ['InService', 'Standby']);
    const counting = this.#counting(members);
    const desired = decrement && counting > 0 ? this.#resized(-counting, 'detach') : undefined;
    return this.#carryOut('detach', members, desired, (id, cause) => detachInstance(this.host.life, id, cause));
  }

  /** Keeps scale-in from instances, or lets it. AWS: SetInstanceProtection. @throws ConfigError for one that is not in use. */
  protect(ids: readonly string[], protectedFromScaleIn: boolean): void {
    const { record } = this.host.life;
    const members = this.#members(ids, ['InService', 'EnteringStandby', 'Standby']);
    record.change(members.reduce((state, id) => withInstance(state, id, { protectedFromScaleIn }), record.state));
    this.host.act();
  }

  #members(ids: readonly string[], allowed: Parameters<typeof membersIn>[3]): string[] {
    const { record, settings } = this.host.life;
    return membersIn(record.state, settings().name, ids, allowed).map(({ id }) => id);
  }

  /** How many of them count for the desired capacity; one in standby does not. */
  #counting(ids: readonly string[]): number {
    return this.host.life.record.state.instances.filter((instance) => ids.includes(instance.id) && isPresent(instance)).length;
  }

  #resized(change: number, wish: Parameters<typeof resizedBy>[2]): number {
    return resizedBy(change, this.host.life.settings(), wish);
  }

  /** @param desired left out when the desired capacity stays */
  #carryOut(move: UserMove, ids: readonly string[], desired: number | undefined, begin: (id: string, cause: CauseSentence[]) => BegunWork): Activity[] {
    const { life } = this.host;
    const step: CapacityStep | undefined = desired === undefined ? undefined : { from: life.settings().desiredCapacity, to: desired };
    if (desired !== undefined) this.host.resize(desired);
    const begun = ids.map((id) => begin(id, [{ at: life.ports.clock.now(), text: moveText(move, id, step) }]));
    for (const { done } of begun) this.host.goOn(done);
    this.host.act();
    return begun.map(({ activity }) => activity);
  }
}
