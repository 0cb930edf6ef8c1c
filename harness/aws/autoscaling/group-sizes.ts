import { invalid } from './invalid.js';

export interface Sizes {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
}

interface GivenSizes {
  readonly MinSize?: number | undefined;
  readonly MaxSize?: number | undefined;
  readonly DesiredCapacity?: number | undefined;
}

/**
 * Sizes once a request has changed them: a desired capacity that it leaves out moves between the new bounds. Pure.
 * AWS: CreateAutoScalingGroup, UpdateAutoScalingGroup.
 * @param before left out for a new group, whose desired capacity is its least one unless given
 * @throws QueryError ValidationError
 */
export function changedSizes(before: Sizes | undefined, { MinSize, MaxSize, DesiredCapacity }: GivenSizes): Sizes {
  const [minSize, maxSize] = [MinSize ?? before?.minSize ?? 0, MaxSize ?? before?.maxSize ?? 0];
  const negative = Object.entries({ MinSize: minSize, MaxSize: maxSize, DesiredCapacity }).find(([, size]) => size !== undefined && size < 0);
  if (negative) throw invalid(`${negative[0]} must be 0 or more, found ${negative[1]}`);
  if (minSize > maxSize) throw invalid(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`);
  const desiredCapacity = DesiredCapacity ?? Math.min(maxSize, Math.max(minSize, before?.desiredCapacity ?? minSize));
  if (desiredCapacity < minSize || desiredCapacity > maxSize) {
    throw invalid(`Desired capacity:${desiredCapacity} must be between the specified min size:${minSize} and max size:${maxSize}`);
  }
  return { minSize, maxSize, desiredCapacity };
}

/** @throws QueryError ValidationError for a desired capacity out of bounds. AWS: SetDesiredCapacity. */
export function checkDesired(desired: number, { minSize, maxSize }: Sizes): void {
  if (desired > maxSize) throw invalid(`New SetDesiredCapacity value ${desired} is above max value ${maxSize} for the AutoScalingGroup.`);
  if (desired < minSize) throw invalid(`New SetDesiredCapacity value ${desired} is below min value ${minSize} for the AutoScalingGroup.`);
}
