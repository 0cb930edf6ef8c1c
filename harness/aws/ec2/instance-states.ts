import type { InstanceStateChange } from '@aws-sdk/client-ec2';
import type { Ec2Instance, InstanceStateName } from '../ec2-instance.js';

/** AWS: InstanceState. */
const CODES: Readonly<Record<InstanceStateName, number>> = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 };

/** A state as answers have it. */
export const stateOf = (name: InstanceStateName): { Code: number; Name: InstanceStateName } => ({ Code: CODES[name], Name: name });

/** Asks for a change, which may go on after it was answered, and tells the states before and after. */
export function changed(instance: Ec2Instance, ask: (instance: Ec2Instance) => Promise<void>): InstanceStateChange {
  const before = stateOf(instance.state);
  // What fails on the way is seen in the instance's state and its reason, as on AWS.
  ask(instance).catch(() => undefined);
  return { InstanceId: instance.id, PreviousState: before, CurrentState: stateOf(instance.state) };
}

/** An instance that has ended, or is about to, has no place in a network any more. */
export const isPlaced = ({ state }: Ec2Instance): boolean => state !== 'terminated' && state !== 'shutting-down';
