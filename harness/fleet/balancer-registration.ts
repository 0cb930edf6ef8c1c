import { ConfigError, describeError } from '../model/errors.js';
import type { FleetInstance, GroupBalancer } from './group-ports.js';
import { newAttachment, withInstance } from './group-state.js';
import type { LifeSetting } from './life-setting.js';

/**
 * Registers an instance with every balancer of the group, unless AddToLoadBalancer is suspended.
 * @throws what a balancer threw; the instance may be registered with others then.
 */
export function registerEverywhere(life: LifeSetting, instance: FleetInstance): void {
  if (life.settings().suspended.includes('AddToLoadBalancer')) return;
  for (const { name, removing } of life.record.state.attachments) if (!removing) registerAt(life, name, instance);
}

function registerAt({ record }: LifeSetting, name: string, instance: FleetInstance): void {
  record.balancers.get(name)?.register(instance);
  const registered = record.find(instance.id)?.registered ?? [];
  record.change(withInstance(record.state, instance.id, { registered: [...registered, name] }));
}

/**
 * Deregisters an instance everywhere and waits until it has drained; a group that stops waits for no drain.
 * @param draining told when there is something to wait for
 * @throws what deregistering throws
 */
export async function deregisterEverywhere({ record, stopping }: LifeSetting, id: string, draining: () => void): Promise<void> {
  const names = record.find(id)?.registered ?? [];
  if (names.length === 0) return;
  draining();
  // What comes back from standby has to pass anew.
  record.change(withInstance(record.state, id, { registered: [], passed: [] }));
  await Promise.race([Promise.all(names.map((name) => record.balancers.get(name)?.deregister(id))), stopping]);
}

/**
 * Attaches a balancer and registers all instances in service there; does nothing when it is attached already.
 * AWS: AttachTrafficSources.
 * @throws ConfigError while it is still being detached, and with its words when it would not register one; it must be detached then.
 */
export function attachBalancer(life: LifeSetting, name: string, balancer: GroupBalancer): void {
  const { record } = life;
  const before = record.state.attachments.find((one) => one.name === name);
  if (before?.removing) {
    throw new ConfigError(`Auto Scaling group ${life.settings().name}: expected ${name} to be detached, found it Removing; wait until it has gone`);
  }
  if (before) return;
  record.balancers.set(name, balancer);
  record.change({ ...record.state, attachments: [...record.state.attachments, newAttachment(name)] });
  if (life.settings().suspended.includes('AddToLoadBalancer')) return;
  for (const { id, lifecycle } of record.state.instances) {
    const object = record.objects.get(id);
    if (!object || lifecycle !== 'InService') continue;
    try {
      registerAt(life, name, object);
    } catch (error) {
      throw new ConfigError(describeError(error));
    }
  }
}

/**
 * Detaches a balancer: its instances are deregistered and drained, and then it is gone. From the first moment on it says
 * nothing about their health. AWS: DetachTrafficSources.
 * @throws what deregistering throws; the balancer is detached all the same.
 */
export async function detachBalancer({ record, stopping }: LifeSetting, name: string): Promise<void> {
  const ids = record.state.instances.filter(({ registered }) => registered.includes(name)).map(({ id }) => id);
  const without = (names: readonly string[]): string[] => names.filter((one) => one !== name);
  record.change({
    ...record.state,
    attachments: record.state.attachments.map((one) => (one.name === name ? { ...one, removing: true } : one)),
    instances: record.state.instances.map((one) => ({ ...one, registered: without(one.registered), passed: without(one.passed) })),
  });
  try {
    await Promise.race([Promise.all(ids.map((id) => record.balancers.get(name)?.deregister(id))), stopping]);
  } finally {
    record.balancers.delete(name);
    record.change({ ...record.state, attachments: record.state.attachments.filter((one) => one.name !== name) });
  }
}
