import type { HABITS } from './define.js';

export interface DrawnApp {
  readonly settings: Partial<Record<keyof typeof HABITS, string>>;
  readonly respawn: boolean;
}

/**
 * Seconds after the start by which an app crashes if it does: what comes later than the watch, one gap after the
 * verdict, no skip can see.
 */
const LATEST_CRASH = 8;

/** Small apps drawn from a seed: the same seed gives the same apps. Times in seconds, to a tenth. Pure. */
export function drawApps(seed: number, count: number): DrawnApp[] {
  const random = numbersFrom(seed);
  const between = (least: number, most: number): string => (least + random() * (most - least)).toFixed(1);
  const often = (share: number): boolean => random() < share;
  return Array.from({ length: count }, () => ({
    settings: {
      ...(often(0.5) ? { WARM_UP: between(0.5, 6) } : {}),
      ...(often(0.3) ? { IDLE_TIMEOUT: between(2, 8) } : {}),
      ...(often(0.4) ? { CRASH_AFTER: between(1, LATEST_CRASH) } : {}),
      ...(often(0.3) ? { DEPENDENCY_AFTER: between(0.5, 4), BACK_OFF: between(0.2, 1) } : {}),
    },
    respawn: often(0.5),
  }));
}

/** Numbers from 0 to 1, evenly spread: the mulberry32 generator. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
