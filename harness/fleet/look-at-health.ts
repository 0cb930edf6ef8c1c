import type { GroupSettings } from './group-settings.js';
import { withInstance, type GroupInstance, type GroupState, type LifecycleState, type UnhealthyCause } from './group-state.js';

/** A balancer's word on one instance. */
export type BalancerHealth = 'InService' | 'OutOfService' | 'unregistered';

/** One instance as a look finds it. */
export interface SeenInstance {
  readonly id: string;
  /** No process runs and none will be started again. */
  readonly gone: boolean;
  /** The word of each balancer that it is registered with, by the balancer's name. */
  readonly balancers: ReadonlyMap<string, BalancerHealth>;
}

/** An instance that this look turned Unhealthy. */
export interface Turned {
  readonly id: string;
  readonly cause: UnhealthyCause;
}

export interface Look {
  readonly state: GroupState;
  readonly turned: readonly Turned[];
}

/**
 * One periodic look of a group at its instances. A process that does not run makes its instance Unhealthy at
 * once. A balancer's OutOfService does so only when the group asks balancers, after grace, and where the attachment's
 * gate is open. Nothing turns back to Healthy by itself, and passes are remembered even while HealthCheck is suspended, since
 * they are the balancer's doing. AWS's damping of groups that are unhealthy as a whole is not modelled, as no figures are
 * published. AWS: Health checks for instances in an Auto Scaling group; rules 27 to 30.
 */
export function lookAtHealth(state: GroupState, settings: GroupSettings, seen: readonly SeenInstance[], now: number): Look {
  const remembered = seen.reduce(rememberPasses, state);
  if (settings.suspended.includes('HealthCheck')) return { state: remembered, turned: [] };
  const byId = new Map(seen.map((instance) => [instance.id, instance]));
  const turned = remembered.instances.flatMap((instance): Turned[] => {
    const found = byId.get(instance.id);
    const cause = found && unhealthyCause(instance, found, remembered, settings, now);
    return cause ? [{ id: instance.id, cause }] : [];
  });
  return { state: turned.reduce(markUnhealthy, remembered), turned };
}

/** The state once an instance is Unhealthy for a cause. */
export const markUnhealthy = (state: GroupState, { id, cause }: Turned): GroupState =>
  withInstance(state, id, { healthStatus: 'Unhealthy', unhealthyCause: cause });

/** The state once an instance is Healthy again. */
export const markHealthy = (state: GroupState, id: string): GroupState => ({
  ...state,
  instances: state.instances.map((instance) => (instance.id === id ? withoutCause(instance) : instance)),
});

const withoutCause = ({ unhealthyCause: _, ...instance }: GroupInstance): GroupInstance => ({ ...instance, healthStatus: 'Healthy' });

function rememberPasses(state: GroupState, { id, balancers }: SeenInstance): GroupState {
  const instance = state.instances.find((one) => one.id === id);
  const passing = [...balancers].filter(([, health]) => health === 'InService').map(([name]) => name);
  if (!instance || passing.length === 0) return state;
  const passed = [...new Set([...instance.passed, ...passing])];
  const attachments = state.attachments.map((attachment) => (passed.includes(attachment.name) ? { ...attachment, passed: true } : attachment));
  return withInstance({ ...state, attachments }, id, { passed });
}

function unhealthyCause(
  instance: GroupInstance,
  seen: SeenInstance,
  { attachments }: GroupState,
  settings: GroupSettings,
  now: number,
): UnhealthyCause | undefined {
  if (!LOOKED_AT.has(instance.lifecycle) || instance.healthStatus === 'Unhealthy') return undefined;
  if (seen.gone) return 'EC2';
  if (instance.lifecycle !== 'InService' || settings.healthCheckType !== 'ELB' || isInGrace(instance, settings, now)) return undefined;
  const counts = attachments.some(
    ({ name, passed }) => seen.balancers.get(name) === 'OutOfService' && (settings.neverHealthy === 'replace' || passed),
  );
  return counts ? 'ELB' : undefined;
}

/** One that waits for a lifecycle action may wait for hours, and its process may end meanwhile. */
export const LOOKED_AT: ReadonlySet<LifecycleState> = new Set(['InService', 'Pending:Wait']);

/** Grace is counted from the entry to InService. AWS: Set the health check grace period; rule 28. */
export function isInGrace({ inServiceAt }: GroupInstance, { healthCheckGracePeriod }: GroupSettings, now: number): boolean {
  return inServiceAt === undefined || now < inServiceAt + healthCheckGracePeriod - 1e-6;
}
