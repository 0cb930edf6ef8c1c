import type { BalancerKind } from './health-check.js';
import { describeTarget, describeUnchecked, type LastProbe, type Unchecked } from './target-health-description.js';
import { newTarget, type TargetHealth, type TargetState } from './target-health.js';

const target = (state: TargetState, passes: number, failures: number): TargetHealth => ({ state, passes, failures });
const FAILED: LastProbe = { outcome: 'response-code-mismatch', status: 503 };
const HAS_FAILED = 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.';

test.each<[string, TargetHealth, string, string, string]>([
  ['registered, not checked (rule 15)', newTarget(), 'OutOfService', 'ELB', 'Instance registration is still in progress.'],
  ['passing, not often enough', target('initial', 1, 0), 'OutOfService', 'Instance', 'Instance has not passed the configured HealthyThreshold number of health checks consecutively.'],
  ['in service (rule 19)', target('healthy', 2, 0), 'InService', 'N/A', 'N/A'],
  ['in service with a failure', target('healthy', 0, 1), 'InService', 'N/A', 'N/A'],
  ['failed (rule 19)', target('unhealthy', 0, 2), 'OutOfService', 'Instance', HAS_FAILED],
  ['recovering', target('unhealthy', 1, 0), 'OutOfService', 'Instance', HAS_FAILED],
  ['draining', target('draining', 2, 0), 'InService', 'N/A', 'Instance deregistration currently in progress.'],
])('classic, %s', (_, health, state, reasonCode, description) => {
  expect(describeTarget('classic', health, FAILED)).toEqual({ balancer: 'classic', state, reasonCode, description });
});

test.each<[BalancerKind, TargetHealth, LastProbe | undefined, string, string, string]>([
  ['application', newTarget(), undefined, 'initial', 'Elb.RegistrationInProgress', 'Target registration is in progress'],
  ['network', target('initial', 0, 1), FAILED, 'initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress'],
  ['application', target('unhealthy', 0, 2), FAILED, 'unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [503]'],
  ['application', target('unhealthy', 0, 2), { outcome: 'timeout' }, 'unhealthy', 'Target.Timeout', 'Request timed out'],
  ['application', target('unhealthy', 0, 2), { outcome: 'connection-refused' }, 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
  ['application', target('unhealthy', 1, 0), { outcome: 'passed', status: 200 }, 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
  ['network', target('unhealthy', 0, 2), FAILED, 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
  ['network', target('unhealthy', 0, 2), { outcome: 'timeout' }, 'unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'],
  ['application', target('draining', 2, 0), undefined, 'draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'],
])('%s, %j after %j', (kind, health, last, state, reasonCode, description) => {
  expect(describeTarget(kind, health, last)).toEqual({ balancer: kind, state, reasonCode, description });
});

test.each<BalancerKind>(['application', 'network'])('%s gives a healthy target no reason', (balancer) => {
  expect(describeTarget(balancer, target('healthy', 0, 1), FAILED)).toEqual({ balancer, state: 'healthy' });
});

test.each<[BalancerKind, Unchecked, string, string, string]>([
  ['classic', 'stopped', 'OutOfService', 'Instance', 'Instance is in stopped state.'],
  ['classic', 'terminated', 'OutOfService', 'Instance', 'Instance is in terminated state.'],
  ['classic', 'pending', 'OutOfService', 'Instance', 'Instance is in pending state.'],
  ['classic', 'not-in-use', 'OutOfService', 'ELB', 'Instance registration is still in progress.'],
  ['application', 'not-in-use', 'unused', 'Target.NotInUse', 'Target group is not configured to receive traffic from the load balancer'],
  ['network', 'not-in-use', 'unused', 'Target.NotInUse', 'Target group is not configured to receive traffic from the load balancer'],
  ['application', 'stopped', 'unused', 'Target.InvalidState', 'Target is in the stopped state'],
  ['network', 'terminated', 'unused', 'Target.InvalidState', 'Target is in the terminated state'],
  ['application', 'pending', 'initial', 'Elb.RegistrationInProgress', 'Target registration is in progress'],
])('%s, not checked since it is %s', (balancer, why, state, reasonCode, description) => {
  expect(describeUnchecked(balancer, why)).toEqual({ balancer, state, reasonCode, description });
});
