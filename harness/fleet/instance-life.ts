import { describeError } from '../model/errors.js';
import type { CauseSentence } from './activities.js';
import type { FleetInstance, GroupPorts } from './group-ports.js';
import type { GroupRecord } from './group-record.js';
import type { GroupSettings } from './group-settings.js';

/** What the life of an instance needs of its group. */
export interface LifeSetting {
  readonly record: GroupRecord;
  readonly ports: GroupPorts;
  settings(): GroupSettings;
  /** Resolves when the group stops: nothing is waited for any more then. */
  readonly stopping: Promise<void>;
  hasStopped(): boolean;
}

const DIED_PENDING = 'Instance became unhealthy while waiting for instance to be in InService state.';

/**
 * Launches one instance and brings it into service, which holds the clock until its process was spawned. It is registered
 * with every balancer before it is InService. A launch that fails is a Failed activity, and one whose process ends
 * while it is Pending a Cancelled one; neither is tried again before the next look.
 * AWS: Amazon EC2 Auto Scaling instance lifecycle; rules 26 and 33.
 */
export async function launchInstance(life: LifeSetting, release: string, cause: readonly CauseSentence[]): Promise<void> {
  const { record, ports } = life;
  const { clock } = ports;
  const startedAt = clock.now();
  record.change({ ...record.state, launching: record.state.launching + 1 });
  const activity = record.log.start({ kind: 'launch', cause });
  const letGo = clock.hold('an instance is launching');
  try {
    const launched = await orFailure(() => ports.launch(release));
    if (launched.failed) {
      record.change({ ...record.state, launching: record.state.launching - 1, launchesPaused: true });
      record.log.change(activity, { status: 'Failed', statusMessage: `${launched.why}. Launching EC2 instance failed.` });
      return;
    }
    record.admit(launched.instance, release, startedAt);
    record.log.change(activity, { instanceId: launched.instance.id });
    const until = startedAt + life.settings().launchSeconds;
    if (until > clock.now() + 1e-6) {
      letGo();
      await Promise.race([clock.sleepUntil(until), life.stopping]);
    }
    enterService(life, launched.instance, activity);
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

function enterService({ record, ports, settings, hasStopped }: LifeSetting, instance: FleetInstance, activity: string): void {
  const { id } = instance;
  // Terminated meanwhile, or left as it is by a group that has stopped.
  if (hasStopped() || record.find(id)?.lifecycle !== 'Pending') return record.log.change(activity, { status: 'Cancelled' });
  if (instance.gone) {
    record.log.change(activity, { status: 'Cancelled', statusMessage: DIED_PENDING });
    record.change({ ...record.state, launchesPaused: true });
    return record.turnUnhealthy({ id, cause: 'EC2' });
  }
  const registered = !settings().suspended.includes('AddToLoadBalancer');
  if (registered) for (const balancer of ports.balancers) balancer.register(instance);
  record.enter(id, 'InService', { inServiceAt: ports.clock.now(), registered });
  record.log.change(activity, { status: 'Successful' });
}

/**
 * Ends one instance: Terminating, deregistered everywhere, drained, stopped, Terminated. A group that stops waits for no
 * drain. AWS: Amazon EC2 Auto Scaling instance lifecycle; Configure connection draining.
 * @throws what deregistering or stopping throws; the instance is stopped all the same.
 */
export async function terminateInstance({ record, ports, stopping }: LifeSetting, id: string, cause: readonly CauseSentence[]): Promise<void> {
  const registered = record.find(id)?.registered === true && ports.balancers.length > 0;
  record.enter(id, 'Terminating');
  const activity = record.log.start({ kind: 'terminate', instanceId: id, cause });
  try {
    if (registered) {
      record.log.change(activity, { status: 'WaitingForELBConnectionDraining' });
      await Promise.race([Promise.all(ports.balancers.map((balancer) => balancer.deregister(id))), stopping]);
      record.log.change(activity, { status: 'InProgress' });
    }
  } finally {
    await record.objects.get(id)?.stop();
  }
  record.enter(id, 'Terminated');
  record.log.change(activity, { status: 'Successful' });
}
