import { ConfigError } from '../model/errors.js';
import { HEALTH_CHECK_PERIOD } from '../model/fleet-plan.js';
import { percentageFaults, type HealthyPercentages } from './healthy-percentages.js';
import { hookFaults, type LifecycleHook } from './lifecycle-hooks.js';

/** What a group can be told to leave off. AWS: Suspend and resume Amazon EC2 Auto Scaling processes. */
export const GROUP_PROCESSES = [
  'Launch',
  'Terminate',
  'HealthCheck',
  'ReplaceUnhealthy',
  'AddToLoadBalancer',
  'InstanceRefresh',
  'AlarmNotification',
  'AZRebalance',
  'ScheduledActions',
] as const;
export type GroupProcess = (typeof GROUP_PROCESSES)[number];

/** Settings of one Auto Scaling group. Times in seconds of the group's clock. */
export interface GroupSettings {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  /** `EC2` hears only whether a process runs; `ELB` also hears the balancers. */
  readonly healthCheckType: 'EC2' | 'ELB';
  /** From an instance's entry to `InService` until balancers are listened to. */
  readonly healthCheckGracePeriod: number;
  /**
   * Between two looks at health. AWS publishes none. No balancer can show `InService` for less than two intervals of
   * five seconds, so that looks ten seconds apart miss no instance that passed.
   */
  readonly healthCheckPeriod: number;
  /**
   * What becomes of instances that fail at a balancer where none of the group ever passed: AWS's pages `keep` them,
   * users report that it does `replace` them (doubt D2, rule 30).
   */
  readonly neverHealthy: 'keep' | 'replace';
  /** The group's instance maintenance policy. */
  readonly maintenance?: HealthyPercentages;
  readonly defaultInstanceWarmup?: number;
  readonly suspended: readonly GroupProcess[];
  /** Whether scale-in leaves instances alone that are launched from now on. AWS: NewInstancesProtectedFromScaleIn. */
  readonly protectNewInstances: boolean;
  readonly lifecycleHooks: readonly LifecycleHook[];
  /** The least time that an instance is `Pending`. */
  readonly launchSeconds: number;
}

/** What must be said of a group, and what may be. */
export type GivenGroupSettings = Pick<GroupSettings, 'name' | 'minSize' | 'maxSize'> & Partial<GroupSettings>;

/**
 * Settings with every default of the API filled in: desired capacity is the minimum, health is EC2's alone, without grace
 * (rule 31). The console and Terraform's provider fill in 300 s of it themselves. AWS: Set the health check grace period.
 * @throws ConfigError as `validateGroupSettings` does.
 */
export function groupSettings(given: GivenGroupSettings): GroupSettings {
  return validateGroupSettings({
    desiredCapacity: given.minSize,
    healthCheckType: 'EC2',
    healthCheckGracePeriod: 0,
    healthCheckPeriod: HEALTH_CHECK_PERIOD,
    neverHealthy: 'keep',
    suspended: [],
    protectNewInstances: false,
    lifecycleHooks: [],
    launchSeconds: 0,
    ...given,
  });
}

/**
 * The settings as they were given, once a group can have them. AWS: CreateAutoScalingGroup, InstanceMaintenancePolicy.
 * @throws ConfigError that lists every setting which is out of its range.
 */
export function validateGroupSettings(settings: GroupSettings): GroupSettings {
  const faults = [...nameFaults(settings), ...sizeFaults(settings), ...wordFaults(settings), ...timeFaults(settings), ...hookFaults(settings.lifecycleHooks)];
  if (settings.maintenance) faults.push(...percentageFaults(settings.maintenance, 'maintenance'));
  if (faults.length === 0) return settings;
  throw new ConfigError(`Auto Scaling group ${settings.name || 'without a name'}: ${faults.join('; ')}`);
}

function nameFaults({ name }: GroupSettings): string[] {
  if (name.length >= 1 && name.length <= 255 && !name.includes(':')) return [];
  return [`name: expected 1 to 255 characters without a colon, found "${name}"; give another name`];
}

function sizeFaults({ minSize, maxSize, desiredCapacity }: GroupSettings): string[] {
  const faults = Object.entries({ minSize, maxSize, desiredCapacity })
    .filter(([, size]) => !Number.isInteger(size) || size < 0)
    .map(([name, size]) => `${name}: expected a whole number from 0, found ${size}; count instances`);
  if (faults.length > 0) return faults;
  if (minSize > maxSize) return [`minSize: expected at most maxSize (${maxSize}), found ${minSize}; raise maxSize or lower minSize`];
  if (desiredCapacity >= minSize && desiredCapacity <= maxSize) return [];
  return [
    `desiredCapacity: expected ${minSize} to ${maxSize}, found ${desiredCapacity}; choose one between minSize and maxSize, or move these`,
  ];
}

function wordFaults({ healthCheckType, neverHealthy, suspended }: GroupSettings): string[] {
  const oneOf = (name: string, found: string, words: readonly string[]): string[] =>
    words.includes(found) ? [] : [`${name}: expected one of ${words.join(', ')}, found "${found}"; name one of them`];
  return [
    ...oneOf('healthCheckType', healthCheckType, ['EC2', 'ELB']),
    ...oneOf('neverHealthy', neverHealthy, ['keep', 'replace']),
    ...suspended.flatMap((process) => oneOf('suspended', process, GROUP_PROCESSES)),
  ];
}

function timeFaults(settings: GroupSettings): string[] {
  const { healthCheckGracePeriod, healthCheckPeriod, launchSeconds, defaultInstanceWarmup = 0 } = settings;
  const faults = Object.entries({ healthCheckGracePeriod, launchSeconds, defaultInstanceWarmup })
    .filter(([, seconds]) => !Number.isFinite(seconds) || seconds < 0)
    .map(([name, seconds]) => `${name}: expected 0 or more seconds, found ${seconds}; give seconds`);
  if (Number.isFinite(healthCheckPeriod) && healthCheckPeriod > 0) return faults;
  return [...faults, `healthCheckPeriod: expected more than 0 seconds, found ${healthCheckPeriod}; give 5 to 60`];
}
