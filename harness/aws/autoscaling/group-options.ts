import type { AutoScalingInput } from './auto-scaling-service.js';
import { invalid } from './invalid.js';

type Created = AutoScalingInput<'CreateAutoScalingGroup'>;

/** Members of a request that are kept and read back as they were given. */
const STORED = [
  'PlacementGroup', 'CapacityRebalance', 'Context', 'DesiredCapacityType', 'DeletionProtection', 'AvailabilityZoneDistribution',
  'AvailabilityZoneImpairmentPolicy', 'CapacityReservationSpecification', 'InstanceLifecyclePolicy',
] as const;

/** Settings of a group beside its sizes, places and sources, under AWS's names. */
export interface GroupOptions extends Pick<Created, (typeof STORED)[number]> {
  readonly DefaultCooldown: number;
  readonly HealthCheckType: string;
  readonly HealthCheckGracePeriod: number;
  readonly TerminationPolicies: readonly string[];
  readonly NewInstancesProtectedFromScaleIn: boolean;
  readonly ServiceLinkedRoleARN: string;
  readonly MaxInstanceLifetime?: number | undefined;
  readonly DefaultInstanceWarmup?: number | undefined;
  readonly InstanceMaintenancePolicy?: { readonly MinHealthyPercentage: number; readonly MaxHealthyPercentage: number } | undefined;
}

/** What a request may say of them. */
export type GivenOptions = Partial<Pick<Created, keyof GroupOptions>>;

/** What a group has that says nothing. AWS: CreateAutoScalingGroup; rule 31. */
export const defaultOptions = (account: string): GroupOptions => ({
  DefaultCooldown: 300,
  HealthCheckType: 'EC2',
  HealthCheckGracePeriod: 0,
  TerminationPolicies: ['Default'],
  NewInstancesProtectedFromScaleIn: false,
  ServiceLinkedRoleARN: `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
});

/**
 * Options once a request has changed them: what it leaves out, or leaves empty, stays. Pure.
 * AWS: CreateAutoScalingGroup, UpdateAutoScalingGroup.
 * @throws QueryError ValidationError
 */
export function changedOptions(before: GroupOptions, given: GivenOptions): GroupOptions {
  checkRanges(given);
  const stored = Object.fromEntries(STORED.flatMap((name) => (isAbsent(given[name]) ? [] : [[name, given[name]]])));
  const { DefaultCooldown, HealthCheckGracePeriod, NewInstancesProtectedFromScaleIn, TerminationPolicies = [] } = given;
  return {
    ...before,
    ...stored,
    DefaultCooldown: DefaultCooldown ?? before.DefaultCooldown,
    HealthCheckGracePeriod: HealthCheckGracePeriod ?? before.HealthCheckGracePeriod,
    HealthCheckType: healthCheckType(given.HealthCheckType) ?? before.HealthCheckType,
    NewInstancesProtectedFromScaleIn: NewInstancesProtectedFromScaleIn ?? before.NewInstancesProtectedFromScaleIn,
    ServiceLinkedRoleARN: given.ServiceLinkedRoleARN || before.ServiceLinkedRoleARN,
    TerminationPolicies: TerminationPolicies.length > 0 ? TerminationPolicies.map(terminationPolicy) : before.TerminationPolicies,
    MaxInstanceLifetime: cleared(given.MaxInstanceLifetime, 0, before.MaxInstanceLifetime),
    DefaultInstanceWarmup: cleared(given.DefaultInstanceWarmup, -1, before.DefaultInstanceWarmup),
    InstanceMaintenancePolicy: maintenance(given.InstanceMaintenancePolicy, before.InstanceMaintenancePolicy),
  };
}

const isAbsent = (value: unknown): boolean => value === undefined || value === '';

/** @param none the number with which a request takes the setting away */
function cleared(given: number | undefined, none: number, before: number | undefined): number | undefined {
  if (given === undefined) return before;
  return given === none ? undefined : given;
}

function checkRanges({ DefaultCooldown, HealthCheckGracePeriod, MaxInstanceLifetime, DefaultInstanceWarmup }: GivenOptions): void {
  const least = { DefaultCooldown, HealthCheckGracePeriod };
  const below = Object.entries(least).find(([, seconds]) => seconds !== undefined && seconds < 0);
  if (below) throw invalid(`${below[0]} must be 0 or more seconds, found ${below[1]}`);
  if (DefaultInstanceWarmup !== undefined && DefaultInstanceWarmup < -1) throw invalid(`DefaultInstanceWarmup must be 0 or more seconds, or -1 to remove it, found ${DefaultInstanceWarmup}`);
  if (MaxInstanceLifetime && (MaxInstanceLifetime < 86_400 || MaxInstanceLifetime > 31_536_000)) {
    throw invalid(`MaxInstanceLifetime must be 0 or from 86400 to 31536000 seconds, found ${MaxInstanceLifetime}`);
  }
}

const HEALTH_CHECK_TYPES = ['EC2', 'EBS', 'ELB', 'VPC_LATTICE'];

/** One or several of AWS's types, as they were given. AWS: HealthCheckType. */
function healthCheckType(given: string | undefined): string | undefined {
  if (!given) return undefined;
  const stray = given.split(',').find((type) => !HEALTH_CHECK_TYPES.includes(type.trim()));
  if (stray !== undefined) throw invalid(`Health check type '${stray.trim()}' is not valid. It must be one of ${HEALTH_CHECK_TYPES.join(', ')}`);
  return given;
}

/** Whether balancers decide on health, too. Pure. */
export const hearsBalancers = ({ HealthCheckType }: Pick<GroupOptions, 'HealthCheckType'>): boolean => HealthCheckType.split(',').some((type) => type.trim() === 'ELB');

/** AWS: DescribeTerminationPolicyTypes. */
export const TERMINATION_POLICIES = [
  'AllocationStrategy', 'ClosestToNextInstanceHour', 'Default', 'NewestInstance', 'OldestInstance', 'OldestLaunchConfiguration', 'OldestLaunchTemplate',
] as const;

function terminationPolicy(given: string): string {
  if ((TERMINATION_POLICIES as readonly string[]).includes(given) || given.startsWith('arn:')) return given;
  throw invalid(`Termination policy '${given}' is not valid. It must be one of ${TERMINATION_POLICIES.join(', ')} or the ARN of a Lambda function`);
}

interface GivenPolicy {
  readonly MinHealthyPercentage?: number | undefined;
  readonly MaxHealthyPercentage?: number | undefined;
}

/** Both bounds together, or -1 for both to take the policy away. AWS: InstanceMaintenancePolicy. */
function maintenance(given: GivenPolicy | undefined, before: GroupOptions['InstanceMaintenancePolicy']): GroupOptions['InstanceMaintenancePolicy'] {
  if (!given) return before;
  const { MinHealthyPercentage: min, MaxHealthyPercentage: max } = given;
  if (min === -1 && max === -1) return undefined;
  if (min === undefined || max === undefined) throw invalid('InstanceMaintenancePolicy must have both MinHealthyPercentage and MaxHealthyPercentage');
  if (min < 0 || min > 100) throw invalid(`MinHealthyPercentage must be from 0 to 100, found ${min}`);
  if (max < 100 || max > 200) throw invalid(`MaxHealthyPercentage must be from 100 to 200, found ${max}`);
  if (max - min > 100) throw invalid(`MaxHealthyPercentage must be at most 100 above MinHealthyPercentage, found ${max} and ${min}`);
  return { MinHealthyPercentage: min, MaxHealthyPercentage: max };
}
