import type { HealthStatus } from './group-state.js';

/**
 * Seconds after the start of the wait at which Terraform polls: at once, then after pauses that double from 0.2 to
 * 6.4 s, then every 10 s, without end. Terraform plugin SDK, retry.StateChangeConf; reference section 4.2.
 */
export function* pollTimes(): Generator<number, never> {
  let milliseconds = 0;
  let pause = 200;
  for (;;) {
    yield milliseconds / 1000;
    milliseconds += pause;
    pause = pause >= 6400 ? 10_000 : pause * 2;
  }
}

/** An instance as DescribeAutoScalingGroups answers; a weight of 1 when it has none. */
export interface CountedInstance {
  readonly id: string;
  readonly lifecycle: string;
  readonly healthStatus: HealthStatus;
  readonly weight?: number;
}

/** Capacity as the provider counts it. */
export interface Capacity {
  readonly group: number;
  readonly balancers: number;
}

/**
 * Counts Healthy instances InService, and those among them that no balancer lists in another state than `InService` or
 * `healthy`. One that a balancer does not list at all counts as in service there, as provider 5.100.0 has it.
 * `states` has one map of instance id to state for each balancer. Reference section 4.1; rules 35 and 36.
 */
export function countCapacity(instances: readonly CountedInstance[], states: readonly ReadonlyMap<string, string>[]): Capacity {
  const inGroup = instances.filter(({ lifecycle, healthStatus }) => lifecycle === 'InService' && healthStatus === 'Healthy');
  const isServed = ({ id }: CountedInstance): boolean => states.every((listed) => PASSING.has(listed.get(id) ?? 'InService'));
  return { group: weigh(inGroup), balancers: weigh(inGroup.filter(isServed)) };
}

const PASSING = new Set(['InService', 'healthy']);

const weigh = (instances: readonly CountedInstance[]): number => instances.reduce((sum, { weight = 1 }) => sum + weight, 0);

/** What the resource asks for; a count of 0 is as good as none, as in Terraform. */
export interface WantedCapacity {
  readonly minSize: number;
  readonly desiredCapacity?: number;
  readonly minElbCapacity?: number;
  readonly waitForElbCapacity?: number;
}

export type Satisfaction = { readonly satisfied: true } | { readonly satisfied: false; readonly reason: string };

/**
 * Whether one poll ends the wait: a creation needs at least what is wanted, an update exactly that, and an update asks
 * for balancers only by `waitForElbCapacity`. Reference sections 4.1 and 4.3; rule 36.
 */
export function satisfied(kind: 'create' | 'update', wanted: WantedCapacity, have: Capacity): Satisfaction {
  const { minSize, desiredCapacity = 0, minElbCapacity = 0, waitForElbCapacity = 0 } = wanted;
  const [words, fits] = kind === 'create' ? AT_LEAST : EXACTLY;
  const group = kind === 'create' ? desiredCapacity || minSize : Math.max(minSize, desiredCapacity);
  if (!fits(have.group, group)) {
    return { satisfied: false, reason: `want ${words} ${group} healthy instance(s) in Auto Scaling Group, have ${have.group}` };
  }
  const served = kind === 'create' ? waitForElbCapacity || minElbCapacity : waitForElbCapacity || have.balancers;
  if (fits(have.balancers, served)) return { satisfied: true };
  return { satisfied: false, reason: `want ${words} ${served} healthy instance(s) registered to Load Balancer, have ${have.balancers}` };
}

type Comparison = readonly [string, (have: number, wanted: number) => boolean];
const AT_LEAST: Comparison = ['at least', (have, wanted) => have >= wanted];
const EXACTLY: Comparison = ['exactly', (have, wanted) => have === wanted];
