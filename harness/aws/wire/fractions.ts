/**
 * Members of inputs that take fractions, by structure and name. The SDK's schemas call every number a number, and a
 * whole number with a fraction must be refused. AWS: API references, members of type double or float.
 */
const TAKING_FRACTIONS: ReadonlySet<string> = new Set([
  'ClientData.UploadSize',
  'ExecutePolicyType.BreachThreshold',
  'ExecutePolicyType.MetricValue',
  'FleetLaunchTemplateOverridesRequest.Priority',
  'FleetLaunchTemplateOverridesRequest.WeightedCapacity',
  'LaunchTemplateOverrides.Priority',
  'LaunchTemplateOverrides.WeightedCapacity',
  'PredictiveScalingMetricSpecification.TargetValue',
  'PriceScheduleSpecification.Price',
  'ReservationFleetInstanceSpecification.Weight',
  'ReservedInstanceLimitPrice.Amount',
  'SpotFleetLaunchSpecification.WeightedCapacity',
  'SpotFleetRequestConfigData.FulfilledCapacity',
  'SpotFleetRequestConfigData.OnDemandFulfilledCapacity',
  'StepAdjustment.MetricIntervalLowerBound',
  'StepAdjustment.MetricIntervalUpperBound',
  'TargetTrackingConfiguration.TargetValue',
]);

/** Ranges of instance requirements, with `Min` and `Max`, asked for or stored. */
const RANGES = /^(?:MemoryGiBPerVCpu|NetworkBandwidthGbps|TotalLocalStorageGB)(?:Request)?\.(?:Min|Max)$/;

/** True for a member (`StepAdjustment.MetricIntervalLowerBound`) whose number may have a fraction. */
export const takesFraction = (member: string): boolean => TAKING_FRACTIONS.has(member) || RANGES.test(member);
