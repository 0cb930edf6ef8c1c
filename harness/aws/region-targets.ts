import { LoadBalancer, type LoadBalancerOptions } from '../balancer/load-balancer.js';
import type { Ec2Instance } from './ec2-instance.js';
import type { RegionCore } from './region-base.js';

/** Wall seconds that a newly registered target's answer must last before time is skipped, which it never is in a region. */
export const SETTLE = 0;

/** Wall seconds that a busy failing instance is waited for before time is skipped. */
const BUSY_LIMIT = 0;

export type RegionTargetsOptions = Pick<LoadBalancerOptions, 'kind' | 'healthCheck' | 'registration' | 'onUnhealthy'> & {
  /** Name of the balancer or target group. */
  readonly name: string;
};

/** Targets of a balancer or target group, on the clock and in the journal of their region. */
export const regionTargets = ({ clock, events, history }: RegionCore, { name, ...options }: RegionTargetsOptions): LoadBalancer<Ec2Instance> =>
  new LoadBalancer<Ec2Instance>({ scenario: name, clock, journal: events, busyLimit: BUSY_LIMIT, history, ...options });
