import { ConfigError } from './errors.js';
import type { BalancerKind, HealthCheck, TargetProtocol } from './health-check.js';
import { parseTarget, type ParsedTarget } from './health-check-target.js';
import { validateMatcher } from './matcher.js';

type Setting = 'interval' | 'timeout' | 'healthyThreshold' | 'unhealthyThreshold';

interface Limits {
  readonly min: number;
  readonly max: number;
  /** The setting as AWS's own message names it. */
  readonly member: string;
}

const CLASSIC_LIMITS: Readonly<Record<Setting, Limits>> = {
  interval: { min: 5, max: 300, member: 'healthCheck.interval' },
  timeout: { min: 2, max: 60, member: 'healthCheck.timeout' },
  unhealthyThreshold: { min: 2, max: 10, member: 'healthCheck.unhealthyThreshold' },
  healthyThreshold: { min: 2, max: 10, member: 'healthCheck.healthyThreshold' },
};

const TARGET_GROUP_LIMITS: Readonly<Record<Setting, Limits>> = {
  interval: { min: 5, max: 300, member: 'healthCheckIntervalSeconds' },
  timeout: { min: 2, max: 120, member: 'healthCheckTimeoutSeconds' },
  unhealthyThreshold: { min: 2, max: 10, member: 'unhealthyThresholdCount' },
  healthyThreshold: { min: 2, max: 10, member: 'healthyThresholdCount' },
};

const PROTOCOLS: Readonly<Record<BalancerKind, readonly TargetProtocol[]>> = {
  classic: ['HTTP', 'TCP', 'HTTPS', 'SSL'],
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'HTTP', 'HTTPS'],
};

/** AWS counts UTF-16 units: of the whole target on classic balancers, of the path on the others. */
const LONGEST_TARGET = 1024;

/**
 * Ranges of the four numbers, in seconds and counts. AWS: reference sections 1.2 and 2.1; rule 2.
 */
export const limitsOf = (kind: BalancerKind): Readonly<Record<Setting, Limits>> =>
  kind === 'classic' ? CLASSIC_LIMITS : TARGET_GROUP_LIMITS;

/** Protocols that a kind of balancer can check with. AWS: reference sections 1.1 and 2.1. */
export const protocolsOf = (kind: BalancerKind): readonly TargetProtocol[] => PROTOCOLS[kind];

/**
 * The check as it was given, once AWS would have taken it for a balancer of this kind. Messages are AWS's where its text
 * is known (reference sections 1.3 and 2.1), so that the wire front doors can answer with them; rules 2 to 4.
 * @throws ConfigError on the first group of settings that AWS refuses.
 */
export function validateHealthCheck(check: HealthCheck, kind: BalancerKind): HealthCheck {
  validateNumbers(check, kind);
  const target = parseTarget(check.target);
  validateTarget(check.target, target, kind);
  validateMatching(check, target, kind);
  validateInitialSuccesses(check, kind);
  // AWS may allow timeout = interval for TCP target groups (moto does); the guide says less, so less it is: rule 3.
  if (check.timeout < check.interval) return check;
  throw new ConfigError(
    kind === 'classic'
      ? 'HealthCheck timeout must be less than interval'
      : 'Health check interval must be greater than the timeout.',
  );
}

function validateNumbers(check: HealthCheck, kind: BalancerKind): void {
  const limits = Object.entries(limitsOf(kind)) as [Setting, Limits][];
  const faults = limits.flatMap(([setting, { min, max, member }]) => {
    const value = check[setting];
    const failed = `Value '${value}' at '${member}' failed to satisfy constraint: Member must`;
    if (!Number.isInteger(value)) return [`${failed} be a whole number`];
    if (value < min) return [`${failed} have value greater than or equal to ${min}`];
    return value > max ? [`${failed} have value less than or equal to ${max}`] : [];
  });
  if (faults.length === 0) return;
  throw new ConfigError(`${faults.length} validation error${faults.length > 1 ? 's' : ''} detected: ${faults.join('; ')}`);
}

function validateTarget(text: string, { protocol, path }: ParsedTarget, kind: BalancerKind): void {
  const allowed = protocolsOf(kind);
  if (!allowed.includes(protocol)) {
    throw new ConfigError(`Health check of ${kind} balancers must use one of ${allowed.join(', ')}; found ${protocol}`);
  }
  const measured = kind === 'classic' ? text : path;
  if (path !== undefined && (measured ?? '').length > LONGEST_TARGET) {
    throw new ConfigError(
      `Health check ${kind === 'classic' ? 'target' : 'path'} must have at most ${LONGEST_TARGET} characters`,
    );
  }
}

function validateMatching({ matcher }: HealthCheck, { path }: ParsedTarget, kind: BalancerKind): void {
  if (matcher === undefined) return;
  if (kind === 'classic') throw new ConfigError('matcher: classic balancers pass 200 only; take matcher out');
  if (path === undefined) throw new ConfigError('Health check matchers are not supported for TCP health checks');
  validateMatcher(matcher, kind);
}

/** A setting of ours for doubt D1; the other kinds say outright that one success is enough (rule 18). */
function validateInitialSuccesses({ initialSuccesses, healthyThreshold }: HealthCheck, kind: BalancerKind): void {
  if (initialSuccesses === undefined) return;
  const most = kind === 'classic' ? healthyThreshold : 1;
  if (Number.isInteger(initialSuccesses) && initialSuccesses >= 1 && initialSuccesses <= most) return;
  throw new ConfigError(
    kind === 'classic'
      ? `initialSuccesses: expected a whole number from 1 to the healthy threshold (${most}), found ${initialSuccesses}`
      : `initialSuccesses: ${kind} balancers always need 1, found ${initialSuccesses}`,
  );
}
