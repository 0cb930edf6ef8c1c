import type { BalancerKind } from './health-check.js';
import type { ProbeResult } from './probe-result.js';
import { newTarget, type TargetHealth, type TargetHealthDescription } from './target-health.js';

/** What a description needs of a check: how it ended. */
export type LastProbe = Pick<ProbeResult, 'outcome' | 'status'>;

type Words = Omit<TargetHealthDescription, 'balancer'>;

/**
 * A state in AWS's words. `last` is the check whose failure an application balancer names as its reason: pass the last
 * failed one to keep the reason while an instance recovers; without it, or with one that passed, the reason is the
 * general one. AWS: DescribeInstanceHealth, reference section 1.7, and DescribeTargetHealth, section 2.3; rules 15, 19.
 * Before the first check classic says `ELB` with a full stop (doubt D11); while a failed instance counts passes its
 * text stays, as AWS publishes nothing else.
 */
export function describeTarget(kind: BalancerKind, health: TargetHealth, last?: LastProbe): TargetHealthDescription {
  return { balancer: kind, ...(kind === 'classic' ? instanceState(health) : targetState(kind, health, last)) };
}

/** Why a registered target is not checked: its group is used by no listener, or its machine does not run. */
export type Unchecked = 'not-in-use' | 'pending' | 'stopped' | 'terminated';

/**
 * A target that is not checked, in AWS's words. A target group calls it unused, but for one whose machine is only about
 * to run; a classic balancer is always in use, so there it is only not in service yet. AWS: DescribeInstanceHealth,
 * reference section 1.7, and DescribeTargetHealth, section 2.3; rule 25.
 */
export function describeUnchecked(kind: BalancerKind, why: Unchecked): TargetHealthDescription {
  return { balancer: kind, ...(kind === 'classic' ? uncheckedInstance(why) : uncheckedTarget(kind, why)) };
}

function instanceState(health: TargetHealth): Words {
  switch (health.state) {
    case 'initial':
      return isUnchecked(health)
        ? outOfService('ELB', 'Instance registration is still in progress.')
        : outOfService(
            'Instance',
            'Instance has not passed the configured HealthyThreshold number of health checks consecutively.',
          );
    case 'healthy':
      return { state: 'InService', reasonCode: 'N/A', description: 'N/A' };
    case 'unhealthy':
      return outOfService(
        'Instance',
        'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.',
      );
    case 'draining':
      return { state: 'InService', reasonCode: 'N/A', description: 'Instance deregistration currently in progress.' };
  }
}

const outOfService = (reasonCode: 'ELB' | 'Instance', description: string): Words => ({
  state: 'OutOfService',
  reasonCode,
  description,
});

function targetState(kind: BalancerKind, health: TargetHealth, last: LastProbe | undefined): Words {
  switch (health.state) {
    case 'initial':
      return isUnchecked(health)
        ? because('initial', 'Elb.RegistrationInProgress', 'Target registration is in progress')
        : because('initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress');
    case 'healthy':
      return { state: 'healthy' };
    case 'unhealthy':
      return unhealthyTarget(kind, last);
    case 'draining':
      return because('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress');
  }
}

/** Network balancers know one reason only. AWS: Network Load Balancer guide, health checks. */
function unhealthyTarget(kind: BalancerKind, last: LastProbe | undefined): Words {
  if (kind === 'application' && last?.outcome === 'response-code-mismatch') {
    const description = `Health checks failed with these codes: [${last.status ?? ''}]`;
    return because('unhealthy', 'Target.ResponseCodeMismatch', description);
  }
  if (kind === 'application' && last?.outcome === 'timeout') {
    return because('unhealthy', 'Target.Timeout', 'Request timed out');
  }
  return because('unhealthy', 'Target.FailedHealthChecks', 'Health checks failed');
}

const because = (state: string, reasonCode: string, description: string): Words => ({ state, reasonCode, description });

const isUnchecked = ({ passes, failures }: TargetHealth): boolean => passes === 0 && failures === 0;

const uncheckedInstance = (why: Unchecked): Words =>
  why === 'not-in-use' ? instanceState(newTarget()) : outOfService('Instance', `Instance is in ${why} state.`);

function uncheckedTarget(kind: BalancerKind, why: Unchecked): Words {
  if (why === 'pending') return targetState(kind, newTarget(), undefined);
  return why === 'not-in-use'
    ? because('unused', 'Target.NotInUse', 'Target group is not configured to receive traffic from the load balancer')
    : because('unused', 'Target.InvalidState', `Target is in the ${why} state`);
}
