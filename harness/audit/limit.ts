import { toSeconds } from '../model/duration.js';
import type { Release } from '../model/release.js';

/** Wall seconds: several times what a mutant takes whose checks all time out. */
const LEAST = 120;

/** Wall seconds beside the deadline, for what comes before and after. */
const BESIDE_DEADLINE = 60;

/**
 * Wall seconds in which a mutant must be judged, unless told otherwise. One whose process ends again and again boots so
 * often that next to nothing of its deadline can be skipped. Pure.
 */
export const limitFor = ({ deadline }: Pick<Release, 'deadline'>): number => Math.max(LEAST, toSeconds(deadline, 'deadline') + BESIDE_DEADLINE);
