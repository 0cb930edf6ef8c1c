/** Bounds of replacement as percentages of the desired capacity: of an instance maintenance policy or a refresh. */
export interface HealthyPercentages {
  /** 0 to 100. */
  readonly minHealthyPercentage: number;
  /** 100 to 200, at most 100 above the other. */
  readonly maxHealthyPercentage: number;
}

/** What a group has at the moment. */
export interface Counted {
  /** Instances that count as healthy capacity, those to be replaced among them. */
  readonly serving: number;
  /** Instances that run or are being launched. */
  readonly total: number;
}

/** How many instances may be taken out, and how many more may run than are desired. */
export interface Room {
  readonly terminate: number;
  readonly surge: number;
}

/**
 * Room for replacement. Both bounds are rounded up, so that a group of one can grow by one, and one instance at a time
 * may always be replaced, since a bound that allows none would end every replacement. AWS: Instance maintenance
 * policies; Understand the default values for an instance refresh; reference section 3.5.
 */
export function roomFor(limits: HealthyPercentages, desired: number, { serving, total }: Counted): Room {
  const share = (percentage: number): number => Math.ceil((desired * percentage) / 100 - 1e-9);
  const surge = Math.max(0, share(limits.maxHealthyPercentage) - desired);
  const terminate = Math.max(0, serving - share(limits.minHealthyPercentage));
  const standsStill = terminate === 0 && surge === 0 && serving >= desired && total <= serving;
  return { terminate: standsStill && desired > 0 ? 1 : terminate, surge };
}

/** What is wrong with a pair of bounds, a sentence each. AWS: InstanceMaintenancePolicy, RefreshPreferences. */
export function percentageFaults({ minHealthyPercentage: min, maxHealthyPercentage: max }: HealthyPercentages, owner: string): string[] {
  const faults: string[] = [];
  if (!isWithin(min, 0, 100)) faults.push(`${owner}.minHealthyPercentage: expected a whole number from 0 to 100, found ${min}; give a percentage`);
  if (!isWithin(max, 100, 200)) faults.push(`${owner}.maxHealthyPercentage: expected a whole number from 100 to 200, found ${max}; give a percentage`);
  if (faults.length === 0 && max - min > 100) {
    faults.push(`${owner}: expected percentages at most 100 apart, found ${min} and ${max}; raise the lower or lower the higher one`);
  }
  return faults;
}

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;
