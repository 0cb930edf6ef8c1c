import type { CauseSentence } from './activities.js';
import type { FleetInstance } from './group-ports.js';
import { comeIntoService, drained, giveUp, type BegunWork } from './instance-life.js';
import type { LifeSetting } from './life-setting.js';

/*
 * What a user moves in and out of a group. Lifecycle hooks wait for none of it. AWS: Amazon EC2 Auto Scaling lifecycle
 * hooks, availability.
 */

/** Takes an instance out of service for a while. `done` rejects with what deregistering throws; it is in standby all the same. */
export function enterStandby(life: LifeSetting, id: string, cause: readonly CauseSentence[]): BegunWork {
  const activity = begin(life, 'enter-standby', id, cause);
  life.record.enter(id, 'EnteringStandby');
  return { activity, done: leave(life, id, activity.id, 'EnteringStandby', 'Standby') };
}

/** Takes an instance out of the group, which runs on. `done` rejects with what deregistering throws; it is detached all the same. */
export function detachInstance(life: LifeSetting, id: string, cause: readonly CauseSentence[]): BegunWork {
  const activity = begin(life, 'detach', id, cause);
  life.record.enter(id, 'Detaching');
  return { activity, done: leave(life, id, activity.id, 'Detaching', 'Detached') };
}

/** Brings an instance back into service, for which grace begins anew. `done` rejects as that of a launch does. */
export function exitStandby(life: LifeSetting, id: string, cause: readonly CauseSentence[]): BegunWork {
  const activity = begin(life, 'exit-standby', id, cause);
  life.record.enter(id, 'Pending');
  return { activity, done: enter(life, life.record.objects.get(id), activity.id) };
}

/** Takes in an instance that no group has, of no release. `done` rejects as that of a launch does. */
export function attachInstance(life: LifeSetting, instance: FleetInstance, cause: readonly CauseSentence[]): BegunWork {
  const activity = begin(life, 'attach', instance.id, cause);
  life.record.add(instance, '', { launchedAt: life.ports.clock.now(), protectedFromScaleIn: false });
  return { activity, done: enter(life, instance, activity.id) };
}

type Move = 'enter-standby' | 'exit-standby' | 'attach' | 'detach';

const begin = ({ record }: LifeSetting, kind: Move, instanceId: string, cause: readonly CauseSentence[]) => record.log.start({ kind, instanceId, cause });

async function enter(life: LifeSetting, instance: FleetInstance | undefined, activity: string): Promise<void> {
  if (instance && !comeIntoService(life, instance, activity)) await giveUp(life, instance.id);
}

async function leave(life: LifeSetting, id: string, activity: string, from: 'EnteringStandby' | 'Detaching', to: 'Standby' | 'Detached'): Promise<void> {
  const { record } = life;
  try {
    await drained(life, id, activity);
  } finally {
    // It may have been terminated meanwhile.
    const stays = record.find(id)?.lifecycle === from;
    if (stays) record.enter(id, to);
    record.log.change(activity, { status: stays ? 'Successful' : 'Cancelled' });
  }
}
