import type { Onset } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import { thresholdsOf } from '../../model/target-health.js';

/**
 * When a fault begins that comes after a good start, so that a check can still meet it: after the first passed check, or,
 * where one passed check is all that puts an instance in service, once the port is open. Pure.
 */
export const afterStart = ({ healthCheck, balancer }: Pick<Release, 'healthCheck' | 'balancer'>): Onset & string =>
  thresholdsOf(healthCheck, balancer).initialSuccesses > 1 ? 'passing' : 'listening';
