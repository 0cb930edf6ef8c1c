import { createHash } from 'node:crypto';

/** An id in the form of AWS's that is the same for the same seed, so that two runs of one scenario can be compared. */
export function stableId(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
