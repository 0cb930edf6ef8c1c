import { toSeconds, type Duration } from '../../model/duration.js';
import { ConfigError } from '../../model/errors.js';
import type { BalancerKind, HealthCheck } from '../../model/health-check.js';
import { parseTarget } from '../../model/health-check-target.js';
import { validateHealthCheck } from '../../model/health-check-rules.js';
import { thresholdsOf } from '../../model/target-health.js';
import type { AuditConfig } from './config-schema.js';

export interface CheckSettings {
  readonly balancer: BalancerKind;
  readonly healthCheck: HealthCheck;
  readonly instancePort: number;
  /** Seconds. */
  readonly deadline: number;
}

const [INTERVAL, TIMEOUT, THRESHOLD, SHORTEST_DEADLINE] = [15, 5, 2, 60];

/**
 * The health check that a configuration describes, with defaults that every kind of balancer takes: every 15 s, with 5 s to
 * answer (less than the interval, where that is shorter), two passes up and two failures down. Pure.
 * @throws ConfigError for what AWS would refuse, and for a check of another port than users come to
 */
export function healthCheckOf(config: Pick<AuditConfig, 'health' | 'healthCheck' | 'port' | 'balancer' | 'deadline'>): CheckSettings {
  const { balancer = 'classic', healthCheck: given = {}, health } = config;
  if (health !== undefined && given.target !== undefined) throw new ConfigError('health: expected a path, or the target of healthCheck, found both; take one out');
  const instancePort = config.port ?? (given.target === undefined ? 80 : parseTarget(given.target).port);
  const healthCheck = checked(withDefaults({ ...given, target: given.target ?? `HTTP:${instancePort}${health ?? '/health'}` }), balancer);
  const { port } = parseTarget(healthCheck.target);
  if (port !== instancePort) throw new ConfigError(`healthCheck.target: expected port ${instancePort}, to which the balancer sends users, found ${port}; correct it, or "port"`);
  return { balancer, healthCheck, instancePort, deadline: deadlineOf(config.deadline as Duration | undefined, healthCheck, balancer) };
}

function withDefaults({ matcher, initialSuccesses, ...given }: NonNullable<AuditConfig['healthCheck']> & { readonly target: string }): HealthCheck {
  const { target, interval = INTERVAL, timeout = Math.min(TIMEOUT, interval - 1), healthyThreshold = THRESHOLD, unhealthyThreshold = THRESHOLD } = given;
  return {
    target, interval, timeout, healthyThreshold, unhealthyThreshold,
    ...(matcher === undefined ? {} : { matcher }),
    ...(initialSuccesses === undefined ? {} : { initialSuccesses }),
  };
}

function checked(check: HealthCheck, balancer: BalancerKind): HealthCheck {
  try {
    return validateHealthCheck(check, balancer);
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(`healthCheck: ${error.message}`) : error;
  }
}

/** A release must have time for its threshold, or none could be accepted. */
function deadlineOf(given: Duration | undefined, healthCheck: HealthCheck, balancer: BalancerKind): number {
  const { interval, healthyThreshold } = healthCheck;
  if (given === undefined) return Math.max(SHORTEST_DEADLINE, interval * (healthyThreshold + 2));
  const [seconds, least] = [toSeconds(given, 'deadline'), interval * thresholdsOf(healthCheck, balancer).initialSuccesses];
  if (seconds >= least) return seconds;
  throw new ConfigError(`deadline: expected at least ${least} s, the time of the checks that a new instance must pass, found ${seconds} s`);
}
