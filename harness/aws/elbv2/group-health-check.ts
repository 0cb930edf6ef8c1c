import { protocolsOf, validateHealthCheck } from '../../model/health-check-rules.js';
import { defaultHealthCheck, type HealthCheck } from '../../model/health-check.js';
import { DEFAULT_MATCHER } from '../../model/matcher.js';
import { invalid, Refusal } from './refusal.js';
import type { BalancerType } from './v2-types.js';

/** A target group's health check; its port may be that of each target. Interval and timeout in seconds. */
export interface GroupHealthCheck {
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP';
  readonly port: 'traffic-port' | number;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Of HTTP and HTTPS checks only. */
  readonly path?: string;
  readonly matcher?: string;
}

/** What CreateTargetGroup and ModifyTargetGroup say of the check. */
export interface GivenHealthCheck {
  readonly HealthCheckProtocol?: string | undefined;
  readonly HealthCheckPort?: string | undefined;
  readonly HealthCheckEnabled?: boolean | undefined;
  readonly HealthCheckPath?: string | undefined;
  readonly HealthCheckIntervalSeconds?: number | undefined;
  readonly HealthCheckTimeoutSeconds?: number | undefined;
  readonly HealthyThresholdCount?: number | undefined;
  readonly UnhealthyThresholdCount?: number | undefined;
  readonly Matcher?: { readonly HttpCode?: string | undefined; readonly GrpcCode?: string | undefined } | undefined;
}

/**
 * The check that a request asks for: what it leaves out stays as it was, or is AWS's default. Pure.
 * AWS: CreateTargetGroup, ModifyTargetGroup; reference section 2.1.
 * @throws Refusal, and ConfigError with AWS's text for numbers, paths and matchers that AWS refuses
 */
export function readHealthCheck(kind: BalancerType, given: GivenHealthCheck, before?: GroupHealthCheck): GroupHealthCheck {
  if (given.HealthCheckEnabled === false) throw new Refusal('InvalidConfigurationRequest', "Health checks cannot be disabled for target groups with target type 'instance'");
  const protocol = readProtocol(kind, given.HealthCheckProtocol || before?.protocol || defaultProtocol(kind));
  const check: GroupHealthCheck = {
    protocol,
    port: given.HealthCheckPort ? readPort(given.HealthCheckPort) : (before?.port ?? 'traffic-port'),
    ...readNumbers(kind, protocol, given, before),
    ...readRequest(kind, protocol, given, before),
  };
  validateHealthCheck(checkOf(check, 80), kind);
  return check;
}

/** The check as it is sent to the targets that get traffic at a port. Pure. */
export function checkOf({ protocol, port, path, matcher, interval, timeout, healthyThreshold, unhealthyThreshold }: GroupHealthCheck, trafficPort: number): HealthCheck {
  return {
    target: `${protocol}:${port === 'traffic-port' ? trafficPort : port}${path ?? ''}`,
    interval,
    timeout,
    healthyThreshold,
    unhealthyThreshold,
    ...(matcher === undefined ? {} : { matcher }),
  };
}

/** The check in the API's form. */
export const healthCheckAnswer = (check: GroupHealthCheck) => ({
  HealthCheckProtocol: check.protocol,
  HealthCheckPort: String(check.port),
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: check.interval,
  HealthCheckTimeoutSeconds: check.timeout,
  HealthyThresholdCount: check.healthyThreshold,
  UnhealthyThresholdCount: check.unhealthyThreshold,
  ...(check.path === undefined ? {} : { HealthCheckPath: check.path }),
  ...(check.matcher === undefined ? {} : { Matcher: { HttpCode: check.matcher } }),
});

type CheckNumbers = Pick<GroupHealthCheck, 'interval' | 'timeout' | 'healthyThreshold' | 'unhealthyThreshold'>;

function readNumbers(kind: BalancerType, protocol: string, given: GivenHealthCheck, before: CheckNumbers = defaultNumbers(kind, protocol, given)): CheckNumbers {
  return {
    interval: given.HealthCheckIntervalSeconds ?? before.interval,
    timeout: given.HealthCheckTimeoutSeconds ?? before.timeout,
    healthyThreshold: given.HealthyThresholdCount ?? before.healthyThreshold,
    unhealthyThreshold: given.UnhealthyThresholdCount ?? before.unhealthyThreshold,
  };
}

function defaultNumbers(kind: BalancerType, protocol: string, { HealthCheckIntervalSeconds }: GivenHealthCheck): CheckNumbers {
  const usual = defaultHealthCheck(kind);
  return { ...usual, timeout: defaultTimeout(kind, protocol, HealthCheckIntervalSeconds ?? usual.interval) };
}

const defaultProtocol = (kind: BalancerType): string => (kind === 'application' ? 'HTTP' : 'TCP');

/** A network group that names an interval of 10 s and no timeout must not fail for our default: AWS takes that. */
const defaultTimeout = (kind: BalancerType, protocol: string, interval: number): number =>
  kind === 'application' ? defaultHealthCheck(kind).timeout : Math.min(protocol === 'HTTP' ? 6 : 10, Math.max(2, interval - 1));

function readProtocol(kind: BalancerType, text: string): GroupHealthCheck['protocol'] {
  const known = (['HTTP', 'HTTPS', 'TCP'] as const).find((protocol) => protocol === text && protocolsOf(kind).includes(protocol));
  if (known) return known;
  throw invalid(`Health check protocol '${text}' is not supported for target groups of ${kind} load balancers. It must be one of '${protocolsOf(kind).join("', '")}'`);
}

function readPort(text: string): GroupHealthCheck['port'] {
  if (text === 'traffic-port') return text;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  throw invalid(`Health check port '${text}' must be 'traffic-port' or a number from 1 to 65535`);
}

/** Path and matcher, which TCP checks do not have. */
function readRequest(kind: BalancerType, protocol: string, given: GivenHealthCheck, before: GroupHealthCheck | undefined): Pick<GroupHealthCheck, 'path' | 'matcher'> {
  const { HealthCheckPath, Matcher } = given;
  if (Matcher?.GrpcCode) throw invalid("gRPC codes can be matched in target groups with protocol version 'GRPC' only");
  if (protocol === 'TCP') {
    if (HealthCheckPath) throw invalid('Health check paths are not supported for TCP health checks');
    if (Matcher?.HttpCode) throw invalid('Health check matchers are not supported for TCP health checks');
    return {};
  }
  const path = HealthCheckPath || (before?.path ?? '/');
  if (!path.startsWith('/')) throw invalid(`Health check path '${path}' must begin with a '/' character`);
  return { path, matcher: Matcher?.HttpCode || (before?.matcher ?? DEFAULT_MATCHER[kind]) };
}
