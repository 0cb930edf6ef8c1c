import type { TargetHealthDescription } from '../../model/target-health.js';

/** A target's health in the API's form: reason and description are there unless it is healthy. */
export interface TargetHealthAnswer {
  readonly State: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  readonly Reason?: TargetReason;
  readonly Description?: string;
}

const REASONS = [
  'Elb.RegistrationInProgress',
  'Elb.InitialHealthChecking',
  'Target.ResponseCodeMismatch',
  'Target.Timeout',
  'Target.FailedHealthChecks',
  'Target.NotRegistered',
  'Target.NotInUse',
  'Target.InvalidState',
  'Target.DeregistrationInProgress',
] as const;
type TargetReason = (typeof REASONS)[number];

const STATES = ['initial', 'healthy', 'unhealthy', 'unused', 'draining'] as const;

const NOT_REGISTERED: TargetHealthAnswer = { State: 'unused', Reason: 'Target.NotRegistered', Description: 'Target is not registered to the target group' };
const NOT_ENABLED: TargetHealthAnswer = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target is in an Availability Zone that is not enabled for the load balancer',
};

/**
 * What DescribeTargetHealth says of a target. Pure. AWS: TargetHealth; reference section 2.3, rules 24 and 25.
 * @param described undefined when it is not registered
 * @param served whether it is in a zone of the load balancer
 */
export function targetHealthAnswer(described: TargetHealthDescription | undefined, served: boolean): TargetHealthAnswer {
  if (!described) return NOT_REGISTERED;
  const state = STATES.find((known) => known === described.state) ?? 'unused';
  if (!served && state !== 'unused' && state !== 'draining') return NOT_ENABLED;
  const reason = REASONS.find((known) => known === described.reasonCode);
  return { State: state, ...(reason ? { Reason: reason } : {}), ...(described.description ? { Description: described.description } : {}) };
}
