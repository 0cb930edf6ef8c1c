export type BalancerKind = 'classic' | 'application' | 'network';
export type TargetProtocol = 'HTTP' | 'HTTPS' | 'TCP' | 'SSL';

/** A health check in AWS's words. Interval and timeout in seconds. */
export interface HealthCheck {
  /** `HTTP:80/health`, `HTTPS:443/health`, `TCP:80` or `SSL:443`. */
  readonly target: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Status codes that pass (`200`, `200,202`, `200-299`), of application and network balancers. */
  readonly matcher?: string;
  /** Checks a newly registered instance must pass first; default: classic the healthy threshold, others 1. */
  readonly initialSuccesses?: number;
  readonly form?: ProbeForm;
}

/** In what the request of a check differs from the one that its kind of balancer sends. */
export interface ProbeForm {
  readonly method?: 'GET' | 'HEAD';
  readonly host?: string;
  readonly userAgent?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type HealthCheckChange = Partial<HealthCheck>;

const DEFAULTS: Readonly<Record<BalancerKind, HealthCheck>> = {
  classic: { target: 'TCP:80', interval: 30, timeout: 5, healthyThreshold: 10, unhealthyThreshold: 2 },
  application: { target: 'HTTP:80/', interval: 30, timeout: 5, healthyThreshold: 5, unhealthyThreshold: 2 },
  network: { target: 'TCP:80', interval: 30, timeout: 10, healthyThreshold: 5, unhealthyThreshold: 2 },
};

/**
 * What AWS checks when nobody configured anything; seconds. AWS: reference sections 1.2 and 2.1; rule 5. The application
 * timeout follows the guide (5), not the API reference (6): doubt D4. No matcher is named: see `DEFAULT_MATCHER` in matcher.ts.
 */
export const defaultHealthCheck = (kind: BalancerKind): HealthCheck => DEFAULTS[kind];
