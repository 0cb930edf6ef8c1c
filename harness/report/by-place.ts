import type { SourceLocation } from '../model/scenario.js';

/** What stands in a scenario file; what an old journal tells of may lack its place, and comes first. */
interface Placed {
  readonly location?: SourceLocation;
  readonly title: string;
}

/** By file, line and title: the same order whoever ran it, and whenever it ended. Pure. */
export const byPlace = (a: Placed, b: Placed): number =>
  compare(a.location?.file ?? '', b.location?.file ?? '') || (a.location?.line ?? 0) - (b.location?.line ?? 0) || compare(a.title, b.title);

/** Not by a locale: that of the machine would decide. */
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
