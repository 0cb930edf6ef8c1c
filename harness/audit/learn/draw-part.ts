import { draw } from '../sample.js';

/** Most files of one sort that are learned. */
export const MOST_FILES = 200;

/** Most assets that are asked for beside the pages. */
export const MOST_ASSETS = 20;

/** What is learned of something that there may be too much of. */
export interface Part {
  readonly taken: readonly string[];
  /** How much was left out, a sentence; none where nothing was. */
  readonly leftOut: readonly string[];
}

/**
 * Each once, and no more than so many, drawn by the seed; in the order given. Each has a rank of its own, so that a file
 * that comes or goes does not change the choice among the rest. Pure.
 * @param what they are, in the plural
 */
export function partOf(what: string, names: readonly string[], { seed, most = MOST_FILES }: { readonly seed: number; readonly most?: number }): Part {
  const all = [...new Set(names)];
  const over = all.length - most;
  if (over <= 0) return { taken: all, leftOut: [] };
  const ranked = all.map((name) => ({ name, rank: draw(seed, name) })).sort((a, b) => a.rank - b.rank);
  const chosen = new Set(ranked.slice(0, most).map(({ name }) => name));
  return { taken: all.filter((name) => chosen.has(name)), leftOut: [`${over} of ${all.length} ${what} ${over === 1 ? 'was' : 'were'} left out, drawn by seed ${seed}`] };
}

/** What a subject says of parts that were drawn; of what was taken whole nothing. Pure. */
export function drawnWords(parts: readonly Part[], seed: number): { readonly leftOut: readonly string[]; readonly drawnBy?: number } {
  const leftOut = parts.flatMap((part) => part.leftOut);
  return { leftOut, ...(leftOut.length === 0 ? {} : { drawnBy: seed }) };
}
