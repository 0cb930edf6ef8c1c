import { describeError } from '../model/errors.js';
import type { Activity, CauseSentence } from './activities.js';
import { deregisterEverywhere, registerEverywhere } from './balancer-registration.js';
import type { FleetInstance } from './group-ports.js';
import { isPending } from './group-state.js';
import type { LifeSetting } from './life-setting.js';
import type { HookTransition } from './lifecycle-hooks.js';

/** Work on an instance that has begun: its activity as it started, and when all of it is done. */
export interface BegunWork {
  readonly activity: Activity;
  readonly done: Promise<void>;
}

const DIED_PENDING = 'Instance became unhealthy while waiting for instance to be in InService state.';

/**
 * Launches one instance and brings it into service, which holds the clock until its process was spawned. It waits for the
 * lifecycle hooks, and is registered with every balancer before it is InService. A launch that fails, or whose instance
 * cannot be registered, is a Failed activity, and one whose process ends or that is abandoned while it is Pending a
 * Cancelled one; none is tried again before the next look. AWS: Amazon EC2 Auto Scaling instance lifecycle; rules 26
 * and 33.
 * @throws what ending an instance throws that could not be brought into service
 */
export async function launchInstance(life: LifeSetting, release: string, cause: readonly CauseSentence[]): Promise<void> {
  const { record, ports } = life;
  const { clock } = ports;
  const startedAt = clock.now();
  record.change({ ...record.state, launching: record.state.launching + 1 });
  const { id: activity } = record.log.start({ kind: 'launch', cause });
  const letGo = clock.hold('an instance is launching');
  try {
    const launched = await orFailure(() => ports.launch(release));
    if (launched.failed) {
      record.change({ ...record.state, launching: record.state.launching - 1, launchesPaused: true });
      record.log.change(activity, { status: 'Failed', statusMessage: `${launched.why}. Launching EC2 instance failed.` });
      return;
    }
    const { instance } = launched;
    record.admit(instance, release, { launchedAt: startedAt, protectedFromScaleIn: life.settings().protectNewInstances });
    record.log.change(activity, { instanceId: instance.id });
    const until = startedAt + life.settings().launchSeconds;
    if (until > clock.now() + 1e-6) {
      letGo();
      await Promise.race([clock.sleepUntil(until), life.stopping]);
    }
    if (hooksOf(life, 'launching').length > 0) {
      letGo();
      if (await waitPending(life, instance.id, activity)) return await giveUp(life, instance.id);
    }
    if (comeIntoService(life, instance, activity)) return;
    letGo();
    await giveUp(life, instance.id);
  } finally {
    letGo();
  }
}

type Launched = { readonly failed: false; readonly instance: FleetInstance } | { readonly failed: true; readonly why: string };

async function orFailure(launch: () => Promise<FleetInstance>): Promise<Launched> {
  try {
    return { failed: false, instance: await launch() };
  } catch (error) {
    return { failed: true, why: describeError(error).replace(/\.$/, '') };
  }
}

const hooksOf = ({ settings }: LifeSetting, transition: HookTransition) => settings().lifecycleHooks.filter((hook) => hook.transition === transition);

/** Waits for the hooks of a launch; true when the instance is to be given up. AWS: How lifecycle hooks work. */
async function waitPending(life: LifeSetting, id: string, activity: string): Promise<boolean> {
  const { record, actions } = life;
  if (record.find(id)?.lifecycle !== 'Pending') return false;
  record.enter(id, 'Pending:Wait');
  record.log.change(activity, { status: 'MidLifecycleAction' });
  const abandoned = await actions.run(id, hooksOf(life, 'launching'));
  if (life.hasStopped() || record.find(id)?.lifecycle !== 'Pending:Wait') return false;
  if (!abandoned) {
    record.enter(id, 'Pending:Proceed');
    return false;
  }
  const { token, why } = abandoned;
  const statusMessage = `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${token} was abandoned: ${why}`;
  record.log.change(activity, { status: 'Cancelled', statusMessage });
  return true;
}

/**
 * Registers an instance everywhere and has it InService, which ends the activity, whatever becomes of it. False when it could
 * not be registered and is to be given up.
 */
export function comeIntoService(life: LifeSetting, instance: FleetInstance, activity: string): boolean {
  const { record, ports, hasStopped } = life;
  const { id } = instance;
  const member = record.find(id);
  // Terminated meanwhile, or left as it is by a group that has stopped.
  if (hasStopped() || !member || !isPending(member)) {
    record.log.change(activity, { status: 'Cancelled' });
    return true;
  }
  if (instance.gone) {
    record.log.change(activity, { status: 'Cancelled', statusMessage: DIED_PENDING });
    record.change({ ...record.state, launchesPaused: true });
    record.turnUnhealthy({ id, cause: 'EC2' });
    return true;
  }
  try {
    registerEverywhere(life, instance);
  } catch (error) {
    record.log.change(activity, { status: 'Failed', statusMessage: describeError(error) });
    return false;
  }
  record.enter(id, 'InService', { inServiceAt: ports.clock.now() });
  record.log.change(activity, { status: 'Successful' });
  return true;
}

/**
 * Ends an instance that did not come into service; no other is launched in its place before the next look.
 * AWS publishes no cause for this termination.
 * @throws as the end of an instance does
 */
export async function giveUp(life: LifeSetting, id: string): Promise<void> {
  const { record, ports } = life;
  record.change({ ...record.state, launchesPaused: true });
  await terminateInstance(life, id, [{ at: ports.clock.now(), text: 'an instance was taken out of service in response to a launch failure.' }]).done;
}

/**
 * Ends one instance: Terminating, deregistered everywhere, drained, waited for by the lifecycle hooks, stopped, Terminated.
 * A group that stops waits for no drain and no hook. AWS: Amazon EC2 Auto Scaling instance lifecycle; Configure connection
 * draining. `done` rejects with what deregistering or stopping throws; the instance is stopped all the same.
 */
export function terminateInstance(life: LifeSetting, id: string, cause: readonly CauseSentence[]): BegunWork {
  const { record, actions } = life;
  actions.drop(id);
  record.enter(id, 'Terminating');
  const activity = record.log.start({ kind: 'terminate', instanceId: id, cause });
  return { activity, done: endInstance(life, id, activity.id) };
}

async function endInstance(life: LifeSetting, id: string, activity: string): Promise<void> {
  const { record } = life;
  try {
    await drained(life, id, activity);
    await waitTerminating(life, id, activity);
  } finally {
    await record.objects.get(id)?.stop();
    record.enter(id, 'Terminated');
    record.log.change(activity, { status: 'Successful' });
  }
}

/** Deregisters an instance everywhere, which its activity shows. @throws what deregistering throws */
export async function drained(life: LifeSetting, id: string, activity: string): Promise<void> {
  const { log } = life.record;
  let waited = false;
  await deregisterEverywhere(life, id, () => {
    waited = true;
    log.change(activity, { status: 'WaitingForELBConnectionDraining' });
  });
  if (waited) log.change(activity, { status: 'InProgress' });
}

/** Whatever comes of the hooks of a termination, the instance ends. AWS: How lifecycle hooks work. */
async function waitTerminating(life: LifeSetting, id: string, activity: string): Promise<void> {
  const { record, actions } = life;
  const hooks = hooksOf(life, 'terminating');
  if (hooks.length === 0 || life.hasStopped()) return;
  record.enter(id, 'Terminating:Wait');
  record.log.change(activity, { status: 'MidLifecycleAction' });
  await actions.run(id, hooks);
  record.enter(id, 'Terminating:Proceed');
  record.log.change(activity, { status: 'InProgress' });
}
