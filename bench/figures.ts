/** Middle value; the mean of the two middle ones of an even number. NaN for none. Pure. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** A line of a table: what, the figure, and what it is to be. Pure. */
export const figureLine = (what: string, value: number, unit: string, most?: number): string =>
  `${what.padEnd(58)} ${value.toFixed(2).padStart(8)} ${unit}${most === undefined ? '' : `   (at most ${most}: ${value <= most ? 'reached' : 'NOT reached'})`}`;

/**
 * A number that follows a flag, as in `--runs 3`.
 * @throws Error when it is none.
 */
export function numberAfter(args: readonly string[], flag: string, fallback: number): number {
  const at = args.indexOf(flag);
  if (at === -1) return fallback;
  const value = Number(args[at + 1]);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${flag}: expected a whole number above 0, found "${args[at + 1] ?? ''}"`);
}
