import { invalid } from './invalid.js';
import type { StoredPolicy } from './stored-parts.js';

/** AWS: DescribeAdjustmentTypes. */
export const ADJUSTMENT_TYPES = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'] as const;

interface Alarm {
  readonly MetricValue?: number | undefined;
  readonly BreachThreshold?: number | undefined;
}

/**
 * The capacity that a policy wants, before the group's bounds are heard. Pure. AWS: Step and simple scaling policies.
 * @throws QueryError ValidationError for policies that are not executed, or steps that none is of
 */
export function wantedCapacity(policy: StoredPolicy, present: number, alarm: Alarm): number {
  const adjustment = adjustmentOf(policy, alarm);
  switch (policy.AdjustmentType) {
    case 'ExactCapacity':
      return adjustment;
    case 'PercentChangeInCapacity':
      return present + percentStep((present * adjustment) / 100, policy.MinAdjustmentMagnitude ?? policy.MinAdjustmentStep ?? 0);
    default:
      return present + adjustment;
  }
}

/** More than 1 is rounded down, less up to 1; and so below zero. */
function percentStep(change: number, least: number): number {
  if (change === 0) return 0;
  const size = Math.abs(change) < 1 ? 1 : Math.floor(Math.abs(change));
  return Math.sign(change) * Math.max(size, least);
}

function adjustmentOf({ PolicyType, PolicyName, ScalingAdjustment, StepAdjustments = [] }: StoredPolicy, { MetricValue: value, BreachThreshold: threshold }: Alarm): number {
  if (PolicyType === 'SimpleScaling') return ScalingAdjustment ?? 0;
  if (PolicyType !== 'StepScaling') throw invalid(`Policy ${PolicyName} cannot be executed, since its type is ${PolicyType}`);
  if (value === undefined || threshold === undefined) throw invalid('MetricValue and BreachThreshold must be specified for a policy of type StepScaling');
  const over = value - threshold;
  const step = StepAdjustments.find((step) => isWithin(over, step));
  if (!step) throw invalid(`Policy ${PolicyName} has no step adjustment for the metric value ${value} and the threshold ${threshold}`);
  return step.ScalingAdjustment;
}

/** The bound towards the threshold belongs to a step. AWS: Step adjustments for step scaling. */
function isWithin(over: number, { MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }: NonNullable<StoredPolicy['StepAdjustments']>[number]): boolean {
  return over >= 0 ? over >= lower && over < upper : over > lower && over <= upper;
}
