import type { DrainedPlane } from '../balancer/load-balancer.js';

/**
 * The data planes of several listeners as one to drain. AWS: Classic connection draining, target group deregistration delay.
 * @param key what they know the target by
 * @param cuts whether what is still open at the end is cut
 */
export const drainedTogether = (planes: readonly DrainedPlane[], key: string, cuts = true): DrainedPlane => ({
  idle: async () => void (await Promise.all(planes.map((plane) => plane.idle(key)))),
  cut: () => planes.forEach((plane) => cuts && plane.cut(key)),
});
