import type { BalancerKind, HealthCheck } from './health-check.js';

export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'draining';

/** State of one registered instance after a health check: the state, and the length of the run of equal outcomes. */
export interface TargetHealth {
  readonly state: TargetState;
  readonly passes: number;
  readonly failures: number;
}

/** Thresholds as the state machine needs them; `initialSuccesses` is the first-registration rule. */
export interface Thresholds {
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly initialSuccesses: number;
}

/** AWS's words for a state: `DescribeInstanceHealth` of Classic, `DescribeTargetHealth` of the others. */
export interface TargetHealthDescription {
  readonly balancer: BalancerKind;
  readonly state: string;
  readonly reasonCode?: string;
  readonly description?: string;
}

/** `pending`: the run counts towards another state and is not long enough yet. */
export type Transition = 'unchanged' | 'pending' | 'changed';

/**
 * Run lengths for the state machine. AWS disagrees with itself on how many checks a newly registered instance of a
 * classic balancer must pass (doubt D1), so there it is a setting, by default the healthy threshold; application and
 * network balancers need one. AWS: target group health checks, Classic registration pages; rule 18.
 */
export function thresholdsOf(check: HealthCheck, kind: BalancerKind): Thresholds {
  const { healthyThreshold, unhealthyThreshold, initialSuccesses = healthyThreshold } = check;
  return { healthyThreshold, unhealthyThreshold, initialSuccesses: kind === 'classic' ? initialSuccesses : 1 };
}

/** A newly registered instance, not checked yet. */
export const newTarget = (): TargetHealth => ({ state: 'initial', passes: 0, failures: 0 });

/**
 * State after one more check. A run counts on beyond the threshold; one opposite outcome starts a new one. A state
 * changes on reaching its threshold (doubt D6), an instance that never passed turns unhealthy like any other, and one
 * that drains stays so whatever its checks say. AWS: Classic and target group health checks; rules 16 to 20.
 */
export function step(
  { state, passes, failures }: TargetHealth,
  passed: boolean,
  thresholds: Thresholds,
): { health: TargetHealth; transition: Transition } {
  const run = passed ? { passes: passes + 1, failures: 0 } : { passes: 0, failures: failures + 1 };
  const towards = passed ? 'healthy' : 'unhealthy';
  if (state === 'draining' || state === towards) return { health: { state, ...run }, transition: 'unchanged' };
  const needed = state === 'initial' ? thresholds.initialSuccesses : thresholds.healthyThreshold;
  const reached = passed ? run.passes >= needed : run.failures >= thresholds.unhealthyThreshold;
  return reached
    ? { health: { state: towards, ...run }, transition: 'changed' }
    : { health: { state, ...run }, transition: 'pending' };
}
