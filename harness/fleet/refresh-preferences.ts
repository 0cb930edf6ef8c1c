import { ConfigError } from '../model/errors.js';
import type { GroupSettings } from './group-settings.js';
import { percentageFaults, type HealthyPercentages } from './healthy-percentages.js';

/** How an instance refresh goes about it; AWS's names. Times in seconds of the group's clock. */
export interface RefreshPreferences extends HealthyPercentages {
  /** From a new instance's entry to InService until it counts as replaced. */
  readonly instanceWarmup: number;
  /** Shares of the replacement after which to wait; the last one ends the refresh. Empty: none, all is replaced. */
  readonly checkpointPercentages: readonly number[];
  readonly checkpointDelay: number;
  /** From the last replacement until the refresh is over. */
  readonly bakeTime: number;
  /** Leaves instances alone that already have the wanted launch configuration. */
  readonly skipMatching: boolean;
  readonly autoRollback: boolean;
  /** What becomes of instances that are protected from scale-in: the refresh waits until they no longer are, or leaves them as they are. */
  readonly scaleInProtectedInstances: (typeof PROTECTED_INSTANCES)[number];
  /** What becomes of instances in standby: the refresh waits until they no longer are, or leaves them as they are. */
  readonly standbyInstances: (typeof STANDBY_INSTANCES)[number];
}

export const PROTECTED_INSTANCES = ['Wait', 'Ignore', 'Refresh'] as const;
export const STANDBY_INSTANCES = ['Wait', 'Ignore', 'Terminate'] as const;

export type GivenRefreshPreferences = Partial<RefreshPreferences>;

const LONGEST_WAIT = 172_800;

/**
 * Preferences with AWS's defaults filled in. AWS: RefreshPreferences; Understand the default values for an instance
 * refresh; reference section 3.5.
 * @throws ConfigError that lists every preference which is out of its range.
 */
export function refreshPreferences(given: GivenRefreshPreferences, settings: GroupSettings): RefreshPreferences {
  const { maintenance, defaultInstanceWarmup, healthCheckGracePeriod } = settings;
  const { checkpointPercentages = [] } = given;
  const preferences: RefreshPreferences = {
    minHealthyPercentage: maintenance?.minHealthyPercentage ?? 90,
    maxHealthyPercentage: maintenance?.maxHealthyPercentage ?? 100,
    instanceWarmup: defaultInstanceWarmup ?? healthCheckGracePeriod,
    checkpointDelay: checkpointPercentages.length > 0 ? 3600 : 0,
    bakeTime: 0,
    skipMatching: false,
    autoRollback: false,
    scaleInProtectedInstances: 'Wait',
    standbyInstances: 'Wait',
    ...given,
    checkpointPercentages,
  };
  const faults = [
    ...percentageFaults(preferences, 'preferences'),
    ...pairFaults(given),
    ...checkpointFaults(checkpointPercentages),
    ...waitFaults(preferences),
  ];
  if (faults.length === 0) return preferences;
  throw new ConfigError(`Instance refresh of ${settings.name}: ${faults.join('; ')}`);
}

function pairFaults({ minHealthyPercentage, maxHealthyPercentage }: GivenRefreshPreferences): string[] {
  if (maxHealthyPercentage === undefined || minHealthyPercentage !== undefined) return [];
  return ['preferences: expected minHealthyPercentage beside maxHealthyPercentage, found none; give both'];
}

function checkpointFaults(percentages: readonly number[]): string[] {
  const ascending = percentages.every((value, index) => index === 0 || value > (percentages[index - 1] ?? 0));
  if (ascending && percentages.every((value) => Number.isInteger(value) && value >= 1 && value <= 100)) return [];
  return [`preferences.checkpointPercentages: expected ascending whole numbers from 1 to 100, found ${percentages.join(', ')}; sort them, each once`];
}

function waitFaults({ instanceWarmup, checkpointDelay, bakeTime }: RefreshPreferences): string[] {
  const within = (name: string, seconds: number, most: number): string[] =>
    Number.isFinite(seconds) && seconds >= 0 && seconds <= most
      ? []
      : [`preferences.${name}: expected ${most === Infinity ? '0 or more' : `0 to ${most}`} seconds, found ${seconds}; give seconds`];
  return [
    ...within('instanceWarmup', instanceWarmup, Infinity),
    ...within('checkpointDelay', checkpointDelay, LONGEST_WAIT),
    ...within('bakeTime', bakeTime, LONGEST_WAIT),
  ];
}
