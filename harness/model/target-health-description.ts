import type { BalancerKind } from './health-check.js';
import type { ProbeResult } from './probe-result.js';
import type { TargetHealth, TargetHealthDescription } from './target-health.js';

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

/**
 * A target whose machine is not running, in AWS's words. AWS: DescribeInstanceHealth, Description; DescribeTargetHealth,
 * TargetHealth; reference sections 1.7 and 2.3.
 */
export function describeStanding(kind: BalancerKind, standing: 'pending' | 'stopped' | 'terminated'): TargetHealthDescription {
  if (kind === 'classic') return { balancer: kind, ...outOfService('Instance', `Instance is in ${standing} state.`) };
  if (standing === 'pending') return describeTarget(kind, { state: 'initial', passes: 0, failures: 0 });
  return { balancer: kind, ...because('unused', 'Target.InvalidState', `Target is in the ${standing} state`) };
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
